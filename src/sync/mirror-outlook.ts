import { type Instant } from "./instant.ts";
import { repeatingFrom, type MirrorMerge, type MirrorSides } from "./mirror-merge.ts";
import { type MirroredEntry } from "./mirror-model.ts";
import { sameDayStart, toOutlookSubject } from "./mirror-parts.ts";
import { type Merge } from "./merge.ts";
import {
  type MeetingTime,
  type OccurrenceException,
  type OutlookAction,
  type OutlookFields,
  type Recurrence,
  type ShowAs,
} from "./model.ts";
import { outlookWrites } from "./outlook-writes.ts";
import { isPrivate } from "./projection.ts";
import { hasOccurrenceAt } from "./recurrence/expand.ts";
import { isSameZone, toIana } from "./time-zones.ts";

/** The writes that bring to Outlook what was changed in Zoom's calendar. */
export function mirrorWrites(
  sides: MirrorSides,
  merge: MirrorMerge,
  cancelled: readonly Instant[],
): OutlookAction[] {
  const { key, outlook, calendar } = sides;
  const time = merge.toOutlook.has("time") ? liftTime(sides) : outlook.time;
  if (key !== "") {
    if (!merge.toOutlook.has("time")) return [];
    const { start, end } = calendar.time;
    return [{ type: "patchOutlookOccurrence", originalStart: key, start, end }];
  }
  const recurrence = merge.toOutlook.has("recurrence")
    ? repeatingFrom({ time }, { time: calendar.time, recurrence: liftRecurrence(sides) })
    : repeatingFrom({ time }, outlook);
  const merged: OutlookFields = {
    ...outlook,
    ...(merge.toOutlook.has("subject") && subjectFields(outlook, calendar)),
    time,
    recurrence,
    exceptions: exceptionsOn(recurrence, time, outlook.exceptions, cancelled),
  };
  const isRewritten = merge.toOutlook.has("time") || merge.toOutlook.has("recurrence");
  const writes: Merge = {
    merged,
    toOutlook: new Set(["subject", "sensitivity", ...(isRewritten ? rewritten : [])]),
    toZoom: new Set(),
    held: new Set(),
    exceptionsToOutlook: new Set(cancelled),
    exceptionsToZoom: new Set(),
    exceptionsHeld: new Set(),
    invitees: null,
    conflicts: [],
  };
  const actions = outlookWrites(outlook, writes);
  return merge.toOutlook.has("showAs") ? withShowAs(actions, calendar.showAs) : actions;
}

const rewritten = ["time", "recurrence"] as const;

/** The only way privacy can be told to Outlook; it never takes it away there. */
function subjectFields(outlook: OutlookFields, calendar: MirroredEntry): Partial<OutlookFields> {
  const hides = calendar.subject === null || calendar.isPrivate === true;
  const isHidden = isPrivate(outlook.sensitivity ?? "normal");
  return {
    ...(calendar.subject === null ? {} : { subject: toOutlookSubject(calendar.subject) }),
    ...(hides && !isHidden ? { sensitivity: "private" } : {}),
  };
}

function keepsZone({ agreed, held, calendar }: MirrorSides): boolean {
  const before = (agreed?.calendar ?? held).time.timeZone;
  return isSameZone(toIana(before), toIana(calendar.time.timeZone));
}

/** The new time, in Outlook's own zone unless the zone is what changed. */
function liftTime(sides: MirrorSides): MeetingTime {
  const { time } = sides.calendar;
  return keepsZone(sides) ? { ...time, timeZone: sides.outlook.time.timeZone } : time;
}

function liftRecurrence(sides: MirrorSides): Recurrence | null {
  const { recurrence } = sides.calendar;
  const own = sides.outlook.recurrence;
  if (recurrence === null || own === null || !keepsZone(sides)) return recurrence;
  return { ...recurrence, timeZone: own.timeZone };
}

/** Outlook's exceptions as far as the series has them, and what was cancelled in Zoom's calendar. */
function exceptionsOn(
  recurrence: Recurrence | null,
  time: MeetingTime,
  known: OutlookFields["exceptions"],
  cancelled: readonly Instant[],
): OutlookFields["exceptions"] {
  const exceptions: Record<Instant, OccurrenceException> = {};
  if (recurrence === null) return exceptions;
  for (const start of Object.keys(known) as Instant[]) {
    const exception = known[start];
    const place = hasOccurrenceAt(recurrence, time.start, start)
      ? start
      : sameDayStart(recurrence, time, start);
    if (exception !== undefined && place !== null) exceptions[place] = exception;
  }
  for (const start of cancelled) exceptions[start] = { kind: "cancelled" };
  return exceptions;
}

/** The same writes, with one more field in the one that goes to the event itself. */
export function withShowAs(actions: readonly OutlookAction[], showAs: ShowAs): OutlookAction[] {
  const rest = actions.filter((action) => action.type !== "patchOutlookEvent");
  const patch = actions.find((action) => action.type === "patchOutlookEvent");
  return [{ type: "patchOutlookEvent", fields: { ...patch?.fields, showAs } }, ...rest];
}
