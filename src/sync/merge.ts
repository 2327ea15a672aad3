import { mergeAttendees } from "./attendees.ts";
import { changedInOutlook, changedInZoom, mergedFields, type MergedField } from "./changes.ts";
import { chooseWinner, judge, type Side } from "./direction.ts";
import { mergeExceptions } from "./exceptions.ts";
import { fieldConflict, isAgreedInBoth } from "./field-values.ts";
import { isOpenInZoom } from "./first-comparison.ts";
import { type Instant } from "./instant.ts";
import {
  type Agreed,
  type Conflict,
  type OutlookFields,
  type SyncPolicy,
  type ZoomFields,
} from "./model.ts";
import { movedSeries } from "./recurrence/moved-series.ts";
import { liftNotes, liftRecurrence, liftSensitivity, liftTime } from "./lift.ts";

/** What is to become of each field; `held` fields stay as they are until the policy lets them go. */
export interface Merge {
  /** The meeting both sides shall show, in Outlook's terms. */
  readonly merged: OutlookFields;
  readonly toOutlook: ReadonlySet<MergedField>;
  readonly toZoom: ReadonlySet<MergedField>;
  readonly held: ReadonlySet<MergedField>;
  readonly exceptionsToOutlook: ReadonlySet<Instant>;
  readonly exceptionsToZoom: ReadonlySet<Instant>;
  readonly exceptionsHeld: ReadonlySet<Instant>;
  readonly invitees: readonly string[] | null;
  readonly conflicts: readonly Conflict[];
}

/** Zoom wins what only Zoom keeps; Outlook wins what attendees have been sent. */
function ruleWinner(field: MergedField): Side {
  return field === "options" ? "zoom" : "outlook";
}

/** The field's Zoom value in Outlook's terms, on top of what only Outlook knows. */
export function lifted(
  field: MergedField,
  outlook: OutlookFields,
  before: ZoomFields,
  after: ZoomFields,
  now: Instant,
): Partial<OutlookFields> {
  switch (field) {
    case "subject":
      return { subject: after.topic };
    case "time":
      return { time: liftTime(outlook.time, before.schedule, after.schedule, now) };
    case "recurrence":
      return { recurrence: liftRecurrence(outlook, after.schedule) };
    case "notes":
      return after.agenda === null
        ? {}
        : { notes: liftNotes(outlook.notes ?? "", before.agenda, after.agenda) };
    case "sensitivity":
      return after.isPrivate === null
        ? {}
        : { sensitivity: liftSensitivity(outlook.sensitivity ?? "normal", after.isPrivate) };
    case "options":
      return { options: after.options };
    case "attendees":
      return {};
  }
}

/** True when one of the fields says when the meeting takes place. */
export function touchesSeries(fields: ReadonlySet<MergedField>): boolean {
  return fields.has("time") || fields.has("recurrence");
}

/** Fields that do not leave Outlook under this policy. */
export function isKeptBack(
  field: MergedField,
  outlook: OutlookFields,
  policy: SyncPolicy,
): boolean {
  const hidesText = outlook.sensitivity === "private" || outlook.sensitivity === "confidential";
  if (field === "notes" || field === "attendees") return policy.timesOnly || hidesText;
  return field === "subject" && policy.timesOnly;
}

/** Three-way merge, field by field, against what each side looked like when they were in step. */
export function mergeFields(
  agreed: Agreed,
  outlook: OutlookFields,
  zoom: ZoomFields,
  policy: SyncPolicy,
): Merge {
  const toOutlook = new Set<MergedField>();
  const toZoom = new Set<MergedField>();
  const held = new Set<MergedField>();
  const overruled = new Set<MergedField>();
  const conflicts: Conflict[] = [];
  let merged = outlook;

  for (const field of mergedFields) {
    if (field === "attendees") continue;
    const inZoom = changedInZoom(field, agreed.zoom, zoom, policy.now);
    const inOutlook =
      changedInOutlook(field, agreed.outlook, outlook) ||
      (!inZoom && isOpenInZoom(field, agreed, outlook, zoom));
    if (!inOutlook && !inZoom) continue;
    if (isKeptBack(field, outlook, policy)) {
      held.add(field);
      continue;
    }
    if (inZoom && isAgreedInBoth(field, outlook, zoom, policy)) continue;
    const winner = chooseWinner(ruleWinner(field), policy);
    const verdict = judge(inOutlook, inZoom, winner, policy);
    // Where Zoom wins over a new time in Outlook, it is the time as Outlook had it that Zoom changed.
    const base = inOutlook && field === "time" ? agreed.outlook : outlook;
    const fromZoom = lifted(field, base, agreed.zoom, zoom, policy.now);
    if (inOutlook && inZoom && verdict !== "held") {
      const conflict = fieldConflict(field, outlook, { ...outlook, ...fromZoom }, winner);
      if (conflict !== null) conflicts.push(conflict);
    }
    if (verdict === "toZoom") toZoom.add(field);
    if (verdict === "held") held.add(field);
    if (verdict === "toOutlook") {
      toOutlook.add(field);
      if (inOutlook) overruled.add(field);
      merged = { ...merged, ...fromZoom };
    }
  }

  if (toOutlook.has("time") && !toOutlook.has("recurrence") && merged.recurrence !== null) {
    const recurrence = movedSeries(merged.recurrence, outlook.time, merged.time);
    merged = { ...merged, recurrence };
  }

  let invitees: readonly string[] | null = null;
  if (isKeptBack("attendees", outlook, policy)) held.add("attendees");
  else {
    const people = mergeAttendees(agreed, outlook, zoom, policy);
    merged =
      people.attendees === outlook.attendees ? merged : { ...merged, attendees: people.attendees };
    invitees = people.invitees;
    if (people.toOutlook) toOutlook.add("attendees");
    if (people.toZoom) toZoom.add("attendees");
    if (people.held) held.add("attendees");
  }

  const exceptions = mergeExceptions(agreed, outlook, zoom, merged, policy, {
    isRewrittenInOutlook: touchesSeries(toOutlook),
    isRewrittenInZoom: touchesSeries(toZoom),
    isOutlookOverruled: touchesSeries(overruled),
    isHeld: touchesSeries(held),
  });
  return {
    merged:
      exceptions.merged === merged.exceptions
        ? merged
        : { ...merged, exceptions: exceptions.merged },
    toOutlook,
    toZoom,
    held,
    exceptionsToOutlook: exceptions.toOutlook,
    exceptionsToZoom: exceptions.toZoom,
    exceptionsHeld: exceptions.held,
    invitees,
    conflicts: [...conflicts, ...exceptions.conflicts],
  };
}
