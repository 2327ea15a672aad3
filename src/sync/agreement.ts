import {
  changedExceptions,
  changedInOutlook,
  changedInZoom,
  isUnreadInZoom,
  mergedFields,
  type MergedField,
} from "./changes.ts";
import { type Instant } from "./instant.ts";
import { touchesSeries, type Merge } from "./merge.ts";
import { type Agreed, type OutlookFields, type ZoomFields, type ZoomSchedule } from "./model.ts";

/** The compared fields of Outlook's state, without what belongs to this one reading. */
function outlookFields(outlook: OutlookFields): OutlookFields {
  const { subject, time, recurrence, exceptions, notes, attendees, sensitivity, showAs, options } =
    outlook;
  return { subject, time, recurrence, exceptions, notes, attendees, sensitivity, showAs, options };
}

/** The compared fields of Zoom's state. */
function zoomFields(zoom: ZoomFields): ZoomFields {
  const { topic, schedule, exceptions, agenda, invitees, isPrivate, options } = zoom;
  return { topic, schedule, exceptions, agenda, invitees, isPrivate, options };
}

/**
 * Declares both sides to be in step as they are. For a pair whose create has just been answered: what
 * the vendor answered is the truth, even where it is not what was sent.
 */
export function agreeOn(outlook: OutlookFields, zoom: ZoomFields): Agreed {
  return { outlook: outlookFields(outlook), zoom: zoomFields(zoom) };
}

/** What will be agreed once a write that was begun, the last one of its plan, is known to be done. */
export interface Intended {
  /** Where that write goes to. */
  readonly side: "outlook" | "zoom";
  readonly agreed: Agreed;
}

/**
 * What is agreed after a process died while it wrote: what was intended, where that side shows what was
 * written, so that our own write is not taken for a person's edit; `agreed` where it does not.
 */
export function agreedAfterCrash(
  agreed: Agreed,
  intended: Intended,
  { outlook, zoom }: { outlook: OutlookFields; zoom: ZoomFields },
  now: Instant,
): Agreed {
  const { side, agreed: meant } = intended;
  const isShown = mergedFields.every((field) =>
    side === "outlook"
      ? !changedInOutlook(field, agreed.outlook, meant.outlook) ||
        !changedInOutlook(field, meant.outlook, outlook)
      : !wasWritten(field, agreed.zoom, meant.zoom, now) ||
        !changedInZoom(field, meant.zoom, zoom, now),
  );
  const shown = side === "outlook" ? outlook : zoom;
  const written = changedExceptions(agreed[side].exceptions, meant[side].exceptions);
  const missing = changedExceptions(meant[side].exceptions, shown.exceptions);
  const isEachShown = [...written].every((start) => !missing.has(start));
  return isShown && isEachShown ? meant : agreed;
}

/** What Zoom had in a field that was never read nobody knows; what was meant may have been written. */
function wasWritten(
  field: MergedField,
  agreed: ZoomFields,
  meant: ZoomFields,
  now: Instant,
): boolean {
  return isUnreadInZoom(field, agreed) || changedInZoom(field, agreed, meant, now);
}

function keepHeldExceptions<T>(
  next: Readonly<Record<Instant, T>>,
  before: Readonly<Record<Instant, T>>,
  held: ReadonlySet<Instant>,
  isForgotten: (start: Instant) => boolean,
): Readonly<Record<Instant, T>> {
  if (held.size === 0) return next;
  const kept: Record<Instant, T> = { ...next };
  for (const start of held) {
    const exception = isForgotten(start) ? undefined : before[start];
    if (exception === undefined) Reflect.deleteProperty(kept, start);
    else kept[start] = exception;
  }
  return kept;
}

/** Zoom's schedule as far as it is agreed, when its time or its recurrence waits. */
function keepHeldSchedule(
  next: ZoomSchedule,
  before: ZoomSchedule,
  held: Merge["held"],
): ZoomSchedule {
  if (!touchesSeries(held)) return next;
  const time = held.has("time") ? before : next;
  const repeat = held.has("recurrence") ? before : next;
  if (time.kind === "noFixedTime" || repeat.kind === "noFixedTime") return before;
  const { start, durationMinutes, timeZone } = time;
  return { ...repeat, start, durationMinutes, timeZone };
}

/** What was not read keeps the value it had; what is held back stays a change to be made later. */
export function nextAgreed(
  before: Agreed,
  outlook: OutlookFields,
  zoom: ZoomFields,
  merge: Pick<Merge, "held" | "toOutlook" | "exceptionsHeld">,
  wroteSchedule: boolean,
): Agreed {
  const { held, exceptionsHeld } = merge;
  const old = before.outlook;
  // A series Zoom wrote anew has lost its exceptions: those of before are agreed no longer.
  const isForgotten = (start: Instant) =>
    touchesSeries(merge.toOutlook) && zoom.exceptions[start] === undefined;
  // Zoom's series written anew is as Outlook has it: no exception waits any more.
  const waiting: ReadonlySet<Instant> = wroteSchedule ? new Set() : exceptionsHeld;
  const keepHeld = <T>(next: Readonly<Record<Instant, T>>, known: Readonly<Record<Instant, T>>) =>
    keepHeldExceptions(next, known, waiting, isForgotten);
  return {
    outlook: {
      subject: held.has("subject") ? old.subject : outlook.subject,
      time: held.has("time") ? old.time : outlook.time,
      recurrence: held.has("recurrence") ? old.recurrence : outlook.recurrence,
      exceptions: keepHeld(outlook.exceptions, old.exceptions),
      notes: held.has("notes") ? old.notes : (outlook.notes ?? old.notes),
      attendees: held.has("attendees") ? old.attendees : (outlook.attendees ?? old.attendees),
      sensitivity: held.has("sensitivity")
        ? old.sensitivity
        : (outlook.sensitivity ?? old.sensitivity),
      showAs: held.has("sensitivity") ? old.showAs : (outlook.showAs ?? old.showAs),
      options: held.has("options") ? old.options : (outlook.options ?? old.options),
    },
    zoom: {
      topic: held.has("subject") ? before.zoom.topic : zoom.topic,
      schedule: wroteSchedule
        ? zoom.schedule
        : keepHeldSchedule(zoom.schedule, before.zoom.schedule, held),
      exceptions: keepHeld(zoom.exceptions, before.zoom.exceptions),
      agenda: held.has("notes") ? before.zoom.agenda : (zoom.agenda ?? before.zoom.agenda),
      invitees: held.has("attendees")
        ? before.zoom.invitees
        : (zoom.invitees ?? before.zoom.invitees),
      isPrivate: held.has("sensitivity")
        ? before.zoom.isPrivate
        : (zoom.isPrivate ?? before.zoom.isPrivate),
      options: held.has("options") ? before.zoom.options : (zoom.options ?? before.zoom.options),
    },
  };
}
