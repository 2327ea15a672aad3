import { Type, type Static } from "typebox";
import { AppointmentSnapshot, AppointmentTime, Instant, ItemKey } from "./appointment.ts";
import { ClosedObject } from "./closed-object.ts";
import { Recurrence } from "./recurrence.ts";

const nullable = <T extends Type.TSchema>(schema: T) => Type.Union([schema, Type.Null()]);

/** The Zoom options a person may choose for one meeting; an absent one follows the Zoom account. */
export const MeetingOptions = ClosedObject({
  meetingId: Type.Optional(Type.Union([Type.Literal("automatic"), Type.Literal("personal")])),
  waitingRoom: Type.Optional(Type.Boolean()),
  passcode: Type.Optional(Type.Boolean()),
  hostVideo: Type.Optional(Type.Boolean()),
  participantVideo: Type.Optional(Type.Boolean()),
  joinBeforeHost: Type.Optional(Type.Boolean()),
  muteUponEntry: Type.Optional(Type.Boolean()),
  audio: Type.Optional(
    Type.Union([Type.Literal("both"), Type.Literal("telephony"), Type.Literal("voip")]),
  ),
});
export type MeetingOptions = Static<typeof MeetingOptions>;

/** One field in which Outlook and Zoom differ, with both values. `changedIn` says who moved. */
const changedIn = Type.Union([Type.Literal("outlook"), Type.Literal("zoom"), Type.Literal("both")]);
export const FieldDifference = Type.Union([
  ClosedObject({
    field: Type.Literal("subject"),
    changedIn,
    outlook: Type.String(),
    zoom: Type.String(),
  }),
  ClosedObject({
    field: Type.Literal("time"),
    changedIn,
    outlook: AppointmentTime,
    zoom: AppointmentTime,
  }),
  ClosedObject({
    field: Type.Literal("recurrence"),
    changedIn,
    outlook: nullable(Recurrence),
    zoom: nullable(Recurrence),
  }),
]);
export type FieldDifference = Static<typeof FieldDifference>;

/** How the pair stands. Each state says what the person can do; none of them is an error page. */
export const MeetingHealth = Type.Union([
  ClosedObject({ state: Type.Literal("inStep") }),
  /** The change is stored and will reach Zoom by itself; `until` is the earliest moment it can. */
  ClosedObject({
    state: Type.Literal("waiting"),
    reason: Type.Union([
      Type.Literal("editing"),
      Type.Literal("dailyLimit"),
      Type.Literal("zoomUnavailable"),
      Type.Literal("reconnectZoom"),
      /** Changed in Zoom; goes to Outlook when the calendar is connected again, or answers. */
      Type.Literal("reconnectMicrosoft"),
      Type.Literal("outlookUnavailable"),
    ]),
    until: nullable(Instant),
  }),
  ClosedObject({
    state: Type.Literal("outOfDate"),
    /** Whose values are old: one click brings the other side's here. */
    behind: Type.Union([Type.Literal("zoom"), Type.Literal("outlook"), Type.Literal("both")]),
    differences: Type.Array(FieldDifference),
  }),
  /** Somebody deleted the Zoom meeting; Zoom can bring it back until `recoverableUntil`. */
  ClosedObject({ state: Type.Literal("zoomDeleted"), recoverableUntil: nullable(Instant) }),
  /** This appointment is a copy: its join link belongs to another appointment. */
  ClosedObject({ state: Type.Literal("copy") }),
]);
export type MeetingHealth = Static<typeof MeetingHealth>;

export const MeetingView = ClosedObject({
  itemKey: ItemKey,
  state: Type.Union([Type.Literal("reserved"), Type.Literal("confirmed"), Type.Literal("removed")]),
  /** 9–11 digits as text: webhooks mix numbers and strings. */
  zoomMeetingId: Type.String(),
  joinUrl: Type.String(),
  passcode: nullable(Type.String()),
  topic: Type.String(),
  hostEmail: Type.String(),
  recurrence: Type.Union([
    Type.Literal("single"),
    Type.Literal("fixedTime"),
    Type.Literal("noFixedTime"),
  ]),
  /** What could not be carried over to Zoom, as codes the texts name (`recurrence.yearly`, …). */
  notices: Type.Array(Type.String()),
  options: MeetingOptions,
  health: MeetingHealth,
  /** When Zoom was last read for this meeting. */
  checkedAt: Instant,
});
export type MeetingView = Static<typeof MeetingView>;

export const AddMeetingRequest = ClosedObject({
  itemKey: ItemKey,
  appointment: AppointmentSnapshot,
  options: Type.Optional(MeetingOptions),
});
export type AddMeetingRequest = Static<typeof AddMeetingRequest>;

/** `PATCH /api/meetings/:itemKey`: only the named options are written. */
export const MeetingChanges = ClosedObject({ options: MeetingOptions });
export type MeetingChanges = Static<typeof MeetingChanges>;

/** Finds the meeting of an appointment whose key is unknown or lost: by link, then by Outlook id. */
export const LookUpRequest = ClosedObject({
  itemKey: Type.Optional(ItemKey),
  appointment: AppointmentSnapshot,
});
export type LookUpRequest = Static<typeof LookUpRequest>;
export const LookUpReply = ClosedObject({ meeting: nullable(MeetingView) });
export type LookUpReply = Static<typeof LookUpReply>;

/**
 * - `opened`: compares only; nothing is written.
 * - `edited`: an open form changed; written to Zoom after a quiet moment.
 * - `sent`: confirms the reservation and writes to Zoom now.
 * - `pushed`: the person asked for Outlook's values to be written to Zoom now.
 * - `applied`: the person took Zoom's values into the appointment.
 */
export const OutlookAction = Type.Union([
  Type.Literal("opened"),
  Type.Literal("edited"),
  Type.Literal("sent"),
  Type.Literal("pushed"),
  Type.Literal("applied"),
]);
export type OutlookAction = Static<typeof OutlookAction>;

export const ReportRequest = ClosedObject({
  itemKey: Type.Optional(ItemKey),
  action: OutlookAction,
  appointment: AppointmentSnapshot,
  /** Classic Outlook caches the handler file: the server accepts old ones, and logs which. */
  handlerVersion: Type.Optional(Type.String({ maxLength: 20 })),
});
export type ReportRequest = Static<typeof ReportRequest>;
export const ReportReply = ClosedObject({ meeting: nullable(MeetingView) });
export type ReportReply = Static<typeof ReportReply>;
