import { type Json, type JsonObject, isJsonObject } from "../core/json.ts";
import { type FieldFault, ZoomError, validationFailed } from "../core/zoom-error.ts";
import { type EventTime, readEventTime } from "./event-time.ts";
import { faultyLines } from "./instances.ts";

/** An insert or patch, checked. A member of `fields` that is null is to be cleared. */
export interface EventRequest {
  start: EventTime;
  end: EventTime;
  fields: JsonObject;
}

const longest: Record<string, number> = { summary: 1024, description: 15_000, location: 1024 };

const choices: Record<string, readonly string[]> = {
  status: ["confirmed", "tentative", "cancelled"],
  transparency: ["opaque", "transparent"],
  visibility: ["default", "public", "private"],
};

const flags = ["guestsCanInviteOthers", "guestsCanModify", "guestsCanSeeOtherGuests"];

/**
 * Reads the body of an insert, import or patch. Unknown members are ignored, all faulty ones told at
 * once; start and end are required in a patch, too
 * (https://developers.zoom.us/docs/api/calendar/#tag/events/PATCH/calendars/{calId}/events/{eventId}).
 */
export function readEventRequest(body: unknown): EventRequest {
  if (!isJsonObject(body)) {
    throw new ZoomError(400, 300, "Request Body should be a valid JSON object.");
  }
  const faults: FieldFault[] = [];
  const start = readEventTime(body.start, "start", faults);
  const end = readEventTime(body.end, "end", faults);
  const fields: JsonObject = {};
  for (const [name, value] of Object.entries(body)) {
    if (value === null && name in readers) fields[name] = null;
    else if (name in readers) Object.assign(fields, readers[name]?.(value, name, faults));
  }
  if (start && end) checkTimes(start, end, fields, faults);
  if (faults.length > 0 || !start || !end) throw validationFailed(...faults);
  return { start, end, fields };
}

type Reader = (value: Json, field: string, faults: FieldFault[]) => JsonObject;

const refuse = (faults: FieldFault[], field: string, message = "Invalid field."): JsonObject => {
  faults.push({ field, message });
  return {};
};

const readText: Reader = (value, field, faults) => {
  if (typeof value !== "string") return refuse(faults, field);
  const most = longest[field] ?? Infinity;
  return value.length > most
    ? refuse(faults, field, `The length must not exceed ${most} characters.`)
    : { [field]: value };
};

const readChoice: Reader = (value, field, faults) =>
  typeof value === "string" && choices[field]?.includes(value)
    ? { [field]: value }
    : refuse(faults, field);

const readFlag: Reader = (value, field, faults) =>
  typeof value === "boolean" ? { [field]: value } : refuse(faults, field);

const readRecurrence: Reader = (value, field, faults) => {
  if (!Array.isArray(value)) return refuse(faults, field);
  for (const at of faultyLines(value)) refuse(faults, `${field}[${at}]`);
  return { [field]: value };
};

const answers = ["needsAction", "declined", "tentative", "accepted"];

const readAttendees: Reader = (value, field, faults) => {
  if (!Array.isArray(value)) return refuse(faults, field);
  const attendees = value.map((attendee, at): Json => {
    const name = `${field}[${at}]`;
    if (!isJsonObject(attendee)) return refuse(faults, name);
    const { email, displayName, optional, resource, additionalGuests, responseStatus } = attendee;
    if (typeof email !== "string" || !/^[^\s@]+@[^\s@]+$/.test(email)) {
      refuse(faults, `${name}.email`);
    }
    const answer = responseStatus ?? "needsAction";
    if (!answers.some((one) => one === answer)) refuse(faults, `${name}.responseStatus`);
    return {
      email: email ?? null,
      ...(typeof displayName === "string" ? { displayName } : {}),
      optional: optional === true,
      resource: resource === true,
      additionalGuests: typeof additionalGuests === "number" ? additionalGuests : 0,
      responseStatus: answer,
    };
  });
  return { [field]: attendees };
};

const readReminders: Reader = (value, field, faults) => {
  if (!isJsonObject(value)) return refuse(faults, field);
  const overrides = value.overrides ?? [];
  if (!Array.isArray(overrides) || overrides.length > 5)
    return refuse(faults, `${field}.overrides`);
  overrides.forEach((override, at) => {
    const { method, minutes } = isJsonObject(override) ? override : {};
    const isFine =
      (method === "email" || method === "popup") &&
      typeof minutes === "number" &&
      Number.isInteger(minutes) &&
      minutes >= 0 &&
      minutes <= 40_320;
    if (!isFine) refuse(faults, `${field}.overrides[${at}]`);
  });
  return { [field]: { useDefault: value.useDefault === true, overrides } };
};

const readers: Record<string, Reader> = {
  ...Object.fromEntries([...Object.keys(longest), "colorId"].map((name) => [name, readText])),
  ...Object.fromEntries(Object.keys(choices).map((name) => [name, readChoice])),
  ...Object.fromEntries(flags.map((name) => [name, readFlag])),
  recurrence: readRecurrence,
  attendees: readAttendees,
  reminders: readReminders,
};

function checkTimes(
  start: EventTime,
  end: EventTime,
  { recurrence }: JsonObject,
  faults: FieldFault[],
): void {
  if (start.kind !== end.kind) refuse(faults, "end", "Must be of the same kind as start.");
  else if (start.kind === "day" && end.kind === "day" && end.date <= start.date) {
    refuse(faults, "end", "Must be after start.");
  } else if (
    start.kind === "instant" &&
    end.kind === "instant" &&
    Date.parse(end.instant) < Date.parse(start.instant)
  ) {
    refuse(faults, "end", "Must not be before start.");
  }
  if (!Array.isArray(recurrence) || recurrence.length === 0) return;
  for (const [field, { timeZone }] of Object.entries({ start, end })) {
    if (timeZone === null) {
      refuse(faults, `${field}.timeZone`, "Required for a recurring event.");
    }
  }
}
