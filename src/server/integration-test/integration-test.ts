import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { type TestEvent, type TestStep } from "../../shared/api/integration-test.ts";
import { carries } from "../../shared/microsoft/scope-features.ts";
import { type Clock } from "../clock.ts";
import { AppError } from "../errors.ts";
import { type GraphClient } from "../graph/graph-client.ts";
import { GraphNotFound } from "../graph/errors.ts";
import { type ZoomPerson } from "../identity/zoom-people.ts";
import { type ConnectionHealth } from "../microsoft/connection-health.ts";
import { type ConnectionTokens } from "../microsoft/connection-tokens.ts";
import { type Connection } from "../microsoft/connections.ts";
import { type Subscriptions } from "../microsoft/subscriptions.ts";
import { type GraphInbox } from "../store/graph-inbox.ts";
import { type ZoomClients } from "../zoom/zoom-clients.ts";

interface TestParts {
  health: ConnectionHealth;
  tokens: ConnectionTokens;
  subscriptions: Subscriptions;
  inbox: GraphInbox;
  clients: ZoomClients;
  clock: Clock;
  /** How long Graph may take to tell of a change; it usually takes a few seconds. */
  notificationPatienceMs: number;
}

const pollMs = 250;
/** Far enough away that it disturbs nobody's day. */
const testEntryIn = { hours: 24 * 365 };

/** What a run leaves in the mailbox until it is done. */
interface Left {
  subscriptionId: string | null;
  eventId: string | null;
}

/**
 * *Test the integration*: a whole round trip with an entry of its own, private, free and without
 * attendees. What was made is removed whatever happens in between.
 */
export class IntegrationTest {
  readonly #parts: TestParts;

  constructor(parts: TestParts) {
    this.#parts = parts;
  }

  async *run(person: ZoomPerson, connection: Connection): AsyncGenerator<TestEvent> {
    const left: Left = { subscriptionId: null, eventId: null };
    const call = <T>(work: (graph: GraphClient) => Promise<T>) =>
      this.#parts.health.call(connection, work);
    const canWrite = carries(connection.mode, connection.scopesGranted, "writeEntries");
    let isBroken = false;

    const steps: Array<[TestStep, () => Promise<string | null>]> = [
      ["signIn", () => this.#signIn(connection)],
      ["read", () => call((graph) => this.#read(graph))],
      ["write", () => call((graph) => this.#write(connection, graph, left))],
      ["receive", () => this.#receive(connection, left)],
      ["remove", () => call((graph) => this.#remove(connection, graph, left))],
    ];
    for (const [step, work] of steps) {
      const needsWriting = ["write", "receive", "remove"].includes(step);
      const isLeftOver = left.eventId !== null || left.subscriptionId !== null;
      if (needsWriting && !canWrite) yield skipped(step, "readOnly");
      else if (isBroken && !(step === "remove" && isLeftOver)) yield skipped(step, "notReached");
      else isBroken = (yield* timed(step, work)) || isBroken;
    }
    yield* timed("zoom", async () => {
      await this.#parts.clients.ofPerson(person).me();
      return null;
    });
  }

  async #signIn(connection: Connection): Promise<null> {
    await this.#parts.health.call(connection, () => this.#parts.tokens.renew(connection));
    return null;
  }

  async #read(graph: GraphClient): Promise<null> {
    const now = this.#parts.clock.now();
    await graph.calendarView(now, now.add({ hours: 24 }), 1);
    return null;
  }

  async #write(connection: Connection, graph: GraphClient, left: Left): Promise<null> {
    const { subscriptions, clock } = this.#parts;
    try {
      left.subscriptionId = await subscriptions.create(connection, graph, {
        purpose: "test",
        life: { minutes: 60 },
      });
    } catch (cause) {
      // Graph could not reach us, or may not tell us: the next step says so, writing goes on.
      if (!(cause instanceof AppError)) throw cause;
    }
    const start = clock.now().add(testEntryIn).round({ smallestUnit: "hour" });
    const at = (instant: Temporal.Instant) => ({
      dateTime: instant.toString().replace("Z", ""),
      timeZone: "UTC",
    });
    const event = await graph.createEvent({
      subject: "Zoom Meetings for Outlook: test entry, removed at once",
      start: at(start),
      end: at(start.add({ minutes: 15 })),
      showAs: "free",
      sensitivity: "private",
      isReminderOn: false,
      transactionId: randomUUID(),
    });
    left.eventId = event.id;
    return null;
  }

  async #receive(connection: Connection, left: Left): Promise<string | null> {
    const { inbox, notificationPatienceMs } = this.#parts;
    if (left.subscriptionId === null) return "notSubscribed";
    for (let waitedMs = 0; waitedMs < notificationPatienceMs; waitedMs += pollMs) {
      if (await inbox.hasAny(connection.tenantId, left.subscriptionId)) return null;
      await sleep(pollMs);
    }
    return "notNotified";
  }

  async #remove(connection: Connection, graph: GraphClient, left: Left): Promise<null> {
    const { subscriptions, inbox } = this.#parts;
    if (left.subscriptionId !== null) {
      await unlessGone(graph.deleteSubscription(left.subscriptionId));
      await subscriptions.forget(connection, left.subscriptionId);
      await inbox.forgetOf(connection.tenantId, left.subscriptionId);
      left.subscriptionId = null;
    }
    if (left.eventId !== null) await unlessGone(graph.deleteEvent(left.eventId));
    left.eventId = null;
    return null;
  }
}

/** Says that a step runs, and how it ended; true when it failed. */
async function* timed(
  step: TestStep,
  work: () => Promise<string | null>,
): AsyncGenerator<TestEvent, boolean> {
  yield { step, state: "running", durationMs: null, code: null };
  const started = performance.now();
  let code: string | null;
  try {
    code = await work();
  } catch (cause) {
    code = cause instanceof AppError ? cause.code : "internal";
  }
  const durationMs = Math.round(performance.now() - started);
  yield { step, state: code === null ? "passed" : "failed", durationMs, code };
  return code !== null;
}

function skipped(step: TestStep, code: string): TestEvent {
  return { step, state: "skipped", durationMs: null, code };
}

async function unlessGone(deletion: Promise<void>): Promise<void> {
  try {
    await deletion;
  } catch (cause) {
    if (!(cause instanceof GraphNotFound)) throw cause;
  }
}
