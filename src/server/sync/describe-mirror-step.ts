import { type FieldChange, type ShownValue } from "../../shared/api/sync.ts";
import {
  isSameMirrorField,
  type MirrorAgreed,
  type MirrorConflict,
  type MirroredEntry,
  mirroredParts,
  type MirrorField,
  mirrorFields,
  type MirrorKey,
  type MirrorPlan,
  type MirrorState,
} from "../../sync/mirror.ts";
import { type OutlookAction, type OutlookState, type SyncPolicy } from "../../sync/model.ts";
import { type StepDescription, verbOf } from "./describe-step.ts";

export interface WasPutBack {
  /** Of an occurrence; null: the event itself. */
  readonly originalStart: FieldChange["originalStart"];
  readonly changed: MirrorState;
  readonly standsAgain: MirroredEntry;
}

const none: ShownValue = { kind: "none" };

/** What a person is told of one step in the life of a mirrored entry, or of one of its occurrences. */
export function describeMirrorStep(
  key: MirrorKey,
  agreed: MirrorAgreed | null,
  outlook: OutlookState,
  calendar: MirrorState,
  plan: MirrorPlan,
  policy: SyncPolicy,
): StepDescription {
  const shown = outlook.state === "present" ? mirroredParts(outlook, policy).get(key) : undefined;
  const inOutlook = agreed && shown ? changesIn(key, agreed.outlook, shown) : [];
  const inCalendar =
    agreed && calendar.state === "present" ? changesIn(key, agreed.calendar, calendar.entry) : [];
  const isGoneInOutlook = agreed !== null && outlook.state === "absent";
  const isGoneInCalendar = agreed !== null && calendar.state === "absent";
  const gone = [isGoneInOutlook, isGoneInCalendar].flatMap((isGone): FieldChange[] =>
    isGone ? [change("existence", null, textOf(agreed?.outlook.subject ?? null), none)] : [],
  );
  return {
    changedIn: whereChanged(
      inOutlook.length > 0 || isGoneInOutlook || (agreed === null && shown !== undefined),
      inCalendar.length > 0 || isGoneInCalendar || (agreed === null && shown === undefined),
    ),
    changes: [...inOutlook, ...inCalendar, ...gone],
    did: [
      ...plan.outlook.map((action) => ({ place: "outlook" as const, action: verbOf(action) })),
      ...didInCalendar(plan, calendar),
    ],
  };
}

/** What is told of occurrences that were moved or deleted within their series in Zoom's calendar. */
export function describeInstance(actions: readonly OutlookAction[]): StepDescription {
  const changes = actions.flatMap((action): FieldChange[] => {
    if (action.type === "patchOutlookOccurrence") {
      const { originalStart, start, end } = action;
      const moved: ShownValue = { kind: "occurrence", what: "moved", start, end };
      return [change("exception", originalStart, occurrence("usual"), moved)];
    }
    if (action.type !== "cancelOutlookOccurrence") return [];
    return [
      change("exception", action.originalStart, occurrence("usual"), occurrence("cancelled")),
    ];
  });
  return { changedIn: "zoom", changes, did: [{ place: "outlook", action: "change" }] };
}

/** What is told of a time that Outlook cannot show, after it was put back in Zoom's calendar. */
export function describePutBack({
  originalStart,
  changed,
  standsAgain,
}: WasPutBack): StepDescription {
  const shown = (entry: MirroredEntry): ShownValue =>
    originalStart === null ? shownField("time", entry) : movedTo(entry);
  const after = changed.state === "present" ? shown(changed.entry) : none;
  const field = originalStart === null ? "time" : "exception";
  return {
    changedIn: "zoom",
    changes: [change(field, originalStart, shown(standsAgain), after)],
    did: [{ place: "calendar", action: "putBack" }],
  };
}

function whereChanged(outlook: boolean, calendar: boolean): StepDescription["changedIn"] {
  if (outlook && calendar) return "both";
  if (outlook) return "outlook";
  return calendar ? "zoom" : "engine";
}

function didInCalendar({ calendar: { action } }: MirrorPlan, before: MirrorState) {
  if (action === "none") return [];
  const verb = action === "remove" ? "delete" : before.state === "present" ? "change" : "create";
  return [{ place: "calendar" as const, action: verb } as const];
}

function changesIn(key: MirrorKey, before: MirroredEntry, now: MirroredEntry): FieldChange[] {
  const changed = mirrorFields.filter((field) => !isSameMirrorField(field, before, now));
  if (key !== "") {
    const isMoved = changed.includes("time");
    return isMoved ? [change("exception", key, movedTo(before), movedTo(now))] : [];
  }
  return [
    ...changed.map((field) =>
      change(field, null, shownField(field, before), shownField(field, now)),
    ),
    ...now.cancelled
      .filter((start) => !before.cancelled.includes(start))
      .map((start) => change("exception", start, occurrence("usual"), occurrence("cancelled"))),
  ];
}

function change(
  field: FieldChange["field"],
  originalStart: FieldChange["originalStart"],
  before: ShownValue,
  after: ShownValue,
): FieldChange {
  return { field, originalStart, before, after };
}

function shownField(field: MirrorField, entry: MirroredEntry): ShownValue {
  switch (field) {
    case "subject":
      return textOf(entry.subject);
    case "showAs":
      return textOf(entry.showAs);
    case "time":
      return { kind: "time", time: { ...entry.time } };
    case "recurrence":
      return { kind: "recurrence", recurrence: entry.recurrence };
  }
}

function textOf(text: string | null): ShownValue {
  return text === null ? none : { kind: "text", text };
}

function occurrence(what: "usual" | "cancelled"): ShownValue {
  return { kind: "occurrence", what, start: null, end: null };
}

function movedTo({ time }: MirroredEntry): ShownValue {
  return { kind: "occurrence", what: "moved", start: time.start, end: time.end };
}

/** Both values of a conflict, as they are shown side by side. */
export function shownMirrorConflict(conflict: MirrorConflict): {
  outlook: ShownValue;
  zoom: ShownValue;
} {
  const side = (which: "outlook" | "zoom"): ShownValue => {
    switch (conflict.field) {
      case "subject":
      case "showAs":
        return textOf(conflict[which]);
      case "time":
        return { kind: "time", time: { ...conflict[which] } };
      case "recurrence":
        return { kind: "recurrence", recurrence: conflict[which] };
      case "existence":
        return textOf(conflict[which] && (conflict[which].subject ?? ""));
    }
  };
  return { outlook: side("outlook"), zoom: side("zoom") };
}
