import { type Link } from "../meetings/link.ts";
import { recoverableFor } from "../meetings/meeting-view.ts";
import { type PastWrite } from "../../sync/guards.ts";
import { toInstant } from "../../sync/instant.ts";
import { type Agreed, type OutlookState, type ZoomState } from "../../sync/model.ts";
import { type Entry } from "./state/entry.ts";

/** Both sides of a pair as they are known, and what they last agreed on. */
export interface PairStates {
  readonly agreed: Agreed | null;
  readonly outlook: OutlookState;
  readonly zoom: ZoomState;
}

export function outlookStateOf(entry: Entry): OutlookState {
  if (entry.state === "gone") return { state: "absent", reason: "deleted" };
  return entry.seen?.outlook ?? { state: "absent", reason: "unknown" };
}

export function zoomStateOf(link: Link, now: Temporal.Instant): ZoomState {
  if (link.zoomDeletedAt) {
    if (link.zoom?.state === "absent") return link.zoom;
    const until = link.zoomDeletedAt.add(recoverableFor);
    const isRecoverable = Temporal.Instant.compare(now, until) < 0;
    return {
      state: "absent",
      reason: "deleted",
      recoverableUntil: isRecoverable
        ? toInstant(until.toString({ smallestUnit: "second" }))
        : null,
    };
  }
  return link.zoom ?? { state: "absent", reason: "unknown", recoverableUntil: null };
}

/** The appointment is there, so the meeting is no reservation any more. */
export function confirm(link: Link, now: Temporal.Instant): void {
  if (link.state === "confirmed") return;
  link.state = "confirmed";
  link.confirmedAt = now;
}

/** As one that was never in step, whose event is still to be made: another one than the one that is gone. */
export function wantEventAgain(link: Link): void {
  link.agreed = null;
  link.intended = null;
  link.entryId = null;
  link.zoomIsStale = true;
  link.state = "confirmed";
  // Another create, too.
  link.confirmedAt = (link.confirmedAt ?? link.reservedAt).add({ seconds: 1 });
}

const writesRemembered = 8;

/** Our newest writes with this one, to see two systems that answer each other. */
export function remembered(
  { recentWrites }: Link,
  side: PastWrite["side"],
  now: Temporal.Instant,
): PastWrite[] {
  const at = toInstant(now.toString({ smallestUnit: "second" }));
  return [...recentWrites, { side, at }].slice(-writesRemembered);
}
