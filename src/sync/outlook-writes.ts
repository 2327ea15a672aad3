import { listChange } from "./attendees.ts";
import { isSameException, isSameRecurrence, isSameTime } from "./equal.ts";
import { addMinutes, minutesBetween, type Instant } from "./instant.ts";
import { type Merge } from "./merge.ts";
import { type OutlookAction, type OutlookFields, type OutlookPatch } from "./model.ts";

function patchFor(outlook: OutlookFields, merge: Merge): OutlookPatch {
  const { merged, toOutlook } = merge;
  const people = listChange(outlook.attendees, merged.attendees);
  return {
    ...(toOutlook.has("subject") &&
      merged.subject !== outlook.subject && { subject: merged.subject }),
    ...(toOutlook.has("time") && !isSameTime(merged.time, outlook.time) && { time: merged.time }),
    ...(toOutlook.has("recurrence") &&
      !isSameRecurrence(merged.recurrence, outlook.recurrence) && {
        recurrence: merged.recurrence,
      }),
    ...(toOutlook.has("notes") &&
      merged.notes !== null &&
      merged.notes !== outlook.notes && { notes: merged.notes }),
    ...(people.added.length + people.removed.length > 0 && {
      attendees: { add: people.added, remove: people.removed },
    }),
    ...(toOutlook.has("sensitivity") &&
      merged.sensitivity !== null &&
      merged.sensitivity !== outlook.sensitivity && { sensitivity: merged.sensitivity }),
  };
}

/** The writes that turn Outlook's side into the merged meeting, at most one for the event itself. */
export function outlookWrites(outlook: OutlookFields, merge: Merge): OutlookAction[] {
  const fields = patchFor(outlook, merge);
  const isRewritten =
    merge.merged.recurrence !== null && ("time" in fields || "recurrence" in fields);
  const actions: OutlookAction[] = [];
  if (Object.keys(fields).length > 0) actions.push({ type: "patchOutlookEvent", fields });
  const starts = isRewritten
    ? (Object.keys(merge.merged.exceptions) as Instant[])
    : [...merge.exceptionsToOutlook];
  for (const originalStart of starts.sort()) {
    const known = isRewritten ? undefined : outlook.exceptions[originalStart];
    const wanted = merge.merged.exceptions[originalStart];
    if (isSameException(known, wanted)) continue;
    const action = occurrenceWrite(originalStart, wanted, merge.merged);
    if (action !== null) actions.push(action);
  }
  return actions;
}

function occurrenceWrite(
  originalStart: Instant,
  wanted: OutlookFields["exceptions"][Instant] | undefined,
  series: OutlookFields,
): OutlookAction | null {
  switch (wanted?.kind) {
    case "cancelled":
      return { type: "cancelOutlookOccurrence", originalStart };
    case "moved":
      return {
        type: "patchOutlookOccurrence",
        originalStart,
        start: wanted.start,
        end: wanted.end,
      };
    default: {
      const length = minutesBetween(series.time.start, series.time.end);
      const end = addMinutes(originalStart, length);
      return { type: "patchOutlookOccurrence", originalStart, start: originalStart, end };
    }
  }
}
