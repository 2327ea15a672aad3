import { type AccountGroups, type AccountSync, type GroupChoice } from "../../shared/api/sync.ts";
import { type GroupLayer } from "../../sync/policy/resolve.ts";
import { type SettingName, type Settings } from "../../sync/policy/settings.ts";
import { AppError } from "../errors.ts";
import { type ZoomPeople, type ZoomPerson } from "../identity/zoom-people.ts";
import { type Connections } from "../microsoft/connections.ts";
import { type WebhookInbox } from "../store/webhook-inbox.ts";
import { type GivenUp } from "../sync/given-up.ts";
import { type AccountStanding } from "../sync/state/account-standing.ts";
import { type SyncStates } from "../sync/state/sync-states.ts";
import { phaseOf } from "../sync/portal/sync-status.ts";
import { type ZoomClients } from "../zoom/zoom-clients.ts";
import { type Policies } from "./policies.ts";

interface AccountSyncParts {
  people: ZoomPeople;
  policies: Policies;
  connections: Connections;
  standing: AccountStanding;
  states: SyncStates;
  givenUp: GivenUp;
  inbox: WebhookInbox;
  clients: ZoomClients;
  /** Runs of these connections are wanted soon. */
  hint: (connections: ReadonlyArray<{ id: string; tenantId: string }>) => void;
  /** Wakes a run of the connection now. */
  wakeNow: (connection: { id: string; tenantId: string }) => Promise<void>;
}

/** A connection that failed so often in a row is shown as given up, though it is still tried. */
const givenUpAfter = 10;
const noPriority = 100;

/** The sync of a whole Zoom account, as its admins see and steer it. */
export class AccountSyncAdmin {
  readonly #parts: AccountSyncParts;

  constructor(parts: AccountSyncParts) {
    this.#parts = parts;
  }

  /** The groups somebody we know is in, and those that were set before. */
  async groups(admin: ZoomPerson): Promise<AccountGroups> {
    const { people, policies } = this.#parts;
    const known = await people.ofAccount(admin.zoomAccountId);
    const layers = new Map(
      (await policies.groupLayers(admin.zoomAccountId)).map((layer) => [layer.groupId, layer]),
    );
    const names = await this.#names(admin);
    const ids = new Set([
      ...names.keys(),
      ...layers.keys(),
      ...known.flatMap(({ groupIds }) => groupIds),
    ]);
    const groups = [...ids].map((groupId) => {
      const layer = layers.get(groupId);
      return {
        groupId,
        name: names.get(groupId) ?? groupId,
        people: known.filter(({ groupIds }) => groupIds.includes(groupId)).length,
        syncVersion: layer?.values.syncVersion ?? null,
        timesOnly: layer?.values.timesOnly ?? null,
        locked: layer?.locked.includes("syncVersion") ?? false,
        priority: layer?.priority ?? noPriority,
      };
    });
    return { groups: groups.sort((a, b) => a.name.localeCompare(b.name)) };
  }

  async setGroup(admin: ZoomPerson, groupId: string, choice: GroupChoice): Promise<void> {
    const { policies } = this.#parts;
    const layers = await policies.groupLayers(admin.zoomAccountId);
    const before = layers.find((layer) => layer.groupId === groupId);
    const steered: readonly SettingName[] = ["syncVersion", "timesOnly"];
    const others = Object.entries(before?.values ?? {}).filter(
      ([name]) => !steered.includes(name as SettingName),
    );
    const values: Partial<Settings> = {
      ...Object.fromEntries(others),
      ...(choice.syncVersion && { syncVersion: choice.syncVersion }),
      ...(choice.timesOnly !== null && { timesOnly: choice.timesOnly }),
    };
    const kept = (before?.locked ?? []).filter((name) => !steered.includes(name));
    const layer: GroupLayer = {
      groupId,
      priority: choice.priority,
      values,
      locked: choice.locked ? [...kept, ...steered] : kept,
    };
    await policies.setGroupLayer(admin.zoomAccountId, layer, admin.zoomUserId);
    await this.settingsChanged(admin.zoomAccountId);
  }

  /** What holds for people may be another now: each connection looks at everything again. */
  async settingsChanged(zoomAccountId: string): Promise<void> {
    const { connections, states, hint } = this.#parts;
    await states.settingsChanged(zoomAccountId);
    hint(await connections.ofAccount(zoomAccountId));
  }

  async overview(zoomAccountId: string): Promise<AccountSync> {
    const { people, policies, connections, standing, inbox } = this.#parts;
    const known = await people.ofAccount(zoomAccountId);
    const persons = new Map(known.map((person) => [person.zoomUserId, person]));
    const settingsOf = await policies.deciderFor(zoomAccountId);
    const standings = await standing.of(zoomAccountId);
    const rows: AccountSync["connections"] = [];
    const dead: AccountSync["deadLetters"] = [];
    for (const connection of await connections.ofAccount(zoomAccountId)) {
      const person = persons.get(connection.zoomUserId);
      if (!person) continue;
      const version = settingsOf(person).syncVersion;
      const stands = standings.get(connection.id) ?? null;
      const lastRunAt = stands?.lastRunAt?.toString({ smallestUnit: "second" }) ?? null;
      const at = lastRunAt ?? connection.connectedAt.toString({ smallestUnit: "second" });
      rows.push({
        zoomUserId: person.zoomUserId,
        name: person.displayName,
        email: person.email,
        version,
        phase: phaseOf(person, connection, version === "v2", stands),
        lastRunAt,
        failed: stands?.failed ?? 0,
        waiting: stands?.open ?? 0,
        errorCode: stands?.errorCode ?? null,
      });
      if (stands === null) continue;
      const { failed, attempts, errorCode: code } = stands;
      if (failed > 0) {
        dead.push({ id: `entries:${connection.id}`, kind: "entry", at, tries: failed, code: null });
      }
      if (attempts >= givenUpAfter) {
        dead.push({
          id: `connection:${connection.id}`,
          kind: "connection",
          at,
          tries: attempts,
          code,
        });
      }
    }
    for (const { id, at, tries, event } of await inbox.dead(zoomAccountId)) {
      dead.push({ id, kind: "zoomWebhook", at, tries, code: event });
    }
    return { connections: rows, deadLetters: dead };
  }

  /** Everything that was given up is tried again. */
  async replay(zoomAccountId: string): Promise<void> {
    const { connections, givenUp, inbox, wakeNow } = this.#parts;
    await inbox.replay(zoomAccountId);
    for (const connection of await connections.ofAccount(zoomAccountId)) {
      await givenUp.retryAll(connection);
      await wakeNow(connection);
    }
  }

  /** Not every app may read the names; the ids then stand for themselves. */
  async #names(admin: ZoomPerson): Promise<Map<string, string>> {
    try {
      const groups = await this.#parts.clients.ofPerson(admin).groups();
      return new Map(groups.map(({ id, name }) => [id, name]));
    } catch (cause) {
      if (!(cause instanceof AppError)) throw cause;
      return new Map();
    }
  }
}
