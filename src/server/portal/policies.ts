import { type Kysely } from "kysely";
import { type ConnectingPerson, type ConnectRefusal, refusals } from "../../sync/policy/connect.ts";
import {
  type DecidedSettings,
  type Layer,
  type PolicyLayers,
  resolveSettings,
  valuesOf,
} from "../../sync/policy/resolve.ts";
import { type SettingName, type Settings } from "../../sync/policy/settings.ts";
import { type Clock, toDate } from "../clock.ts";
import { type ZoomPerson } from "../identity/zoom-people.ts";
import { type Schema } from "../store/schema.ts";

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
    const row = {
      values: JSON.stringify(layer.values),
      locked: JSON.stringify(layer.locked),
      priority: 0,
      changed_at: toDate(this.#clock.now()),
      changed_by: changedBy,
    };
    await this.#db
      .insertInto("settings_layers")
      .values({ zoom_account_id: zoomAccountId, level: "account", subject_id: "", ...row })
      .onConflict((conflict) =>
        conflict.columns(["zoom_account_id", "level", "subject_id"]).doUpdateSet(row),
      )
      .execute();
  }

  async #layersOf(person: ZoomPerson): Promise<PolicyLayers> {
    const rows = await this.#db
      .selectFrom("settings_layers")
      .selectAll()
      .where("zoom_account_id", "=", person.zoomAccountId)
      .where((or) =>
        or.or([
          or("level", "=", "account"),
          or.and([or("level", "=", "user"), or("subject_id", "=", person.zoomUserId)]),
          or("level", "=", "group"),
        ]),
      )
      .execute();
    const account = rows.find(({ level }) => level === "account");
    const user = rows.find(({ level }) => level === "user");
    return {
      account: account ? layerOf(account) : { values: {}, locked: [] },
      groups: rows
        .filter(
          ({ level, subject_id }) => level === "group" && person.groupIds.includes(subject_id),
        )
        .map((row) => ({ ...layerOf(row), groupId: row.subject_id, priority: row.priority })),
      user: { values: user ? layerOf(user).values : {} },
    };
  }
}

function layerOf(row: { values: unknown; locked: unknown }): Layer {
  return { values: row.values as Partial<Settings>, locked: row.locked as SettingName[] };
}
