import { Type, type Static } from "typebox";
import { ClosedObject } from "./closed-object.ts";
import { LapseReason } from "./connection.ts";
import { MeetingOptions } from "./meeting.ts";

/** `GET /api/me/options`: what the Zoom account sets, and what it locks. Read from Zoom: takes a second. */
export const OptionDefaults = ClosedObject({
  values: MeetingOptions,
  locked: Type.Array(Type.String()),
  personalMeetingId: Type.Union([Type.String(), Type.Null()]),
});
export type OptionDefaults = Static<typeof OptionDefaults>;

export const ZoomConnection = Type.Union([
  ClosedObject({ state: Type.Literal("notConnected") }),
  ClosedObject({ state: Type.Literal("connected"), email: Type.String(), name: Type.String() }),
  ClosedObject({ state: Type.Literal("reconnect"), email: Type.String(), name: Type.String() }),
]);
export type ZoomConnection = Static<typeof ZoomConnection>;

export const SyncVersion = Type.Union([
  Type.Literal("off"),
  Type.Literal("v1"),
  Type.Literal("v2"),
]);
export type SyncVersion = Static<typeof SyncVersion>;

/** The calendar connection as the add-in shows it; the portal has the rest. */
export const CalendarConnection = Type.Union([
  ClosedObject({ state: Type.Literal("notConnected") }),
  ClosedObject({ state: Type.Literal("active"), mailbox: Type.String() }),
  ClosedObject({
    state: Type.Literal("lapsed"),
    mailbox: Type.String(),
    reason: LapseReason,
    waitingChanges: Type.Integer(),
  }),
]);
export type CalendarConnection = Static<typeof CalendarConnection>;

/** `GET /api/me` */
export const Me = ClosedObject({
  zoom: ZoomConnection,
  calendar: CalendarConnection,
  syncVersion: SyncVersion,
});
export type Me = Static<typeof Me>;

/** `PATCH /api/me` */
export const MyChanges = ClosedObject({ syncVersion: Type.Optional(SyncVersion) });
export type MyChanges = Static<typeof MyChanges>;

/** `POST /api/me/tickets`: what event handlers present; shown once, stored hashed. */
export const Ticket = ClosedObject({ ticket: Type.String() });
export type Ticket = Static<typeof Ticket>;

/** `POST /api/zoom/connection/start` → the page to open in a dialog; good once, for five minutes. */
export const ConnectStart = ClosedObject({ url: Type.String() });
export type ConnectStart = Static<typeof ConnectStart>;

/** `POST /api/zoom/connection`: the one-time code the dialog handed back to the pane. */
export const ConnectFinish = ClosedObject({ code: Type.String({ minLength: 20, maxLength: 200 }) });
export type ConnectFinish = Static<typeof ConnectFinish>;

/** `POST /auth/microsoft/redeem`: dialog sign-in where Outlook has no nested app authentication. */
export const RedeemRequest = ClosedObject({ code: Type.String({ minLength: 20, maxLength: 200 }) });
export const RedeemReply = ClosedObject({ accessToken: Type.String(), expiresIn: Type.Integer() });
export type RedeemReply = Static<typeof RedeemReply>;
