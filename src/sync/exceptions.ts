import { changedExceptions } from "./changes.ts";
import { chooseWinner, judge, mayWriteZoom, type Verdict } from "./direction.ts";
import { isSameException } from "./equal.ts";
import { type Instant } from "./instant.ts";
import {
  type Agreed,
  type Conflict,
  type Exceptions,
  type OccurrenceException,
  type OutlookFields,
  type SyncPolicy,
  type ZoomFields,
} from "./model.ts";
import { fromZoomException, toZoomException } from "./projection.ts";
import { hasOccurrenceAt, momentAt, wallClock } from "./recurrence/expand.ts";
import { fromZoomRecurrence } from "./recurrence/from-zoom.ts";
import { staysBetweenNeighbours } from "./recurrence/neighbours.ts";
import { toIana } from "./time-zones.ts";

export interface ExceptionMerge {
  readonly merged: Exceptions;
  readonly toOutlook: ReadonlySet<Instant>;
  readonly toZoom: ReadonlySet<Instant>;
  readonly held: ReadonlySet<Instant>;
  readonly conflicts: readonly Conflict[];
}

const nothing: ReadonlySet<Instant> = new Set();

interface SeriesMerge {
  /** Both vendors forget exceptions when a series is written anew, so they are written again after it. */
  readonly isRewrittenInOutlook: boolean;
  readonly isRewrittenInZoom: boolean;
  /** Outlook's new time or recurrence gave way to Zoom's, and with it what it made Outlook forget. */
  readonly isOutlookOverruled: boolean;
  /** Time or recurrence is held: the series stay different, and not all occurrences are on both. */
  readonly isHeld: boolean;
}

/** Merges the exceptions of a series, each by its original start. */
export function mergeExceptions(
  agreed: Agreed,
  outlook: OutlookFields,
  zoom: ZoomFields,
  merged: OutlookFields,
  policy: SyncPolicy,
  series: SeriesMerge,
): ExceptionMerge {
  // Without fixed time Zoom has no occurrences that could be different.
  const zoomHasOccurrences = zoom.schedule.kind === "fixedTime";
  const inOutlook = changedExceptions(agreed.outlook.exceptions, outlook.exceptions);
  const inZoom =
    zoomHasOccurrences || series.isHeld
      ? changedExceptions(agreed.zoom.exceptions, zoom.exceptions)
      : nothing;
  const isStill = inOutlook.size === 0 && inZoom.size === 0;
  const isRewritten = series.isRewrittenInOutlook || series.isRewrittenInZoom;
  if (isStill && !isRewritten) {
    return {
      merged: outlook.exceptions,
      toOutlook: nothing,
      toZoom: nothing,
      held: nothing,
      conflicts: [],
    };
  }

  const exceptions: Record<Instant, OccurrenceException> = { ...outlook.exceptions };
  const toOutlook = new Set<Instant>();
  const toZoom = new Set<Instant>();
  const held = new Set<Instant>();
  const conflicts: Conflict[] = [];
  const winner = chooseWinner("outlook", policy);
  const zoomForgot = series.isRewrittenInOutlook;
  // A target without that occurrence cannot take the change, which waits with the series.
  const ifThere = (verdict: Verdict, start: Instant): Verdict => {
    if (!series.isHeld || (verdict === "toZoom" && series.isRewrittenInZoom)) return verdict;
    if (!zoomHasOccurrences) return "held";
    const isThere = verdict === "toZoom" ? isOnZoomSeries(zoom, start) : isOnSeries(merged, start);
    return isThere ? verdict : "held";
  };

  // What Outlook would refuse is undone in Zoom.
  const backTo: Verdict = mayWriteZoom(policy) ? "toZoom" : "held";
  const isRefused = (verdict: Verdict, moved: OccurrenceException | undefined, start: Instant) =>
    verdict === "toOutlook" &&
    moved?.kind === "moved" &&
    !staysBetweenNeighbours({ ...merged, exceptions }, start, moved.start);

  for (const start of new Set([...inOutlook, ...inZoom])) {
    const ours = outlook.exceptions[start];
    const zoomNow = zoom.exceptions[start];
    const theirs = fromZoomException(zoomNow, ours);
    if (isSameException(toZoomException(ours) ?? undefined, zoomNow)) continue;
    // A series written anew in Zoom has lost its exceptions; nobody undid them.
    if (zoomNow === undefined && (zoomForgot || ours?.kind === "cancelled")) {
      const verdict = ifThere(judge(true, false, winner, policy), start);
      if (verdict === "toZoom") toZoom.add(start);
      else held.add(start);
      continue;
    }
    // What Outlook forgot over a change that gave way to Zoom's is no change of its own.
    const isOurs = inOutlook.has(start) && !(ours === undefined && series.isOutlookOverruled);
    const isTheirs = inZoom.has(start) || !isOurs;
    const both = isOurs && isTheirs;
    // Neither vendor can bring a cancelled occurrence back, and its attendees have been told.
    const side = both && ours?.kind === "cancelled" ? "outlook" : winner;
    const decided = judge(isOurs, isTheirs, side, policy);
    const verdict = ifThere(isRefused(decided, theirs, start) ? backTo : decided, start);
    if (verdict === "held") held.add(start);
    if (verdict === "toZoom") toZoom.add(start);
    if (verdict === "toOutlook") {
      toOutlook.add(start);
      if (theirs === undefined) Reflect.deleteProperty(exceptions, start);
      else exceptions[start] = theirs;
    }
    if (both && verdict !== "held") {
      conflicts.push({
        field: "exception",
        originalStart: start,
        winner: side,
        outlook: ours ?? null,
        zoom: theirs ?? null,
      });
    }
  }

  if (isRewritten) {
    for (const start of Object.keys(exceptions) as Instant[]) {
      if (isOnSeries(merged, start)) continue;
      const moved = series.isRewrittenInOutlook ? sameDayStart(merged, start) : null;
      if (exceptions[start]?.kind === "cancelled" && moved !== null) {
        exceptions[moved] ??= { kind: "cancelled" };
        toOutlook.add(moved);
        if (mayWriteZoom(policy)) toZoom.add(moved);
        else held.add(moved);
      }
      Reflect.deleteProperty(exceptions, start);
    }
    // What was to be written of an occurrence that went with the old series has no place any more.
    for (const starts of [toOutlook, toZoom]) {
      for (const start of starts) if (!isOnSeries(merged, start)) starts.delete(start);
    }
  }
  return { merged: exceptions, toOutlook, toZoom, held, conflicts };
}

function isOnSeries({ recurrence, time }: OutlookFields, start: Instant): boolean {
  return recurrence !== null && hasOccurrenceAt(recurrence, time.start, start);
}

function isOnZoomSeries({ schedule }: ZoomFields, start: Instant): boolean {
  return (
    schedule.kind === "fixedTime" &&
    hasOccurrenceAt(fromZoomRecurrence(schedule), schedule.start, start)
  );
}

/**
 * Where an occurrence has gone in a series Zoom moved to another time of day. Its attendees were told
 * that this day's meeting is cancelled: moving the series must not bring it back.
 */
function sameDayStart({ recurrence, time }: OutlookFields, start: Instant): Instant | null {
  if (recurrence === null) return null;
  const zone = toIana(recurrence.timeZone);
  const moved = momentAt(wallClock(start, zone).day, wallClock(time.start, zone).timeMs, zone);
  return hasOccurrenceAt(recurrence, time.start, moved) ? moved : null;
}
