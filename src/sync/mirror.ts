import { checkInput } from "./check.ts";
import { mayWriteOutlook, mayWriteZoom } from "./direction.ts";
import { afterOutlookActions } from "./effects.ts";
import { isSameJson } from "./equal.ts";
import { isErrorNamed, SyncError } from "./errors.ts";
import { type Instant } from "./instant.ts";
import { checkMirrorState } from "./mirror-check.ts";
import {
  createFromCalendar,
  idle,
  nothing,
  remove,
  whenCalendarIsGone,
} from "./mirror-existence.ts";
import {
  isSameEntry,
  mergeMirror,
  newlyCancelled,
  withField,
  type MirrorMerge,
  type MirrorSides,
} from "./mirror-merge.ts";
import {
  type MirrorAgreed,
  type MirroredEntry,
  type MirrorKey,
  type MirrorPlan,
  type MirrorState,
} from "./mirror-model.ts";
import { mirrorWrites } from "./mirror-outlook.ts";
import { asCalendarHolds, isMomentInWindow, mirroredParts } from "./mirror-parts.ts";
import { onSameDates } from "./mirror-time.ts";
import { type OutlookPresent, type OutlookState, type SyncPolicy } from "./model.ts";
import { hasOccurrenceAt } from "./recurrence/expand.ts";

export type * from "./mirror-model.ts";
export {
  isSameMirrorField,
  mirrorAgreedAfterCrash,
  mirrorFields,
  type MirrorField,
  type MirrorIntended,
} from "./mirror-merge.ts";
export { reconcileInstance } from "./mirror-instance.ts";
export { asCalendarHolds, blockSubject, fieldsFromMirror, mirroredParts } from "./mirror-parts.ts";

const noZoom = { state: "absent", reason: "never", recoverableUntil: null } as const;

/**
 * Decides what to write where, so that an Outlook entry without a Zoom meeting and its event in a Zoom
 * calendar become one again; SPEC.md has the rules. Which entries are mirrored is the caller's to say.
 *
 * Pure, like `reconcile`. Throws a `SyncError` for input that cannot be.
 */
export function reconcileMirror(
  key: MirrorKey,
  agreed: MirrorAgreed | null,
  outlook: OutlookState,
  calendar: MirrorState,
  policy: SyncPolicy,
): MirrorPlan {
  try {
    checkInput(null, outlook, noZoom, policy);
    checkMirrorState(key, agreed, calendar);
    return decide(key, agreed, outlook, calendar, policy);
  } catch (cause) {
    if (isErrorNamed(cause, "TypeError") || isErrorNamed(cause, "RangeError")) {
      const message = "not a state the engine knows; nothing was decided, read both sides again";
      throw new SyncError("state.invalid", "mirror", cause.message, message, { cause });
    }
    throw cause;
  }
}

function decide(
  key: MirrorKey,
  agreed: MirrorAgreed | null,
  outlook: OutlookState,
  calendar: MirrorState,
  policy: SyncPolicy,
): MirrorPlan {
  if (policy.direction === "readOnly") return idle(agreed);
  if (outlook.state === "absent") {
    if (outlook.reason === "unknown") return idle(agreed);
    if (outlook.reason === "never") return createFromCalendar(key, agreed, calendar, policy);
    const isDeletion = outlook.reason !== "outOfWindow";
    return remove(key, agreed, calendar, policy, isDeletion);
  }
  const wanted = mirroredParts(outlook, policy).get(key);
  if (wanted === undefined) return remove(key, agreed, calendar, policy, false);
  const asked = withUnread(wanted, outlook, agreed);
  if (calendar.state === "absent") {
    return whenCalendarIsGone(key, agreed, outlook, asked, calendar.reason, policy);
  }
  return reconcileBoth(sidesOf(key, agreed, outlook, asked, calendar.entry), policy);
}

/** What this reading of Outlook did not ask for is as it was. */
function withUnread(
  wanted: MirroredEntry,
  outlook: OutlookPresent,
  agreed: MirrorAgreed | null,
): MirroredEntry {
  if (agreed === null) return wanted;
  const isStillBlock = outlook.sensitivity === null && agreed.outlook.subject === null;
  return {
    ...wanted,
    ...(isStillBlock && { subject: null }),
    ...(outlook.showAs === null && { showAs: agreed.outlook.showAs }),
  };
}

function sidesOf(
  key: MirrorKey,
  agreed: MirrorAgreed | null,
  outlook: OutlookPresent,
  wanted: MirroredEntry,
  calendar: MirroredEntry,
): MirrorSides {
  const { timeZone } = wanted.time;
  return {
    key,
    outlook,
    wanted,
    held: asCalendarHolds(wanted),
    calendar: onSameDates(calendar, timeZone),
    agreed: agreed && agreedOnSameDates(agreed, timeZone),
  };
}

function agreedOnSameDates(agreed: MirrorAgreed, timeZone: string): MirrorAgreed {
  const outlook = onSameDates(agreed.outlook, timeZone);
  const calendar = onSameDates(agreed.calendar, timeZone);
  const isSame = outlook === agreed.outlook && calendar === agreed.calendar;
  return isSame ? agreed : { outlook, calendar };
}

function reconcileBoth(sides: MirrorSides, policy: SyncPolicy): MirrorPlan {
  const { key, outlook, wanted, calendar, agreed } = sides;
  const merge = mergeMirror(sides, policy);
  const isAdopted = agreed === null && mayWriteZoom(policy);
  const theirs =
    key === "" && outlook.isOrganizer && !isAdopted ? newlyCancelled(sides) : ([] as Instant[]);
  const toCancel = mayWriteOutlook(policy) ? theirs : [];
  const waiting = mayWriteOutlook(policy) ? [] : theirs;
  const actions = mirrorWrites(sides, merge, toCancel);
  const fields = actions.length === 0 ? outlook : afterOutlookActions(outlook, actions);
  const after: OutlookPresent = { ...outlook, ...fields };
  const shown =
    actions.length === 0
      ? wanted
      : withUnread(mirroredParts(after, policy).get(key) ?? wanted, after, agreed);

  const entry = mayWriteZoom(policy)
    ? asCalendarHolds({
        ...merge.calendar,
        cancelled: cancelledIn(merge.calendar, calendar, [...shown.cancelled, ...waiting], policy),
      })
    : calendar;
  const isPut = !isSameEntry(entry, calendar);
  const next = nextAgreed(sides, merge, shown, isPut ? entry : calendar, waiting);
  return {
    calendar: isPut ? { action: "put", entry } : nothing,
    outlook: actions,
    agreed: isSameJson(agreed, next) ? agreed : next,
    conflicts: merge.conflicts,
  };
}

/** The cancelled occurrences Zoom's series shall have: those outside the window stay as they are. */
function cancelledIn(
  series: MirroredEntry,
  now: MirroredEntry,
  wanted: readonly Instant[],
  policy: SyncPolicy,
): readonly Instant[] {
  const { recurrence, time } = series;
  if (recurrence === null) return [];
  const old = now.cancelled.filter((start) => !isMomentInWindow(policy, start));
  return [...new Set([...wanted, ...old])]
    .filter((start) => hasOccurrenceAt(recurrence, time.start, start))
    .sort();
}

function nextAgreed(
  { agreed }: MirrorSides,
  merge: MirrorMerge,
  shown: MirroredEntry,
  calendar: MirroredEntry,
  waiting: readonly Instant[],
): MirrorAgreed {
  let next: MirrorAgreed = {
    outlook: shown,
    calendar: {
      ...calendar,
      cancelled: calendar.cancelled.filter((start) => !waiting.includes(start)),
    },
  };
  if (agreed === null) return next;
  for (const field of merge.held) {
    next = {
      outlook: withField(field, next.outlook, agreed.outlook),
      calendar: withField(field, next.calendar, agreed.calendar),
    };
  }
  return next;
}
