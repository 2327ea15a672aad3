import {
  checkBoolean,
  checkInstant,
  checkObject,
  checkObjectOrNull,
  checkOneOf,
  checkText,
  checkTextOrNull,
  checkTextsOrNull,
  checkWhole,
  refuse,
} from "./check-values.ts";
import { type Instant } from "./instant.ts";
import { type ZoomFields, type ZoomRecurrence, type ZoomSchedule } from "./model.ts";
import { toIana } from "./time-zones.ts";

/** As far as Outlook counts; Zoom documents less. */
const most = 999;

function checkDuration(minutes: number, owner: string): void {
  if (!Number.isFinite(minutes) || minutes < 0) {
    refuse("state.invalid", owner, "durationMinutes", minutes, "is no duration");
  }
}

const invalid = "recurrence.invalid";

function checkWeekday(value: unknown, owner: string, field: string): void {
  checkWhole(value, owner, field, 1, 7, invalid);
}

function checkRecurrence(recurrence: ZoomRecurrence, owner: string): void {
  checkObject(recurrence, owner, "", invalid);
  checkOneOf(recurrence.type, owner, "type", [1, 2, 3], invalid);
  // Larger numbers than Zoom documents are read, not written.
  checkWhole(recurrence.repeatInterval, owner, "repeatInterval", 1, most, invalid);
  if (recurrence.type === 2) {
    const { weeklyDays } = recurrence;
    if (!Array.isArray(weeklyDays) || weeklyDays.length === 0) {
      refuse(invalid, owner, "weeklyDays", weeklyDays, "must be a list of weekdays");
    }
    for (const day of recurrence.weeklyDays) checkWeekday(day, owner, "weeklyDays");
  }
  if (recurrence.type === 3) {
    if ("monthlyDay" in recurrence) {
      checkWhole(recurrence.monthlyDay, owner, "monthlyDay", 1, 31, invalid);
    } else {
      checkOneOf(recurrence.monthlyWeek, owner, "monthlyWeek", [-1, 1, 2, 3, 4], invalid);
      checkWeekday(recurrence.monthlyWeekDay, owner, "monthlyWeekDay");
    }
  }
  const { end } = recurrence;
  checkObject(end, owner, "end", invalid);
  checkOneOf(end.kind, owner, "end.kind", ["times", "until", "never"], invalid);
  if (end.kind === "times") checkWhole(end.times, owner, "end.times", 1, most, invalid);
  if (end.kind === "until") checkInstant(end.until, owner, "end.until");
}

function checkSchedule(schedule: ZoomSchedule, owner: string): void {
  checkObject(schedule, owner, "schedule");
  if (schedule.kind === "noFixedTime") return;
  checkOneOf(schedule.kind, owner, "schedule.kind", ["single", "fixedTime", "noFixedTime"]);
  checkInstant(schedule.start, owner, "schedule.start");
  checkDuration(schedule.durationMinutes, owner);
  toIana(schedule.timeZone, `${owner}.timeZone`);
  if (schedule.kind !== "fixedTime") return;
  checkRecurrence(schedule.recurrence, `${owner}.recurrence`);
}

/** Throws a `SyncError` for the first field of Zoom's side that cannot be true. `owner` is its name. */
export function checkZoomFields(fields: ZoomFields, owner: string): void {
  checkText(fields.topic, owner, "topic");
  checkSchedule(fields.schedule, owner);
  checkObject(fields.exceptions, owner, "exceptions");
  for (const start of Object.keys(fields.exceptions) as Instant[]) {
    checkInstant(start, owner, "exceptions");
    const exception = fields.exceptions[start];
    checkObject(exception, owner, "exceptions");
    checkOneOf(exception?.kind, owner, "exceptions", ["moved", "cancelled"]);
    if (exception?.kind !== "moved") continue;
    checkInstant(exception.start, owner, "exceptions");
    checkDuration(exception.durationMinutes, owner);
  }
  checkTextOrNull(fields.agenda, owner, "agenda");
  checkTextsOrNull(fields.invitees, owner, "invitees");
  if (fields.isPrivate !== null) checkBoolean(fields.isPrivate, owner, "isPrivate");
  checkObjectOrNull(fields.options, owner, "options");
}
