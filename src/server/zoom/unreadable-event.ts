/** What an event has that the engine has no words for. */
export type UnreadableReason =
  /** More than one RRULE. */
  | "rule.several"
  /** RDATE or EXRULE lines. */
  | "rule.extraDates"
  /** Hourly and the like. */
  | "rule.frequency"
  /** A part, or a combination of parts, that Outlook's patterns do not know. */
  | "rule.part"
  | "rule.value"
  /** Months without the day are left out, where Outlook takes their last day. */
  | "rule.skipsMonths"
  /** The first occurrence is none of the pattern's. */
  | "rule.otherStart"
  | "date.invalid"
  | "timeZone.unknown";

/** The event is there, but when it takes place cannot be said; never a guess. */
export class UnreadableEvent extends Error {
  override readonly name = "UnreadableEvent";
  readonly reason: UnreadableReason;

  constructor(reason: UnreadableReason) {
    super(`an event's time cannot be said in the engine's words (${reason})`);
    this.reason = reason;
  }
}

export function unreadable(reason: UnreadableReason): never {
  throw new UnreadableEvent(reason);
}
