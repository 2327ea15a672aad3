import { type FieldChange, type ShownValue, type ActivityItem } from "../../shared/api/sync.ts";
import {
  changedExceptions,
  changedInOutlook,
  changedInZoom,
  mergedFields,
} from "../../sync/changes.ts";
import { toldFirst } from "../../sync/first-comparison.ts";
import { type Instant } from "../../sync/instant.ts";
import { toOutlookFields } from "../../sync/lift.ts";
import {
  type Action,
  type Agreed,
  type Conflict,
  type OccurrenceException,
  type OutlookFields,
  type OutlookState,
  type Plan,
  type ZoomFields,
  type ZoomState,
} from "../../sync/model.ts";

/** What a person is told of one step: who changed what, and what we did about it. */
export type StepDescription = Pick<ActivityItem, "changedIn" | "changes" | "did">;

/** Compares both sides with what was agreed before. */
export function describeStep(
  agreed: Agreed | null,
  outlook: OutlookState,
  zoom: ZoomState,
  plan: Plan,
  now: Instant,
): StepDescription {
  const inOutlook = agreed && outlook.state === "present" ? changesIn(agreed, outlook, plan) : [];
  const inZoom = agreed && zoom.state === "present" ? zoomChanges(agreed.zoom, zoom, now) : [];
  const gone: FieldChange[] = [];
  const wasThere: ShownValue = { kind: "text", text: agreed?.outlook.subject ?? "" };
  if (agreed && outlook.state === "absent" && outlook.reason !== "unknown") {
    gone.push(change("existence", wasThere, { kind: "none" }));
  }
  const isZoomGone = agreed && zoom.state === "absent" && zoom.reason !== "unknown";
  if (isZoomGone) gone.push(change("existence", wasThere, { kind: "none" }));
  const changedOutlook = inOutlook.length > 0 || (agreed && outlook.state === "absent");
  const changedZoom = inZoom.length > 0 || isZoomGone;
  return {
    changedIn: changedOutlook
      ? changedZoom
        ? "both"
        : "outlook"
      : changedZoom
        ? "zoom"
        : agreed === null
          ? outlook.state === "present"
            ? "outlook"
            : "zoom"
          : "engine",
    changes: [...inOutlook, ...inZoom, ...gone],
    did: didBy(plan),
  };
}

function didBy(plan: Pick<Plan, "outlook" | "zoom">): ActivityItem["did"] {
  const done = [
    ...plan.outlook.map((action) => ({ place: "outlook" as const, action: verbOf(action) })),
    ...plan.zoom.map((action) => ({ place: "zoom" as const, action: verbOf(action) })),
  ];
  return done.filter(
    ({ place, action }, index) =>
      done.findIndex((other) => other.place === place && other.action === action) === index,
  );
}

export function verbOf({ type }: Action): "create" | "change" | "delete" {
  if (type.startsWith("create") || type === "recoverZoomMeeting") return "create";
  return type === "deleteOutlookEvent" || type === "deleteZoomMeeting" ? "delete" : "change";
}

function changesIn(agreed: Agreed, now: OutlookFields, plan: Pick<Plan, "zoom">): FieldChange[] {
  const { outlook: before } = agreed;
  const told = new Set(toldFirst(agreed, plan));
  const fields = mergedFields
    .filter((field) => changedInOutlook(field, before, now) || told.has(field))
    .map((field) => change(field, shown(field, before), shown(field, now)));
  return [...fields, ...exceptionChanges(before.exceptions, now.exceptions)];
}

function zoomChanges(before: ZoomFields, after: ZoomFields, now: Instant): FieldChange[] {
  const [was, is] = [toOutlookFields(before), toOutlookFields(after)];
  return mergedFields
    .filter((field) => changedInZoom(field, before, after, now))
    .map((field) => change(field, shown(field, was), shown(field, is)));
}

function exceptionChanges(
  before: OutlookFields["exceptions"],
  now: OutlookFields["exceptions"],
): FieldChange[] {
  return [...changedExceptions(before, now)].sort().map((originalStart) => ({
    field: "exception" as const,
    originalStart,
    before: shownException(before[originalStart]),
    after: shownException(now[originalStart]),
  }));
}

function change(field: FieldChange["field"], before: ShownValue, after: ShownValue): FieldChange {
  return { field, originalStart: null, before, after };
}

function shown(field: (typeof mergedFields)[number], fields: OutlookFields | null): ShownValue {
  if (fields === null) return { kind: "none" };
  switch (field) {
    case "subject":
      return { kind: "text", text: fields.subject };
    case "time":
      return { kind: "time", time: { ...fields.time } };
    case "recurrence":
      return { kind: "recurrence", recurrence: fields.recurrence };
    case "notes":
      return fields.notes === null ? { kind: "none" } : { kind: "text", text: fields.notes };
    case "attendees":
      return { kind: "people", people: [...(fields.attendees ?? [])] };
    case "sensitivity":
      return fields.sensitivity === null
        ? { kind: "none" }
        : { kind: "text", text: fields.sensitivity };
    case "options":
      return { kind: "none" };
  }
}

function shownException(exception: OccurrenceException | undefined): ShownValue {
  const isMoved = exception?.kind === "moved";
  return {
    kind: "occurrence",
    what: exception?.kind ?? "usual",
    start: isMoved ? exception.start : null,
    end: isMoved ? exception.end : null,
  };
}

/** Both values of a conflict, as they are shown side by side. */
export function shownConflict(conflict: Conflict): { outlook: ShownValue; zoom: ShownValue } {
  const side = (which: "outlook" | "zoom"): ShownValue => {
    switch (conflict.field) {
      case "subject":
      case "notes":
      case "sensitivity":
        return { kind: "text", text: conflict[which] };
      case "time":
        return { kind: "time", time: { ...conflict[which] } };
      case "recurrence":
        return { kind: "recurrence", recurrence: conflict[which] };
      case "exception":
        return shownException(conflict[which] ?? undefined);
      case "options":
        return { kind: "none" };
      case "existence":
        return conflict[which] === null
          ? { kind: "none" }
          : {
              kind: "text",
              text: conflict.outlook?.subject ?? conflict.zoom?.topic ?? "",
            };
    }
  };
  return { outlook: side("outlook"), zoom: side("zoom") };
}
