import { type AccountGroups, type AccountSync, type GroupChoice } from "../../shared/api/sync.ts";
import { type GroupLayer } from "../../sync/policy/resolve.ts";
import { type SettingName, type Settings } from "../../sync/policy/settings.ts";
import { AppError } from "../errors.ts";
import { type ZoomPeople, type ZoomPerson } from "../identity/zoom-people.ts";
import { type Connections } from "../microsoft/connections.ts";
import { type WebhookInbox } from "../store/webhook-inbox.ts";
import { type GivenUp } from "../sync/given-up.ts";
import { type Entries } from "../sync/state/entries.ts";
import { type SyncStates } from "../sync/state/sync-states.ts";
import { phaseOf } from "../sync/portal/sync-status.ts";
import { type SyncVersions } from "../sync/sync-versions.ts";
import { type ZoomClients } from "../zoom/zoom-clients.ts";
import { type Policies } from "./policies.ts";

interface AccountSyncParts {
  people: ZoomPeople;
  policies: Policies;
  connections: Connections;
  versions: SyncVersions;
  states: SyncStates;
  entries: Entries;
  givenUp: GivenUp;
  inbox: WebhookInbox;
  clients: ZoomClients;
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
    const { connections, entries, wakeNow } = this.#parts;
    for (const connection of await connections.ofAccount(zoomAccountId)) {
      await entries.decideAgain(connection);
      await wakeNow(connection);
    }
  }

  async overview(zoomAccountId: string): Promise<AccountSync> {
    const { people, connections, versions, states, entries, givenUp, inbox } = this.#parts;
    const persons = await people.ofAccount(zoomAccountId);
    const rows: AccountSync["connections"] = [];
    const dead: AccountSync["deadLetters"] = [];
    for (const connection of await connections.ofAccount(zoomAccountId)) {
      const person = persons.find(({ zoomUserId }) => zoomUserId === connection.zoomUserId);
      const decided = person && (await versions.ofConnection(connection));
      if (!person || !decided) continue;
      const state = await states.of(connection);
      const failed = await givenUp.count(connection);
      const at = (state?.lastRunAt ?? connection.connectedAt).toString({ smallestUnit: "second" });
      rows.push({
        zoomUserId: person.zoomUserId,
        name: person.displayName,
        email: person.email,
        version: decided.version,
        phase: phaseOf(person, connection, decided.version === "v2", state),
        lastRunAt: state?.lastRunAt?.toString({ smallestUnit: "second" }) ?? null,
        failed,
        waiting: (await entries.progress(connection)).open,
        errorCode: state?.errorCode ?? null,
      });
      if (failed > 0) {
        const id = `entries:${connection.id}`;
        dead.push({ id, kind: "entry", at, tries: failed, code: null });
      }
      if (state && state.attempts >= givenUpAfter) {
        const { attempts: tries, errorCode: code } = state;
        dead.push({ id: `connection:${connection.id}`, kind: "connection", at, tries, code });
      }
    }
    for (const letter of await inbox.dead(zoomAccountId)) {
      dead.push({ ...letter, kind: "zoomWebhook", code: letter.event });
    }
    return {
      connections: rows,
      deadLetters: dead.map(({ id, kind, at, tries, code }) => ({ id, kind, at, tries, code })),
    };
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
