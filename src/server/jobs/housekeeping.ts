import { type Logger } from "pino";
import { type Clock } from "../clock.ts";
import { type OneTimeCodes } from "../identity/one-time-codes.ts";
import { type ZoomGrants } from "../identity/zoom-grants.ts";
import { type Resealing } from "../identity/resealing.ts";
import { type Links } from "../meetings/links.ts";
import { type Reservations } from "../meetings/reservations.ts";
import { type WriteBudget } from "../meetings/write-budget.ts";
import { type ConnectionHealth } from "../microsoft/connection-health.ts";
import { type PortalSessions } from "../portal/portal-sessions.ts";
import { type GraphInbox } from "../store/graph-inbox.ts";
import { type WebhookInbox } from "../store/webhook-inbox.ts";
import { type History } from "../sync/state/history.ts";

interface HousekeepingParts {
  reservations: Reservations;
  grants: ZoomGrants;
  codes: OneTimeCodes;
  links: Links;
  budget: WriteBudget;
  inbox: WebhookInbox;
  graphInbox: GraphInbox;
  history: History;
  health: ConnectionHealth;
  sessions: PortalSessions;
  resealing: Resealing;
  /** Tidies the database itself. */
  reclaim: () => Promise<void>;
  clock: Clock;
  logger: Logger;
}

/** A meeting that is over is remembered this long: Zoom keeps its number for thirty days. */
const rememberMeetingsFor = { hours: 30 * 24 };

/** What is tidied every hour. One failing task does not keep the others from running. */
export class Housekeeping {
  readonly #parts: HousekeepingParts;

  constructor(parts: HousekeepingParts) {
    this.#parts = parts;
  }

  async run(): Promise<void> {
    const {
      reservations,
      grants,
      codes,
      links,
      budget,
      inbox,
      graphInbox,
      history,
      health,
      sessions,
      resealing,
      reclaim,
      clock,
      logger,
    } = this.#parts;
    const tasks: Record<string, () => Promise<unknown>> = {
      reservations: () => reservations.reap(),
      grants: () => grants.renewIdle(),
      codes: () => codes.deleteExpired(),
      links: () => links.deleteOver(clock.now().subtract(rememberMeetingsFor)),
      budget: () => budget.forgetOldDays(),
      connections: () => health.checkDue(),
      // Costs one small query a column when no key has changed.
      keys: () => resealing.run(),
      sessions: () => sessions.forgetExpired(),
      webhooks: () => inbox.forgetProcessed(),
      notifications: () => graphInbox.forgetOld(),
      history: () => history.trim(),
      room: () => reclaim(),
    };
    const failures: unknown[] = [];
    for (const [task, work] of Object.entries(tasks)) {
      try {
        await work();
      } catch (error) {
        logger.error({ err: error, task }, "a housekeeping task failed");
        failures.push(error);
      }
    }
    if (failures.length > 0) throw new AggregateError(failures, "Some housekeeping failed");
  }
}
