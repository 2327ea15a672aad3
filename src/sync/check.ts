import { SyncError } from "./errors.ts";
import { type Instant } from "./instant.ts";
import {
  type Agreed,
  type OutlookFields,
  type OutlookState,
  type SyncPolicy,
  type ZoomFields,
  type ZoomState,
} from "./model.ts";
import { checkRecurrence } from "./recurrence/check.ts";
import { findStrayMoment } from "./recurrence/expand.ts";
import { toIana } from "./time-zones.ts";

const canonical = /^\d{4}-(0\d|1[0-2])-([0-2]\d|3[01])T([01]\d|2[0-3]):[0-5]\d:[0-5]\dZ$/;

function checkInstant(value: Instant, field: string): void {
  if (typeof value !== "string" || !canonical.test(value)) {
    throw new SyncError("instant.invalid", field, value, "not a moment in UTC");
  }
}

function checkText(value: string, field: string): void {
  if (typeof value !== "string") throw new SyncError("state.invalid", field, value, "must be text");
}

function checkObject(value: unknown, field: string): void {
  if (typeof value !== "object" || value === null) {
    throw new SyncError("state.invalid", field, value, "is missing");
  }
}

function checkSpan(start: Instant, end: Instant, field: string): void {
  checkInstant(start, `${field}.start`);
  checkInstant(end, `${field}.end`);
  if (end < start) {
    throw new SyncError(
      "time.endsBeforeStart",
      `${field}.end`,
      end,
      `is before the start ${start}`,
    );
  }
}

/** Cheap, as it runs for every entry of every sweep; recurrences are checked when they are expanded. */
function checkOutlookFields(fields: OutlookFields): void {
  checkText(fields.subject, "outlook.subject");
  checkObject(fields.time, "outlook.time");
  checkSpan(fields.time.start, fields.time.end, "outlook.time");
  toIana(fields.time.timeZone, "outlook.time.timeZone");
  checkObject(fields.exceptions, "outlook.exceptions");
  for (const [originalStart, exception] of Object.entries(fields.exceptions)) {
    checkInstant(originalStart as Instant, "outlook.exceptions");
    checkObject(exception, "outlook.exceptions");
    if (exception.kind === "moved") checkSpan(exception.start, exception.end, "outlook.exceptions");
  }
}

/** Throws a `SyncError` for a series that repeats impossibly or an exception outside its series. */
export function checkSeries(fields: OutlookFields): void {
  const { recurrence, exceptions, time } = fields;
  if (recurrence === null) {
    const stray = Object.keys(exceptions)[0];
    if (stray === undefined) return;
    throw new SyncError(
      "exception.outsideSeries",
      "outlook.exceptions",
      stray,
      "a meeting that does not repeat has no exceptions",
    );
  }
  checkRecurrence(recurrence);
  const starts = Object.keys(exceptions) as Instant[];
  const stray = starts.length === 0 ? null : findStrayMoment(recurrence, time.start, starts);
  if (stray !== null) {
    throw new SyncError(
      "exception.outsideSeries",
      "outlook.exceptions",
      stray,
      "the series has no occurrence at that moment",
    );
  }
}

function checkZoomFields(fields: ZoomFields): void {
  checkText(fields.topic, "zoom.topic");
  checkObject(fields.exceptions, "zoom.exceptions");
  const { schedule } = fields;
  checkObject(schedule, "zoom.schedule");
  if (schedule.kind === "noFixedTime") return;
  checkInstant(schedule.start, "zoom.start");
  if (!Number.isFinite(schedule.durationMinutes) || schedule.durationMinutes < 0) {
    throw new SyncError(
      "state.invalid",
      "zoom.duration",
      schedule.durationMinutes,
      "is no duration",
    );
  }
  toIana(schedule.timeZone, "zoom.timeZone");
  if (schedule.kind === "fixedTime") checkObject(schedule.recurrence, "zoom.recurrence");
}

/** Throws a `SyncError` that names the first field that cannot be true. */
export function checkInput(
  agreed: Agreed | null,
  outlook: OutlookState,
  zoom: ZoomState,
  policy: SyncPolicy,
): void {
  checkObject(outlook, "outlook");
  checkObject(zoom, "zoom");
  checkInstant(policy.now, "policy.now");
  if (outlook.state === "present") checkOutlookFields(outlook);
  if (zoom.state === "present") checkZoomFields(zoom);
  if (agreed !== null) {
    checkObject(agreed.outlook, "agreed.outlook");
    checkObject(agreed.zoom, "agreed.zoom");
  }
}
