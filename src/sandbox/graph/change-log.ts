import { randomBytes } from "node:crypto";
import { type Kept, type Sandbox } from "../sandbox.ts";
import { calendarOf } from "../world/mailboxes.ts";
import { type CalendarChange } from "../world/model.ts";

/** One write, as far as a delta query needs it later. */
export type LoggedChange = Pick<CalendarChange, "calendarId" | "eventId" | "seriesMasterId"> & {
  at: number;
};

interface ChangeLogState {
  /** Another one makes every token worthless. */
  epoch: string;
  /** Number of the last write in any mailbox. */
  last: number;
  mailboxes: Record<string, { forgottenTo: number; changes: LoggedChange[] }>;
}

/**
 * What happened in each mailbox, as far back as there is room: Outlook's tokens have no fixed life but
 * fall out of a cache of bounded size. https://learn.microsoft.com/graph/delta-query-overview
 */
export class ChangeLog {
  readonly #sandbox: Sandbox;
  readonly #kept: Kept<ChangeLogState>;

  constructor(sandbox: Sandbox) {
    this.#sandbox = sandbox;
    this.#kept = sandbox.keep("graph-changes", () => ({
      epoch: newEpoch(),
      last: 0,
      mailboxes: {},
    }));
    sandbox.calendar.onChange((change) => this.#note(change));
  }

  get epoch(): string {
    return this.#kept.value.epoch;
  }

  get last(): number {
    return this.#kept.value.last;
  }

  /** Changes with `after < at <= upTo` in one calendar, oldest first. */
  between(mailboxId: string, calendarId: string | null, after: number, upTo: number) {
    const { changes = [] } = this.#kept.value.mailboxes[mailboxId] ?? {};
    return changes.filter(
      (change) => change.at > after && change.at <= upTo && calendarOf(change) === calendarId,
    );
  }

  /** Whether nothing after this write was forgotten. */
  remembers(mailboxId: string, after: number): boolean {
    return after >= (this.#kept.value.mailboxes[mailboxId]?.forgottenTo ?? 0);
  }

  /** Every token given so far is refused from now on. */
  forgetTokens(): void {
    this.#kept.value.epoch = newEpoch();
    this.#kept.save();
  }

  #note({ mailboxId, calendarId, eventId, seriesMasterId }: CalendarChange): void {
    const { value } = this.#kept;
    value.last += 1;
    const log = (value.mailboxes[mailboxId] ??= { forgottenTo: 0, changes: [] });
    log.changes.push({ at: value.last, calendarId, eventId, seriesMasterId });
    while (log.changes.length > this.#sandbox.switches.value.graph.deltaMemory)
      log.forgottenTo = log.changes.shift()?.at ?? log.forgottenTo;
    this.#kept.save();
  }
}

const newEpoch = (): string => randomBytes(6).toString("base64url");
