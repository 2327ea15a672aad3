import { type AppointmentSnapshot } from "../../shared/api/appointment.ts";
import { type OutlookPresent, type OccurrenceException } from "../../sync/model.ts";
import { graphEventId } from "../../sync/ids.ts";
import { type Instant, minutesBetween, toInstant } from "../../sync/instant.ts";
import { checkRecurrence } from "../../sync/recurrence/check.ts";
import { toIana } from "../../sync/time-zones.ts";
import { RequestError } from "../errors.ts";
import { untitled } from "../zoom/meeting-body.ts";
import { originalStartOf } from "./original-start.ts";

/**
 * What the add-in saw, in the engine's terms. An occurrence is folded into the series known before.
 * Attendees and notes stay out: version 1 neither merges nor keeps them.
 * @throws RequestError 400 for an appointment that cannot be; SyncError for an unknown zone.
 */
export function outlookStateOf(
  snapshot: AppointmentSnapshot,
  previous: OutlookPresent | null,
): OutlookPresent {
  const start = toInstant(snapshot.time.start, "time.start");
  const end = toInstant(snapshot.time.end, "time.end");
  if (end < start) {
    throw new RequestError(
      400,
      "appointment.endsBeforeStart",
      "The appointment ends before it starts. Correct its times; nothing was changed in Zoom.",
    );
  }
  if (snapshot.kind === "occurrence") {
    return previous?.kind === "series"
      ? withOccurrence(previous, snapshot, start, end)
      : (previous ?? wholeAppointment(snapshot, start, end));
  }
  const whole = wholeAppointment(snapshot, start, end);
  return { ...whole, exceptions: isSameSeries(previous, whole) ? previous.exceptions : {} };
}

function wholeAppointment(
  snapshot: AppointmentSnapshot,
  start: Instant,
  end: Instant,
): OutlookPresent {
  const isSeries = snapshot.kind === "series" && snapshot.recurrence !== null;
  // Before anything expands it: a date that is none has no end to expand to.
  if (snapshot.recurrence !== null) checkRecurrence(snapshot.recurrence);
  return {
    state: "present",
    id: snapshot.outlookItemId === undefined ? null : graphEventId(snapshot.outlookItemId),
    kind: isSeries ? "series" : "single",
    isOrganizer: true,
    revision: null,
    subject: subjectOf(snapshot),
    time: {
      start,
      end,
      timeZone: toIana(snapshot.time.timeZone, "time.timeZone"),
      isAllDay: snapshot.time.isAllDay,
    },
    recurrence: isSeries ? snapshot.recurrence : null,
    exceptions: {},
    notes: null,
    attendees: null,
    sensitivity: null,
    showAs: null,
    options: null,
  };
}

/** Outlook drops the exceptions of a series whose time or pattern changes. */
function isSameSeries(
  previous: OutlookPresent | null,
  next: OutlookPresent,
): previous is OutlookPresent {
  return (
    previous?.kind === "series" &&
    JSON.stringify([previous.time, previous.recurrence]) ===
      JSON.stringify([next.time, next.recurrence])
  );
}

function withOccurrence(
  series: OutlookPresent,
  snapshot: AppointmentSnapshot,
  start: Instant,
  end: Instant,
): OutlookPresent {
  const opened = toInstant(snapshot.openedStart ?? snapshot.time.start, "openedStart");
  const originalStart = originalStartOf(series, opened);
  const subject = subjectOf(snapshot);
  const renamed = subject === series.subject ? {} : { subject };
  const isMoved =
    start !== originalStart ||
    minutesBetween(start, end) !== minutesBetween(series.time.start, series.time.end);
  const exception: OccurrenceException | null = isMoved
    ? { kind: "moved", start, end, ...renamed }
    : renamed.subject === undefined
      ? null
      : { kind: "edited", ...renamed };
  const others = Object.entries(series.exceptions).filter(([key]) => key !== originalStart);
  if (exception !== null) others.push([originalStart, exception]);
  return { ...series, exceptions: Object.fromEntries(others) };
}

function subjectOf(snapshot: AppointmentSnapshot): string {
  // Half an emoji, where Outlook cut at 255, and NUL are no text for a database or for Zoom.
  const subject = snapshot.subject.toWellFormed().replaceAll("\u0000", "");
  return subject.trim() === "" ? untitled : subject;
}
