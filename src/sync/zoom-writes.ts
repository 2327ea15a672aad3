import { isSameJson } from "./equal.ts";
import { hasOptions } from "./field-values.ts";
import { type Instant } from "./instant.ts";
import { type Merge } from "./merge.ts";
import {
  type Exceptions,
  type LostCode,
  type SyncPolicy,
  type ZoomAction,
  type ZoomException,
  type ZoomFields,
  type ZoomPatch,
  type ZoomSchedule,
} from "./model.ts";
import { isPrivate, isStillAhead, toAgenda, toTopic, toZoomException } from "./projection.ts";
import { toZoomSchedule, zoomDuration } from "./recurrence/to-zoom.ts";
import { isSameZoomSchedule } from "./recurrence/zoom-schedule.ts";

interface ZoomWrites {
  readonly actions: ZoomAction[];
  readonly lost: readonly LostCode[];
}

/** The writes that turn Zoom's side into the merged meeting, at most one for the meeting itself. */
export function zoomWrites(zoom: ZoomFields, merge: Merge, policy: SyncPolicy): ZoomWrites {
  const { schedule, lost } = newSchedule(zoom, merge, policy);
  const fields: ZoomPatch = {
    ...patchFor(zoom, merge),
    ...(schedule !== null && { schedule }),
  };
  const actions: ZoomAction[] = [];
  if (Object.keys(fields).length > 0) actions.push({ type: "patchZoomMeeting", fields });
  const isRewritten = schedule !== null;
  const current = schedule ?? zoom.schedule;
  if (current.kind === "fixedTime") {
    const starts = isRewritten
      ? (Object.keys(merge.merged.exceptions) as Instant[])
      : [...merge.exceptionsToZoom];
    const known = isRewritten ? {} : zoom.exceptions;
    const duration = zoomDuration(merge.merged.time);
    actions.push(...occurrenceWrites(starts, known, merge.merged.exceptions, duration, policy.now));
  }
  return { actions, lost };
}

function patchFor(zoom: ZoomFields, { merged, toZoom, invitees }: Merge): ZoomPatch {
  const topic = toTopic(merged.subject);
  const agenda = toAgenda(merged.notes ?? "");
  const hidden = isPrivate(merged.sensitivity ?? "normal");
  return {
    ...(toZoom.has("subject") && topic !== zoom.topic && { topic }),
    ...(toZoom.has("notes") && zoom.agenda !== null && agenda !== zoom.agenda && { agenda }),
    ...(toZoom.has("attendees") && invitees !== null && { invitees }),
    ...(toZoom.has("sensitivity") &&
      zoom.isPrivate !== null &&
      hidden !== zoom.isPrivate && { isPrivate: hidden }),
    ...(toZoom.has("options") &&
      merged.options !== null &&
      !hasOptions(zoom.options, merged.options) && { options: merged.options }),
  };
}

/** Zoom cannot bring back one occurrence: only the series written anew has it again. */
function mustRestore(zoom: ZoomFields, merge: Merge, now: Instant): boolean {
  return [...merge.exceptionsToZoom].some(
    (start) =>
      start >= now &&
      zoom.exceptions[start]?.kind === "cancelled" &&
      toZoomException(merge.merged.exceptions[start])?.kind !== "cancelled",
  );
}

function newSchedule(
  zoom: ZoomFields,
  merge: Merge,
  policy: SyncPolicy,
): { schedule: ZoomSchedule | null; lost: readonly LostCode[] } {
  const restore = mustRestore(zoom, merge, policy.now);
  if (!restore && !merge.toZoom.has("time") && !merge.toZoom.has("recurrence")) {
    return { schedule: null, lost: [] };
  }
  const anchor = zoom.schedule.kind === "fixedTime" ? zoom.schedule.start : null;
  const wanted = toZoomSchedule(merge.merged, policy.zoomCaps, policy.now, anchor);
  if (!restore && isSameZoomSchedule(zoom.schedule, wanted.schedule, policy.now)) {
    return { schedule: null, lost: wanted.lost };
  }
  return merge.merged.recurrence === null && isInThePast(wanted.schedule, zoom.schedule, policy.now)
    ? { schedule: null, lost: ["time.past"] }
    : wanted;
}

/** Zoom ignores a past start in a PATCH without a word, so writing it would never come to an end. */
function isInThePast(wanted: ZoomSchedule, current: ZoomSchedule, now: Instant): boolean {
  if (wanted.kind === "single") return wanted.start < now;
  return wanted.kind === "noFixedTime" && current.kind === "single";
}

/** Writes for the given occurrences that differ between what Zoom has and what it shall have. */
export function occurrenceWrites(
  starts: readonly Instant[],
  known: Readonly<Record<Instant, ZoomException>>,
  wanted: Exceptions,
  durationMinutes: number,
  now: Instant,
): ZoomAction[] {
  const actions: ZoomAction[] = [];
  for (const originalStart of [...starts].sort()) {
    const target = toZoomException(wanted[originalStart]);
    if (isSameJson(known[originalStart] ?? null, target)) continue;
    if (!isStillAhead(originalStart, target, now)) continue;
    if (target?.kind === "cancelled") actions.push({ type: "deleteZoomOccurrence", originalStart });
    else {
      const { start, durationMinutes: minutes } = target ?? {
        start: originalStart,
        durationMinutes,
      };
      actions.push({
        type: "patchZoomOccurrence",
        originalStart,
        start,
        durationMinutes: minutes,
      });
    }
  }
  return actions;
}
