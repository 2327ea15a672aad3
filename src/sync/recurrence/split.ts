import { type Recurrence } from "../../shared/api/recurrence.ts";
import { type Instant } from "../instant.ts";
import { type MeetingTime } from "../model.ts";
import { lastOccurrenceStart } from "./expand.ts";

interface SeriesTime {
  readonly time: MeetingTime;
  readonly recurrence: Recurrence;
}

/**
 * True when `tail` is what "this and following" cut off a series: the series that ran on from `before`
 * now ends earlier (`head`), and `tail` begins after it, where `before` would still have gone on. The
 * head keeps the Zoom meeting; the tail, which Outlook made with the same join link, gets its own.
 */
export function isTailOfSplit(before: SeriesTime, head: SeriesTime, tail: MeetingTime): boolean {
  const headEnd: Instant | null = lastOccurrenceStart(head.recurrence, head.time.start);
  const beforeEnd = lastOccurrenceStart(before.recurrence, before.time.start);
  if (headEnd === null || tail.start <= headEnd) return false;
  const endsEarlier = beforeEnd === null || headEnd < beforeEnd;
  const dayAfterMs = 86_400_000;
  const reachesTail =
    beforeEnd === null || Date.parse(tail.start) <= Date.parse(beforeEnd) + dayAfterMs;
  return endsEarlier && reachesTail;
}
