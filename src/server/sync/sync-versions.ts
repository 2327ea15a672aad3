import { type SyncVersion } from "../../shared/api/account.ts";
import { carries } from "../../shared/microsoft/scope-features.ts";
import { type Clock } from "../clock.ts";
import { type User } from "../identity/users.ts";
import { type ZoomPeople, type ZoomPerson } from "../identity/zoom-people.ts";
import { type Connection, type Connections } from "../microsoft/connections.ts";
import { type Policies } from "../portal/policies.ts";
import { toInstant } from "../../sync/instant.ts";
import { type SyncPolicy } from "../../sync/model.ts";
import { type Settings } from "../../sync/policy/settings.ts";
import { zoomCaps } from "../../sync/recurrence/to-zoom.ts";
import { daysAhead, daysBack } from "./window.ts";

/** Which version holds for somebody, and what it means for the engine. */
export class SyncVersions {
  readonly #people: ZoomPeople;
  readonly #policies: Policies;
  readonly #connections: Connections;
  readonly #clock: Clock;

  constructor(people: ZoomPeople, policies: Policies, connections: Connections, clock: Clock) {
    this.#people = people;
    this.#policies = policies;
    this.#connections = connections;
    this.#clock = clock;
  }

  /** Null when the person is not known any more. */
  async ofConnection(
    connection: Connection,
  ): Promise<{ version: SyncVersion; settings: Settings; person: ZoomPerson } | null> {
    const person = await this.#people.byId(connection);
    if (!person) return null;
    const settings = await this.#policies.settingsOf(person);
    return { version: settings.syncVersion, settings, person };
  }

  /** Without a connection there is no version 2: what the person chose in the add-in holds. */
  async ofUser(user: User): Promise<{ version: SyncVersion; connection: Connection | null }> {
    const connection = await this.#connections.ofUser(user);
    const decided = connection && (await this.ofConnection(connection));
    if (!decided) {
      return { version: user.syncVersion === "off" ? "off" : "v1", connection: null };
    }
    return { version: decided.version, connection };
  }

  /** What the engine may do for this connection now. */
  policyFor(connection: Connection, settings: Settings): SyncPolicy {
    const canWrite = carries(connection.mode, connection.scopesGranted, "writeEntries");
    return {
      version: "v2",
      direction: canWrite ? settings.direction : withoutOutlook(settings.direction),
      window: { daysBack, daysAhead },
      now: toInstant(this.#clock.now().toString({ smallestUnit: "second" })),
      zoomCaps,
      timesOnly: settings.timesOnly,
      whenZoomDeleted: "delete",
    };
  }
}

function withoutOutlook(direction: SyncPolicy["direction"]): SyncPolicy["direction"] {
  return direction === "both" || direction === "outlookToZoom" ? "outlookToZoom" : "readOnly";
}
