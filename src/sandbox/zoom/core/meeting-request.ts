import { type Json, type JsonObject, isJsonObject } from "./json.ts";
import { type MeetingType, type Recurrence } from "./meeting.ts";
import { readMeetingSettings } from "./meeting-settings.ts";
import { isRealDate } from "./real-date.ts";
import { readRecurrence } from "./recurrence-request.ts";
import { type FieldFault, ZoomError, validationFailed } from "./zoom-error.ts";
import { zoomTimeZones } from "./zoom-timezones.ts";

/** A create or update, checked; absent members were not sent. */
export interface MeetingRequest {
  topic?: string;
  agenda?: string;
  type?: MeetingType;
  duration?: number;
  startTime?: { text: string; isUtc: boolean };
  timezone?: string;
  password?: string;
  defaultPassword?: boolean;
  preSchedule?: boolean;
  scheduleFor?: string;
  templateId?: string;
  trackingFields?: Array<{ field: string; value: string; visible: boolean }>;
  recurrence?: Recurrence;
  settings: JsonObject;
}

type Operation = "create" | "update";

const startPattern = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z?$/;
const passcodePattern: Record<Operation, RegExp> = {
  create: /^[\x21-\x7e]*$/,
  update: /^[A-Za-z0-9@\-_*]*$/,
};

/**
 * Reads a create or update as Zoom does: unknown members are ignored, all faulty ones reported at
 * once with code 300.
 */
export function readMeetingRequest(body: unknown, operation: Operation): MeetingRequest {
  if (!isJsonObject(body)) {
    throw new ZoomError(400, 300, "Request Body should be a valid JSON object.");
  }
  const faults: FieldFault[] = [];
  const fields = new Fields(body, faults);
  const settings = body.settings ?? {};
  if (!isJsonObject(settings)) faults.push({ field: "settings", message: "Invalid field." });
  const request = compact({
    topic: fields.text("topic", 200),
    agenda: fields.text("agenda", 2000),
    type: fields.choice("type", [1, 2, 3, 8, 10] as const),
    duration: fields.integer("duration", 1, 1440),
    startTime: readStart(fields.text("start_time"), faults),
    timezone: readZone(fields.text("timezone"), faults),
    password: readPasscode(fields.text("password", 10), operation, faults),
    defaultPassword: operation === "create" ? fields.flag("default_password") : undefined,
    preSchedule: fields.flag("pre_schedule"),
    scheduleFor: fields.text("schedule_for"),
    templateId: fields.text("template_id"),
    trackingFields: readTrackingFields(body, faults),
    recurrence: readRecurrence(body.recurrence, faults),
    settings: isJsonObject(settings) ? readMeetingSettings(settings, operation, faults) : {},
  });
  if (faults.length > 0) throw validationFailed(...faults);
  return request;
}

type Present<T> = { [K in keyof T as undefined extends T[K] ? never : K]: T[K] } & {
  [K in keyof T as undefined extends T[K] ? K : never]?: Exclude<T[K], undefined>;
};

function compact<T extends object>(fields: T): Present<T> {
  return Object.fromEntries(
    Object.entries(fields).filter(([, value]) => value !== undefined),
  ) as Present<T>;
}

class Fields {
  readonly #body: JsonObject;
  readonly #faults: FieldFault[];

  constructor(body: JsonObject, faults: FieldFault[]) {
    this.#body = body;
    this.#faults = faults;
  }

  text(field: string, longest = Infinity): string | undefined {
    const text = this.#take(field, (value) => (typeof value === "string" ? value : undefined));
    if (text === undefined || text.length <= longest) return text;
    this.#faults.push({ field, message: `The length must not exceed ${longest} characters.` });
    return undefined;
  }

  integer(field: string, least: number, most: number): number | undefined {
    const number = this.#take(field, (value) =>
      typeof value === "number" && Number.isInteger(value) ? value : undefined,
    );
    if (number === undefined || (number >= least && number <= most)) return number;
    this.#faults.push({ field, message: `The value must be between ${least} and ${most}.` });
    return undefined;
  }

  flag(field: string): boolean | undefined {
    return this.#take(field, (value) => (typeof value === "boolean" ? value : undefined));
  }

  choice<T extends number>(field: string, allowed: readonly T[]): T | undefined {
    return this.#take(field, (value) => allowed.find((one) => one === value));
  }

  #take<T>(field: string, read: (value: Json) => T | undefined): T | undefined {
    const value = this.#body[field];
    if (value === undefined || value === null) return undefined;
    const taken = read(value);
    if (taken === undefined) this.#faults.push({ field, message: "Invalid field." });
    return taken;
  }
}

/** Zoom's grammar has no offsets and no fractions of a second. */
function readStart(
  text: string | undefined,
  faults: FieldFault[],
): MeetingRequest["startTime"] | undefined {
  if (text === undefined || text === "") return undefined;
  if (!startPattern.test(text) || !isRealDate(text)) {
    faults.push({
      field: "start_time",
      message: "Invalid field. Use yyyy-MM-ddTHH:mm:ssZ, or yyyy-MM-ddTHH:mm:ss with timezone.",
    });
    return undefined;
  }
  return { text: text.replace("Z", ""), isUtc: text.endsWith("Z") };
}

function readZone(zone: string | undefined, faults: FieldFault[]): string | undefined {
  if (zone === undefined || zone === "") return undefined;
  if (zoomTimeZones.has(zone)) return zone;
  faults.push({ field: "timezone", message: "Invalid field." });
  return undefined;
}

function readPasscode(
  passcode: string | undefined,
  operation: Operation,
  faults: FieldFault[],
): string | undefined {
  if (passcode === undefined || passcodePattern[operation].test(passcode)) return passcode;
  faults.push({ field: "password", message: "Invalid field." });
  return undefined;
}

function readTrackingFields(
  body: JsonObject,
  faults: FieldFault[],
): MeetingRequest["trackingFields"] | undefined {
  const given = body.tracking_fields;
  if (given === undefined || given === null) return undefined;
  const read = (Array.isArray(given) ? given : [null]).map((entry) =>
    isJsonObject(entry) && typeof entry.field === "string"
      ? {
          field: entry.field,
          value: typeof entry.value === "string" ? entry.value : "",
          visible: true,
        }
      : null,
  );
  if (read.every((entry) => entry !== null)) return read;
  faults.push({ field: "tracking_fields", message: "Invalid field." });
  return undefined;
}
