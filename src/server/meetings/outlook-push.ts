import { type OutlookPatch, type Plan } from "../../sync/model.ts";
import { reconcile } from "../../sync/reconcile.ts";
import { carries } from "../../shared/microsoft/scope-features.ts";
import { type Clock } from "../clock.ts";
import { GraphNotFound, GraphThrottled, GraphUnavailable } from "../graph/errors.ts";
import { type GraphEventInput } from "../graph/graph-schema.ts";
import { EntraUnavailable } from "../identity/entra-tokens.ts";
import { type User } from "../identity/users.ts";
import { type ConnectionHealth } from "../microsoft/connection-health.ts";
import { type Connections } from "../microsoft/connections.ts";
import { ConnectionLapsed, EntraMisconfigured } from "../microsoft/errors.ts";
import { type Link, type Waiting } from "./link.ts";
import { type Links } from "./links.ts";
import { versionOnePolicy } from "./sync-policy.ts";

/** Microsoft 365 was down: when background work tries again. */
const retryAfterFault = { minutes: 1 };

interface PushParts {
  links: Links;
  connections: Connections;
  health: ConnectionHealth;
  clock: Clock;
}

/**
 * Writes to Outlook, through the person's calendar connection, what somebody changed in Zoom. Outlook
 * is never read for it: what the add-in last reported is what Outlook has. Whatever one write cannot
 * carry (a series, a change on both sides) waits for the open appointment, as without a connection.
 */
export class OutlookPush {
  readonly #parts: PushParts;

  constructor(parts: PushParts) {
    this.#parts = parts;
  }

  /** The caller holds the link's lease and has just read Zoom. */
  async push(user: User, link: Link): Promise<void> {
    const { connections, health, links, clock } = this.#parts;
    const plan = planFor(link, clock.now());
    const patch = plan && writable(link, plan);
    if (!plan || !patch || link.outlookItemId === null) return this.#settle(link);
    const connection = user.syncVersion === "off" ? null : await connections.ofUser(user);
    if (!connection) return this.#settle(link);
    if (!carries(connection.mode, connection.scopesGranted, "writeEntries")) {
      return this.#settle(link);
    }
    const eventId = link.outlookItemId;
    try {
      await health.call(connection, (graph) => graph.patchReported(eventId, eventBody(patch)));
      link.agreed = plan.agreed;
      link.outlook = { ...link.outlook, ...known(patch) };
      link.waiting = null;
    } catch (cause) {
      // An event that is gone is no longer ours to write.
      if (cause instanceof GraphNotFound) return this.#settle(link);
      const waiting = waitingFor(cause, clock.now());
      if (!waiting) throw cause;
      link.waiting = waiting;
    }
    await links.save(link);
  }

  /** Nothing is to be written any more; what waited for it is over. */
  async #settle(link: Link): Promise<void> {
    if (!link.waiting || !isForOutlook(link.waiting)) return;
    link.waiting = null;
    await this.#parts.links.save(link);
  }
}

/** Whether a change waits to be written to Outlook, and not to Zoom. */
export function isForOutlook({ reason }: Waiting): boolean {
  return reason === "reconnectMicrosoft" || reason === "outlookUnavailable";
}

function planFor(link: Link, now: Temporal.Instant): Plan | null {
  const isBusy = link.waiting !== null && !isForOutlook(link.waiting);
  if (isBusy || link.state === "removed" || !link.agreed || link.zoom?.state !== "present") {
    return null;
  }
  return reconcile(link.agreed, link.outlook, link.zoom, {
    ...versionOnePolicy(now),
    direction: "both",
  });
}

/** The one change of a single appointment that may be written unseen; null for anything more. */
function writable({ outlook }: Link, plan: Plan): OutlookPatch | null {
  const [action, ...more] = plan.outlook;
  if (action?.type !== "patchOutlookEvent" || more.length > 0 || plan.zoom.length > 0) return null;
  if (plan.conflicts.length > 0 || outlook.kind !== "single" || !outlook.isOrganizer) return null;
  const isPlain = Object.keys(action.fields).every((name) => ["subject", "time"].includes(name));
  return isPlain ? action.fields : null;
}

function known({ subject, time }: OutlookPatch): Pick<OutlookPatch, "subject" | "time"> {
  return { ...(subject === undefined ? {} : { subject }), ...(time ? { time } : {}) };
}

/** Graph takes wall-clock times and IANA names. @see https://learn.microsoft.com/graph/api/resources/datetimetimezone */
function eventBody({ subject, time }: OutlookPatch): GraphEventInput {
  if (!time) return subject === undefined ? {} : { subject };
  const { timeZone } = time;
  const wallClock = (instant: string) => ({
    dateTime: Temporal.Instant.from(instant)
      .toZonedDateTimeISO(timeZone)
      .toPlainDateTime()
      .toString(),
    timeZone,
  });
  return {
    ...(subject === undefined ? {} : { subject }),
    start: wallClock(time.start),
    end: wallClock(time.end),
  };
}

function waitingFor(cause: unknown, now: Temporal.Instant): Waiting | null {
  if (cause instanceof ConnectionLapsed) return { reason: "reconnectMicrosoft", until: null };
  if (cause instanceof GraphThrottled && typeof cause.retry === "object") {
    return { reason: "outlookUnavailable", until: cause.retry.after };
  }
  const isDown =
    cause instanceof GraphUnavailable ||
    cause instanceof EntraUnavailable ||
    cause instanceof EntraMisconfigured;
  return isDown ? { reason: "outlookUnavailable", until: now.add(retryAfterFault) } : null;
}
