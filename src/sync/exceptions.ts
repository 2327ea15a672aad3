import { changedExceptions } from "./changes.ts";
import { chooseWinner, judge } from "./direction.ts";
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
import { toIana } from "./time-zones.ts";

export interface ExceptionMerge {
  readonly merged: Exceptions;
  readonly toOutlook: ReadonlySet<Instant>;
  readonly toZoom: ReadonlySet<Instant>;
  readonly held: ReadonlySet<Instant>;
  readonly conflicts: readonly Conflict[];
}

const nothing: ReadonlySet<Instant> = new Set();

/** Both vendors forget exceptions when a series is written anew, so they are written again after it. */
interface SeriesRewritten {
  readonly inOutlook: boolean;
  readonly inZoom: boolean;
}

/** Merges the exceptions of a series, each by its original start. */
export function mergeExceptions(
  agreed: Agreed,
  outlook: OutlookFields,
  zoom: ZoomFields,
  merged: OutlookFields,
  policy: SyncPolicy,
  rewritten: SeriesRewritten,
): ExceptionMerge {
  // Without fixed time Zoom has no occurrences that could be different.
  const zoomHasOccurrences = zoom.schedule.kind === "fixedTime";
  const inOutlook = changedExceptions(agreed.outlook.exceptions, outlook.exceptions);
  const inZoom = zoomHasOccurrences
    ? changedExceptions(agreed.zoom.exceptions, zoom.exceptions)
    : nothing;
  const isStill = inOutlook.size === 0 && inZoom.size === 0;
  if (isStill && !rewritten.inOutlook && !rewritten.inZoom) {
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
  const zoomForgot = rewritten.inOutlook;

  for (const start of new Set([...inOutlook, ...inZoom])) {
    const ours = outlook.exceptions[start];
    const zoomNow = zoom.exceptions[start];
    const theirs = fromZoomException(zoomNow, ours);
    if (isSameException(toZoomException(ours) ?? undefined, zoomNow)) continue;
    // A series written anew in Zoom has lost its exceptions; nobody undid them.
    if (zoomNow === undefined && (zoomForgot || ours?.kind === "cancelled")) {
      if (judge(true, false, winner, policy) === "toZoom") toZoom.add(start);
      else held.add(start);
      continue;
    }
    const both = inOutlook.has(start) && inZoom.has(start);
    // Neither vendor can bring a cancelled occurrence back, and its attendees have been told.
    const side = both && ours?.kind === "cancelled" ? "outlook" : winner;
    const verdict = judge(inOutlook.has(start), inZoom.has(start), side, policy);
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

  if (rewritten.inOutlook || rewritten.inZoom) {
    for (const start of Object.keys(exceptions) as Instant[]) {
      if (isOnSeries(merged, start)) continue;
      const moved = rewritten.inOutlook ? sameDayStart(merged, start) : null;
      if (exceptions[start]?.kind === "cancelled" && moved !== null) {
        exceptions[moved] ??= { kind: "cancelled" };
        toZoom.add(moved);
        toOutlook.add(moved);
      }
      Reflect.deleteProperty(exceptions, start);
    }
  }
  return { merged: exceptions, toOutlook, toZoom, held, conflicts };
}

function isOnSeries({ recurrence, time }: OutlookFields, start: Instant): boolean {
  return recurrence !== null && hasOccurrenceAt(recurrence, time.start, start);
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
