import { chooseWinner, judge, mayWriteZoom } from "./direction.ts";
import { isSameJson } from "./equal.ts";
import { type Instant } from "./instant.ts";
import {
  type MirrorAgreed,
  type MirrorConflict,
  type MirroredEntry,
  type MirrorKey,
} from "./mirror-model.ts";
import { sameDayStart } from "./mirror-parts.ts";
import { isAtSameTime, repeatsAlike } from "./mirror-time.ts";
import { type OutlookPresent, type Recurrence, type SyncPolicy } from "./model.ts";
import { hasOccurrenceAt } from "./recurrence/expand.ts";
import { movedSeries } from "./recurrence/moved-series.ts";
import { staysBetweenNeighbours } from "./recurrence/neighbours.ts";

export const mirrorFields = ["subject", "time", "recurrence", "showAs"] as const;
export type MirrorField = (typeof mirrorFields)[number];

/** What is to become of each field; those in none of the sets stay as they are on both sides. */
export interface MirrorMerge {
  readonly toCalendar: ReadonlySet<MirrorField>;
  readonly toOutlook: ReadonlySet<MirrorField>;
  /** Changes that wait until the policy lets the other side be written. */
  readonly held: ReadonlySet<MirrorField>;
  /** The event Zoom's calendar shall show, but for its cancelled occurrences. */
  readonly calendar: MirroredEntry;
  readonly conflicts: readonly MirrorConflict[];
}

export interface MirrorSides {
  readonly key: MirrorKey;
  readonly outlook: OutlookPresent;
  /** What the event shall show as far as Outlook is asked, and the same as Zoom's calendar holds it. */
  readonly wanted: MirroredEntry;
  readonly held: MirroredEntry;
  readonly calendar: MirroredEntry;
  readonly agreed: MirrorAgreed | null;
}

export function isSameMirrorField(field: MirrorField, a: MirroredEntry, b: MirroredEntry): boolean {
  switch (field) {
    case "subject":
      return a.subject === b.subject && (a.isPrivate ?? false) === (b.isPrivate ?? false);
    case "time":
      return isAtSameTime(a, b);
    case "recurrence":
      return repeatsAlike(a, b);
    case "showAs":
      return a.showAs === b.showAs;
  }
}

/** What will be agreed once a write that was begun, the last one of its plan, is known to be done. */
export interface MirrorIntended {
  /** Where that write goes to. */
  readonly side: "outlook" | "calendar";
  readonly agreed: MirrorAgreed;
}

/**
 * What is agreed after a process died while it wrote: what was intended, where `shown`, that side as it is
 * now, is what was written; `agreed` where it is not.
 */
export function mirrorAgreedAfterCrash(
  agreed: MirrorAgreed,
  { side, agreed: meant }: MirrorIntended,
  shown: MirroredEntry,
): MirrorAgreed {
  const isShown = mirrorFields.every(
    (field) =>
      isSameMirrorField(field, agreed[side], meant[side]) ||
      isSameMirrorField(field, meant[side], shown),
  );
  return isShown ? meant : agreed;
}

export function isSameEntry(a: MirroredEntry, b: MirroredEntry): boolean {
  return (
    mirrorFields.every((field) => isSameMirrorField(field, a, b)) &&
    isSameJson(a.cancelled, b.cancelled)
  );
}

/** Whether a change made in Zoom's calendar may go to Outlook; one that may not is undone. */
function mayTravel(field: MirrorField, { key, outlook, wanted, calendar }: MirrorSides): boolean {
  if (!outlook.isOrganizer) return false;
  if (key === "") return field !== "subject" || wanted.subject !== null;
  return field === "time" && staysBetweenNeighbours(outlook, key, calendar.time.start);
}

/** A title that never came from Outlook, on an entry whose own title Outlook keeps. */
function hasOwnTitle({ agreed, wanted }: MirrorSides): boolean {
  return (
    wanted.subject === null &&
    agreed !== null &&
    agreed.outlook.subject === null &&
    agreed.calendar.subject !== null
  );
}

function changesOf(
  field: MirrorField,
  { agreed, wanted, held, calendar }: MirrorSides,
  policy: SyncPolicy,
): { inOutlook: boolean; inCalendar: boolean } {
  if (isSameMirrorField(field, held, calendar)) return { inOutlook: false, inCalendar: false };
  // Nobody can say who moved: the side that is written from counts, Outlook's before Zoom's.
  if (agreed === null) {
    return { inOutlook: mayWriteZoom(policy), inCalendar: !mayWriteZoom(policy) };
  }
  return {
    inOutlook: !isSameMirrorField(field, agreed.outlook, wanted),
    inCalendar: !isSameMirrorField(field, agreed.calendar, calendar),
  };
}

/**
 * When and how a series repeats are merged apart, unless one side's first day is none that the other
 * side's pattern names: then both count as changed on both sides.
 */
function goTogether(sides: MirrorSides, policy: SyncPolicy): boolean {
  if (sides.key !== "" || sides.agreed === null) return false;
  const winner = chooseWinner("outlook", policy);
  const [time, recurrence] = (["time", "recurrence"] as const).map((field) => {
    const { inOutlook, inCalendar } = changesOf(field, sides, policy);
    if (inOutlook && inCalendar) return winner;
    return inOutlook ? "outlook" : inCalendar ? "zoom" : null;
  });
  if (!time || !recurrence || time === recurrence) return false;
  const { held, calendar } = sides;
  const [timed, repeating] = time === "outlook" ? [held, calendar] : [calendar, held];
  const { start } = timed.time;
  const series = repeatingFrom(timed, repeating);
  return series !== null && !hasOccurrenceAt(series, start, start);
}

const inBoth = { inOutlook: true, inCalendar: true };

/** Three-way merge, field by field, against what each side was like when they were in step. */
export function mergeMirror(sides: MirrorSides, policy: SyncPolicy): MirrorMerge {
  const { agreed, held, calendar } = sides;
  const toCalendar = new Set<MirrorField>();
  const toOutlook = new Set<MirrorField>();
  const waiting = new Set<MirrorField>();
  const conflicts: MirrorConflict[] = [];
  const asOne: readonly MirrorField[] = goTogether(sides, policy) ? ["time", "recurrence"] : [];
  let result = calendar;

  for (const field of mirrorFields) {
    const { inOutlook, inCalendar } = asOne.includes(field)
      ? inBoth
      : changesOf(field, sides, policy);
    if (!inOutlook && !inCalendar) continue;
    if (!inOutlook && field === "subject" && hasOwnTitle(sides)) continue;
    const travels = mayTravel(field, sides);
    const winner = chooseWinner("outlook", policy);
    const verdict = travels
      ? judge(inOutlook, inCalendar, winner, policy)
      : mayWriteZoom(policy)
        ? "toZoom"
        : "held";
    if (verdict === "held") waiting.add(field);
    if (verdict === "toOutlook") toOutlook.add(field);
    if (verdict === "toZoom") {
      toCalendar.add(field);
      // An undone change gives back what was there, which may be more than Outlook would say.
      const source = inOutlook || agreed === null ? held : agreed.calendar;
      // Where nobody changed the time, the pattern says which day is the first.
      const isTimed = [toCalendar, toOutlook, waiting].some((fields) => fields.has("time"));
      const isPattern = field === "recurrence" && source === held;
      if (isPattern && !isTimed) result = withField("time", result, held);
      result = withField(field, result, source);
    }
    if (inOutlook && inCalendar && travels && verdict !== "held") {
      const conflict = conflictOf(field, sides, winner);
      if (conflict !== null) conflicts.push(conflict);
    }
  }
  return { toCalendar, toOutlook, held: waiting, calendar: result, conflicts };
}

export function withField(
  field: MirrorField,
  to: MirroredEntry,
  from: MirroredEntry,
): MirroredEntry {
  switch (field) {
    case "showAs":
      return { ...to, showAs: from.showAs };
    case "time":
      return { ...to, time: from.time, recurrence: repeatingFrom(from, to) };
    case "recurrence":
      return { ...to, recurrence: repeatingFrom(to, from) };
    case "subject":
  }
  const { time, recurrence, cancelled, showAs } = to;
  const mark = from.isPrivate === true ? { isPrivate: true as const } : {};
  return { subject: from.subject, ...mark, time, recurrence, cancelled, showAs };
}

/** How one entry repeats, from the first day of another. */
export function repeatingFrom(
  { time }: Pick<MirroredEntry, "time">,
  { time: before, recurrence }: Pick<MirroredEntry, "time" | "recurrence">,
): Recurrence | null {
  return recurrence && movedSeries(recurrence, before, time);
}

function conflictOf(
  field: MirrorField,
  { wanted, calendar }: MirrorSides,
  winner: "outlook" | "zoom",
): MirrorConflict | null {
  switch (field) {
    case "subject":
      return wanted.subject === null || calendar.subject === null
        ? null
        : { field, winner, outlook: wanted.subject, zoom: calendar.subject };
    case "time":
      return { field, winner, outlook: wanted.time, zoom: calendar.time };
    case "recurrence":
      return { field, winner, outlook: wanted.recurrence, zoom: calendar.recurrence };
    case "showAs":
      return { field, winner, outlook: wanted.showAs, zoom: calendar.showAs };
  }
}

/**
 * Occurrences cancelled in Zoom's calendar since the two were in step. A series moved to another time of
 * day has the old ones at the new time: those are not new.
 */
export function newlyCancelled({ agreed, held, calendar }: MirrorSides): readonly Instant[] {
  const { recurrence, time, cancelled } = calendar;
  if (recurrence === null || cancelled.length === 0) return [];
  const known = new Set<Instant>();
  for (const start of [...(agreed?.calendar.cancelled ?? []), ...held.cancelled]) {
    const moved = sameDayStart(recurrence, time, start);
    known.add(start);
    if (moved !== null) known.add(moved);
  }
  return cancelled.filter((start) => !known.has(start));
}
