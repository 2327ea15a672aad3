import { type Instant } from "./instant.ts";
import {
  type OccurrenceException,
  type OutlookAction,
  type OutlookFields,
  type ZoomAction,
  type ZoomException,
  type ZoomFields,
} from "./model.ts";
import { movedSeries } from "./recurrence/moved-series.ts";

/** Outlook's side as it will read once the actions are done. */
export function afterOutlookActions(
  before: OutlookFields,
  actions: readonly OutlookAction[],
): OutlookFields {
  let fields = before;
  for (const action of actions) {
    if (action.type === "createOutlookEvent") fields = action.fields;
    if (action.type === "patchOutlookEvent") {
      const { attendees, ...patch } = action.fields;
      const rewritten = "time" in patch || "recurrence" in patch;
      const { recurrence, time } = fields;
      const moved =
        recurrence !== null && patch.time !== undefined
          ? movedSeries(recurrence, time, patch.time)
          : recurrence;
      fields = {
        ...fields,
        recurrence: moved,
        ...patch,
        ...(rewritten && { exceptions: {} }),
      };
      if (attendees !== undefined) {
        const removed = new Set(attendees.remove);
        const kept = (fields.attendees ?? []).filter((a) => !removed.has(a.trim().toLowerCase()));
        fields = { ...fields, attendees: [...kept, ...attendees.add] };
      }
    }
    if (action.type === "patchOutlookOccurrence") {
      fields = {
        ...fields,
        exceptions: withException(
          fields.exceptions,
          action.originalStart,
          outlookException(fields, action),
        ),
      };
    }
    if (action.type === "cancelOutlookOccurrence") {
      fields = {
        ...fields,
        exceptions: withException(fields.exceptions, action.originalStart, { kind: "cancelled" }),
      };
    }
  }
  return fields;
}

function outlookException(
  fields: OutlookFields,
  { originalStart, start, end }: { originalStart: Instant; start: Instant; end: Instant },
): OccurrenceException | undefined {
  const known = fields.exceptions[originalStart];
  const subject =
    known !== undefined && known.kind !== "cancelled" && known.subject !== undefined
      ? { subject: known.subject }
      : {};
  const length = Date.parse(fields.time.end) - Date.parse(fields.time.start);
  if (start === originalStart && Date.parse(end) - Date.parse(start) === length) {
    return "subject" in subject ? { kind: "edited", ...subject } : undefined;
  }
  return { kind: "moved", start, end, ...subject };
}

function withException<T>(
  exceptions: Readonly<Record<Instant, T>>,
  originalStart: Instant,
  exception: T | undefined,
): Record<Instant, T> {
  const next = { ...exceptions };
  if (exception === undefined) Reflect.deleteProperty(next, originalStart);
  else next[originalStart] = exception;
  return next;
}

/** Zoom's side as it will read once the actions are done. */
export function afterZoomActions(before: ZoomFields, actions: readonly ZoomAction[]): ZoomFields {
  let fields = before;
  for (const action of actions) {
    if (action.type === "createZoomMeeting") fields = action.fields;
    if (action.type === "patchZoomMeeting") {
      const { options, ...patch } = action.fields;
      fields = { ...fields, ...patch, ...(patch.schedule !== undefined && { exceptions: {} }) };
      if (options !== undefined) fields = { ...fields, options: { ...fields.options, ...options } };
    }
    if (action.type === "patchZoomOccurrence" || action.type === "deleteZoomOccurrence") {
      const exceptions = withException(
        fields.exceptions,
        action.originalStart,
        zoomException(fields, action),
      );
      fields = { ...fields, exceptions };
    }
  }
  return fields;
}

function zoomException(
  { schedule }: ZoomFields,
  action: Extract<ZoomAction, { originalStart: Instant }>,
): ZoomException | undefined {
  if (action.type === "deleteZoomOccurrence") return { kind: "cancelled" };
  const { originalStart, start, durationMinutes } = action;
  const usual = schedule.kind === "noFixedTime" ? 60 : schedule.durationMinutes;
  return start === originalStart && durationMinutes === usual
    ? undefined
    : { kind: "moved", start, durationMinutes };
}
