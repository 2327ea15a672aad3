import { type Attendee, type EventInput, type StoredEvent } from "../world/model.ts";
import { badRequest, GraphError } from "./graph-error.ts";
import { eventProperties } from "./event-json.ts";
import { samePropertyId } from "./property-id.ts";

type Json = Record<string, unknown>;

const showAs = ["free", "tentative", "busy", "oof", "workingElsewhere", "unknown"] as const;
const sensitivities = ["normal", "personal", "private", "confidential"] as const;
const attendeeTypes = ["required", "optional", "resource"] as const;

/**
 * A request body as the calendar takes it. Names nobody knows are refused, as are values of the
 * wrong kind; what only the server writes is passed over.
 * @throws GraphError `RequestBodyRead`, `ErrorPropertyValidationFailure`
 */
export function readEventInput(body: unknown): EventInput {
  if (!isObject(body)) throw badRequest("Empty Payload. JSON content expected.");
  for (const name of Object.keys(body))
    if (!eventProperties.has(name) && !name.includes("@odata."))
      throw badRequest(
        `The property '${name}' does not exist on type 'microsoft.graph.event'. Make sure to only use property names that are defined by the type.`,
        "RequestBodyRead",
      );
  const input: EventInput = {};
  for (const [name, read] of Object.entries(readers))
    if (Object.hasOwn(body, name)) Object.assign(input, read(body[name]));
  return input;
}

const readers: Record<string, (value: unknown) => EventInput> = {
  subject: (value) => ({ subject: text(value ?? "", "subject") }),
  transactionId: (value) => (value === null ? {} : { transactionId: text(value, "transactionId") }),
  isAllDay: (value) => ({ isAllDay: flag(value, "isAllDay") }),
  isOnlineMeeting: (value) => ({ isOnlineMeeting: flag(value, "isOnlineMeeting") }),
  showAs: (value) => ({ showAs: member(showAs, value, "showAs") }),
  sensitivity: (value) => ({ sensitivity: member(sensitivities, value, "sensitivity") }),
  categories: (value) => ({
    categories: list(value, "categories").map((one) => text(one, "categories")),
  }),
  body: (value) => ({ body: readBody(object(value ?? { content: "" }, "body")) }),
  start: (value) => ({ start: readTime(object(value, "start"), "start") }),
  end: (value) => ({ end: readTime(object(value, "end"), "end") }),
  location: (value) => ({ location: readPlace(object(value ?? {}, "location")) }),
  locations: (value) => ({
    locations: list(value, "locations").map((one) => readPlace(object(one, "locations"))),
  }),
  attendees: (value) => ({
    attendees: list(value, "attendees").map((one) => readAttendee(object(one, "attendees"))),
  }),
  recurrence: (value) => ({ recurrence: value === null ? null : readRecurrence(value) }),
  singleValueExtendedProperties: (value) => ({
    extendedProperties: readProperties(list(value, "singleValueExtendedProperties")),
  }),
};

function readBody(body: Json): StoredEvent["body"] {
  const contentType = member(["html", "text"] as const, body.contentType ?? "text", "contentType");
  return { contentType, content: text(body.content ?? "", "content") };
}

function readTime(time: Json, name: string): StoredEvent["start"] {
  return {
    dateTime: text(time.dateTime, `${name}.dateTime`),
    timeZone: text(time.timeZone ?? "UTC", `${name}.timeZone`),
  };
}

function readPlace(place: Json): StoredEvent["locations"][number] {
  const email = place.locationEmailAddress;
  return {
    displayName: text(place.displayName ?? "", "displayName"),
    locationType: text(place.locationType ?? "default", "locationType"),
    ...(typeof email === "string" && { locationEmailAddress: email }),
  };
}

function readAttendee(attendee: Json): Attendee {
  const { name, address } = object(attendee.emailAddress, "emailAddress");
  if (typeof address !== "string" || !/^[^\s@]+@[^\s@]+$/.test(address))
    throw new GraphError(400, "ErrorInvalidRecipients", "At least one recipient is not valid.");
  return {
    type: member(attendeeTypes, attendee.type ?? "required", "type"),
    status: { response: "none", time: "0001-01-01T00:00:00Z" },
    emailAddress: { name: text(name ?? "", "name"), address },
  };
}

/** The calendar itself checks and completes patterns and ranges, so a part may still be missing here. */
function readRecurrence(value: unknown): StoredEvent["recurrence"] {
  const { pattern, range } = object(value, "recurrence");
  return {
    pattern: object(pattern, "pattern"),
    range: object(range, "range"),
  } as unknown as StoredEvent["recurrence"];
}

function readProperties(properties: unknown[]): Record<string, string> {
  return Object.fromEntries(
    properties.map((property) => {
      const { id, value } = object(property, "singleValueExtendedProperties");
      return [samePropertyId(text(id, "id")), text(value, "value")];
    }),
  );
}

const isObject = (value: unknown): value is Json =>
  typeof value === "object" && value !== null && !Array.isArray(value);

function object(value: unknown, name: string): Json {
  if (!isObject(value)) throw wrongKind(name, "an object");
  return value;
}

function list(value: unknown, name: string): unknown[] {
  if (!Array.isArray(value)) throw wrongKind(name, "a list");
  return value;
}

function text(value: unknown, name: string): string {
  if (typeof value !== "string") throw wrongKind(name, "a text");
  return value;
}

function flag(value: unknown, name: string): boolean {
  if (typeof value !== "boolean") throw wrongKind(name, "true or false");
  return value;
}

/** Graph takes `HTML` and `Required` for `html` and `required`. */
function member<T extends string>(allowed: readonly T[], value: unknown, name: string): T {
  const found = allowed.find((one) => one.toLowerCase() === String(value).toLowerCase());
  if (found === undefined) throw wrongKind(name, `one of ${allowed.join(", ")}`);
  return found;
}

const wrongKind = (name: string, wanted: string): GraphError =>
  badRequest(`The property '${name}' must be ${wanted}.`, "RequestBodyRead");
