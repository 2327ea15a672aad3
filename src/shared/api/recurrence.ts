import { Type, type Static } from "typebox";
import { ClosedObject } from "./closed-object.ts";

/**
 * How an appointment repeats, in the words of Microsoft Graph (`recurrencePattern`, `recurrenceRange`),
 * because they are the richest of the three vocabularies: Office.js and Zoom both map into them.
 * @see https://learn.microsoft.com/graph/api/resources/patternedrecurrence
 */
export const Weekday = Type.Union([
  Type.Literal("sunday"),
  Type.Literal("monday"),
  Type.Literal("tuesday"),
  Type.Literal("wednesday"),
  Type.Literal("thursday"),
  Type.Literal("friday"),
  Type.Literal("saturday"),
]);
export type Weekday = Static<typeof Weekday>;

export const WeekIndex = Type.Union([
  Type.Literal("first"),
  Type.Literal("second"),
  Type.Literal("third"),
  Type.Literal("fourth"),
  Type.Literal("last"),
]);
export type WeekIndex = Static<typeof WeekIndex>;

const interval = Type.Integer({ minimum: 1, maximum: 999 });
const daysOfWeek = Type.Array(Weekday, { minItems: 1, maxItems: 7 });
const dayOfMonth = Type.Integer({ minimum: 1, maximum: 31 });
const month = Type.Integer({ minimum: 1, maximum: 12 });

/** A calendar date without a zone, `yyyy-MM-dd`, in the zone of the recurrence. */
const PlainDate = Type.String({ pattern: "^\\d{4}-\\d{2}-\\d{2}$" });

export const RecurrencePattern = Type.Union([
  ClosedObject({ type: Type.Literal("daily"), interval }),
  ClosedObject({ type: Type.Literal("weekly"), interval, daysOfWeek, firstDayOfWeek: Weekday }),
  ClosedObject({ type: Type.Literal("absoluteMonthly"), interval, dayOfMonth }),
  ClosedObject({ type: Type.Literal("relativeMonthly"), interval, daysOfWeek, index: WeekIndex }),
  ClosedObject({ type: Type.Literal("absoluteYearly"), interval, dayOfMonth, month }),
  ClosedObject({
    type: Type.Literal("relativeYearly"),
    interval,
    daysOfWeek,
    index: WeekIndex,
    month,
  }),
]);
export type RecurrencePattern = Static<typeof RecurrencePattern>;

export const RecurrenceRange = Type.Union([
  ClosedObject({ type: Type.Literal("endDate"), startDate: PlainDate, endDate: PlainDate }),
  ClosedObject({ type: Type.Literal("noEnd"), startDate: PlainDate }),
  ClosedObject({
    type: Type.Literal("numbered"),
    startDate: PlainDate,
    numberOfOccurrences: Type.Integer({ minimum: 1, maximum: 999 }),
  }),
]);
export type RecurrenceRange = Static<typeof RecurrenceRange>;

/** `timeZone` is the zone the pattern is expanded in: a Windows or an IANA name. */
export const Recurrence = ClosedObject({
  pattern: RecurrencePattern,
  range: RecurrenceRange,
  timeZone: Type.String({ minLength: 1, maxLength: 100 }),
});
export type Recurrence = Static<typeof Recurrence>;
