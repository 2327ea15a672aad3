import { type Kysely, type Selectable } from "kysely";
import { type ConnectingPerson, type ConnectRefusal, refusals } from "../../sync/policy/connect.ts";
import {
  type DecidedSettings,
  type GroupLayer,
  type Layer,
  type PolicyLayers,
  resolveSettings,
  valuesOf,
} from "../../sync/policy/resolve.ts";
import { type SettingName, type Settings } from "../../sync/policy/settings.ts";
import { type Clock, toDate } from "../clock.ts";
import { type ZoomPerson } from "../identity/zoom-people.ts";
import { type Schema, type SettingsLayersTable } from "../store/schema.ts";

/** The Microsoft side of somebody who connects, as far as it is known. */
export interface MicrosoftAddresses {
  readonly mailbox: string;
  readonly userPrincipalName: string;
}

const ofMailbox: readonly ConnectRefusal[] = ["domain.mailbox", "domain.userPrincipalName"];

/** What admins and users of a Zoom account chose, and what follows from it for one person. */
export class Policies {
  readonly #db: Kysely<Schema>;
  readonly #clock: Clock;

  constructor(db: Kysely<Schema>, clock: Clock) {
    this.#db = db;
    this.#clock = clock;
  }

  async decidedFor(person: ZoomPerson): Promise<DecidedSettings> {
    return resolveSettings(await this.#layersOf(person));
  }

  async settingsOf(person: ZoomPerson): Promise<Settings> {
    return valuesOf(await this.decidedFor(person));
  }

  /**
   * Every reason why this person may not be connected. Before the mailbox is known, nothing is said of
   * its domain.
   */
  async refusalsOf(
    person: ZoomPerson,
    microsoft: MicrosoftAddresses | null,
    by: "user" | "admin",
    account?: Layer,
  ): Promise<ConnectRefusal[]> {
    const layers = await this.#layersOf(person);
    const settings = valuesOf(resolveSettings(account ? { ...layers, account } : layers));
    const connecting: ConnectingPerson = {
      zoomEmail: person.email,
      mailbox: microsoft?.mailbox ?? person.email,
      userPrincipalName: microsoft?.userPrincipalName ?? person.email,
    };
    const reasons = refusals(settings, connecting, by);
    return microsoft ? reasons : reasons.filter((reason) => !ofMailbox.includes(reason));
  }

  /**
   * Why a connection that exists may not go on. Who may set one up is no such reason: people who
   * connected themselves stay connected until their admin's permission takes over.
   */
  async refusalsOfExisting(
    person: ZoomPerson,
    microsoft: MicrosoftAddresses,
    account?: Layer,
  ): Promise<ConnectRefusal[]> {
    return this.refusalsOf(person, microsoft, "admin", account);
  }

  async accountLayer(zoomAccountId: string): Promise<Layer> {
    const row = await this.#db
      .selectFrom("settings_layers")
      .select(["values", "locked"])
      .where("zoom_account_id", "=", zoomAccountId)
      .where("level", "=", "account")
      .executeTakeFirst();
    return row ? layerOf(row) : { values: {}, locked: [] };
  }

  async setAccountLayer(zoomAccountId: string, layer: Layer, changedBy: string): Promise<void> {
    await this.#put(zoomAccountId, "account", "", { layer, priority: 0, changedBy });
  }

  /** What a person chose for themselves, on top of what they chose before. */
  async setUserChoice(person: ZoomPerson, values: Partial<Settings>): Promise<void> {
    const { user } = await this.#layersOf(person);
    await this.#put(person.zoomAccountId, "user", person.zoomUserId, {
      layer: { values: { ...user.values, ...values }, locked: [] },
      priority: 0,
      changedBy: person.zoomUserId,
    });
  }

  /** What an admin chose for Zoom groups of the account. */
  async groupLayers(zoomAccountId: string): Promise<GroupLayer[]> {
    const rows = await this.#db
      .selectFrom("settings_layers")
      .selectAll()
      .where("zoom_account_id", "=", zoomAccountId)
      .where("level", "=", "group")
      .execute();
    return rows.map((row) => ({
      ...layerOf(row),
      groupId: row.subject_id,
      priority: row.priority,
    }));
  }

  async setGroupLayer(zoomAccountId: string, layer: GroupLayer, changedBy: string): Promise<void> {
    const { groupId, priority } = layer;
    await this.#put(zoomAccountId, "group", groupId, { layer, priority, changedBy });
  }

  async #put(
    zoomAccountId: string,
    level: "account" | "group" | "user",
    subjectId: string,
    change: { layer: Layer; priority: number; changedBy: string },
  ): Promise<void> {
    const row = {
      values: JSON.stringify(change.layer.values),
      locked: JSON.stringify(change.layer.locked),
      priority: change.priority,
      changed_at: toDate(this.#clock.now()),
      changed_by: change.changedBy,
    };
    await this.#db
      .insertInto("settings_layers")
      .values({ zoom_account_id: zoomAccountId, level, subject_id: subjectId, ...row })
      .onConflict((conflict) =>
        conflict.columns(["zoom_account_id", "level", "subject_id"]).doUpdateSet(row),
      )
      .execute();
  }

  /** What holds for anybody of the account, without asking for each. */
  async deciderFor(
    zoomAccountId: string,
  ): Promise<(person: Pick<ZoomPerson, "zoomUserId" | "groupIds">) => Settings> {
    const rows = await this.#ofAccount(zoomAccountId).execute();
    return (person) => valuesOf(resolveSettings(layersFor(person, rows)));
  }

  async #layersOf(person: ZoomPerson): Promise<PolicyLayers> {
    const rows = await this.#ofAccount(person.zoomAccountId)
      .where((or) => or.or([or("level", "!=", "user"), or("subject_id", "=", person.zoomUserId)]))
      .execute();
    return layersFor(person, rows);
  }

  #ofAccount(zoomAccountId: string) {
    return this.#db
      .selectFrom("settings_layers")
      .selectAll()
      .where("zoom_account_id", "=", zoomAccountId);
  }
}

function layersFor(
  { zoomUserId, groupIds }: Pick<ZoomPerson, "zoomUserId" | "groupIds">,
  rows: ReadonlyArray<Selectable<SettingsLayersTable>>,
): PolicyLayers {
  const account = rows.find(({ level }) => level === "account");
  const user = rows.find(({ level, subject_id: id }) => level === "user" && id === zoomUserId);
  return {
    account: account ? layerOf(account) : { values: {}, locked: [] },
    groups: rows
      .filter(({ level, subject_id: id }) => level === "group" && groupIds.includes(id))
      .map((row) => ({ ...layerOf(row), groupId: row.subject_id, priority: row.priority })),
    user: { values: user ? layerOf(user).values : {} },
  };
}

function layerOf(row: { values: unknown; locked: unknown }): Layer {
  return { values: row.values as Partial<Settings>, locked: row.locked as SettingName[] };
}
