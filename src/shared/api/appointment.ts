import { Type, type Static } from "typebox";
import { ClosedObject } from "./closed-object.ts";
import { Recurrence } from "./recurrence.ts";

/** An instant in UTC, ISO 8601 with `Z`; fractions of a second are allowed and ignored. */
export const Instant = Type.String({
  pattern: "^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d{1,9})?Z$",
});

/** Names one appointment before Outlook has given it an id: a random UUID kept on the item. */
export const ItemKey = Type.String({
  pattern: "^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$",
});

/** Start and end of an appointment, and the zone its organizer sees it in (Windows or IANA name). */
export const AppointmentTime = ClosedObject({
  start: Instant,
  end: Instant,
  timeZone: Type.String({ minLength: 1, maxLength: 100 }),
  isAllDay: Type.Boolean(),
});
export type AppointmentTime = Static<typeof AppointmentTime>;

/**
 * What the add-in saw of an appointment at one moment. It never carries the text of the body: only
 * whether our join block and which join links were in it.
 */
export const AppointmentSnapshot = ClosedObject({
  kind: Type.Union([Type.Literal("single"), Type.Literal("series"), Type.Literal("occurrence")]),
  /** Outlook allows 255 characters. */
  subject: Type.String({ maxLength: 255 }),
  time: AppointmentTime,
  /** Null for single appointments and occurrences, and on the web until a new series is saved. */
  recurrence: Type.Union([Recurrence, Type.Null()]),
  /**
   * Only for `occurrence`: the start the occurrence had when its form was opened. Office.js does not
   * tell the original start of an occurrence that had been moved before.
   */
  openedStart: Type.Optional(Instant),
  attendees: Type.Array(Type.String({ minLength: 1, maxLength: 320 }), { maxItems: 500 }),
  /**
   * True where Outlook tells the add-in of every send: classic Windows and Mac. The web and new Outlook
   * do so only from a window of its own, so there silence proves nothing.
   */
  sendIsReported: Type.Optional(Type.Boolean()),
  location: Type.String({ maxLength: 1000 }),
  hasJoinBlock: Type.Boolean(),
  joinUrls: Type.Array(Type.String({ maxLength: 2048 }), { maxItems: 20 }),
  /** REST ids (`convertToRestId`); absent until the appointment is saved, and on phones. */
  outlookItemId: Type.Optional(Type.String({ maxLength: 512 })),
  outlookSeriesId: Type.Optional(Type.String({ maxLength: 512 })),
});
export type AppointmentSnapshot = Static<typeof AppointmentSnapshot>;
