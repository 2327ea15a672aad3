import { Type } from "typebox";

/** What the service accepts; a wrong request is the page's fault and is refused with its reason. */

const recipient = Type.Object({
  name: Type.String(),
  address: Type.String({ minLength: 1 }),
  recipientType: Type.Integer(),
  appointmentResponse: Type.Integer(),
});

const recurrence = Type.Object({
  recurrenceType: Type.Union(
    ["daily", "weekday", "weekly", "monthly", "yearly"].map((name) => Type.Literal(name)),
  ),
  recurrenceProperties: Type.Union([
    Type.Null(),
    Type.Object({ interval: Type.Integer({ minimum: 1 }) }, { additionalProperties: true }),
  ]),
  recurrenceTimeZone: Type.Object({ name: Type.String({ minLength: 1 }) }),
  seriesTimeJson: Type.Object(
    { startYear: Type.Integer(), startMonth: Type.Integer(), startDay: Type.Integer() },
    { additionalProperties: true },
  ),
});

const times = {
  start: Type.Integer(),
  end: Type.Integer(),
  isAllDay: Type.Boolean(),
};

export const fieldsBody = Type.Object({
  ...times,
  subject: Type.String({ maxLength: 255 }),
  timeZone: Type.String({ minLength: 1 }),
  location: Type.String(),
  requiredAttendees: Type.Array(recipient),
  optionalAttendees: Type.Array(recipient),
  bodyHtml: Type.String(),
  recurrence: Type.Union([Type.Null(), recurrence]),
  sensitivity: Type.Union(
    ["normal", "personal", "private", "confidential"].map((name) => Type.Literal(name)),
  ),
  showAs: Type.Union(
    ["free", "tentative", "busy", "oof", "workingElsewhere", "unknown"].map((name) =>
      Type.Literal(name),
    ),
  ),
  customProperties: Type.String(),
  categories: Type.Array(Type.String()),
});

export const timesBody = Type.Object(times);

export const cancelBody = Type.Object({ comment: Type.String() });

export const respondBody = Type.Object({
  response: Type.Union(
    ["accepted", "tentativelyAccepted", "declined"].map((name) => Type.Literal(name)),
  ),
});

export const settingsBody = Type.Record(Type.String(), Type.String());

export const nestedAuthBody = Type.Object({
  request: Type.Object({}, { additionalProperties: true }),
});

export const asQuery = Type.Object({ as: Type.Optional(Type.String()) });

export const viewQuery = Type.Object({
  as: Type.Optional(Type.String()),
  mailbox: Type.String({ minLength: 1 }),
  from: Type.String({ minLength: 1 }),
  to: Type.String({ minLength: 1 }),
});

export const mailboxQuery = Type.Object({
  as: Type.Optional(Type.String()),
  mailbox: Type.String({ minLength: 1 }),
});

export const eventQuery = Type.Object({
  as: Type.Optional(Type.String()),
  mailbox: Type.String({ minLength: 1 }),
  id: Type.String({ minLength: 1 }),
});
