import { Type, type Static } from "typebox";
import { MeetingOptions } from "./meeting.ts";

/** One option of the Zoom account: what it is set to, and whether somebody locked it. */
export const OptionDefaults = Type.Object({
  values: MeetingOptions,
  locked: Type.Array(Type.String()),
  personalMeetingId: Type.Union([Type.String(), Type.Null()]),
});
export type OptionDefaults = Static<typeof OptionDefaults>;

export const ZoomConnection = Type.Union([
  Type.Object({ state: Type.Literal("notConnected") }),
  Type.Object({ state: Type.Literal("connected"), email: Type.String(), name: Type.String() }),
  Type.Object({ state: Type.Literal("reconnect"), email: Type.String(), name: Type.String() }),
]);
export type ZoomConnection = Static<typeof ZoomConnection>;

export const SyncVersion = Type.Union([
  Type.Literal("off"),
  Type.Literal("v1"),
  Type.Literal("v2"),
]);
export type SyncVersion = Static<typeof SyncVersion>;

/** `GET /api/me` */
export const Me = Type.Object({
  zoom: ZoomConnection,
  syncVersion: SyncVersion,
});
export type Me = Static<typeof Me>;

/** `GET /api/me/options`: read from Zoom, so it may take a second. */
export const MyOptions = OptionDefaults;

/** `PATCH /api/me` */
export const MyChanges = Type.Object({ syncVersion: Type.Optional(SyncVersion) });
export type MyChanges = Static<typeof MyChanges>;

/** `POST /api/me/tickets`: what event handlers present; shown once, stored hashed. */
export const Ticket = Type.Object({ ticket: Type.String() });
export type Ticket = Static<typeof Ticket>;

/** `POST /api/zoom/connection/start` → the page to open in a dialog; good once, for five minutes. */
export const ConnectStart = Type.Object({ url: Type.String() });
export type ConnectStart = Static<typeof ConnectStart>;

/** `POST /api/zoom/connection`: the one-time code the dialog handed back to the pane. */
export const ConnectFinish = Type.Object({ code: Type.String({ minLength: 20, maxLength: 200 }) });
export type ConnectFinish = Static<typeof ConnectFinish>;

/** `POST /auth/microsoft/redeem`: dialog sign-in where Outlook has no nested app authentication. */
export const RedeemRequest = Type.Object({ code: Type.String({ minLength: 20, maxLength: 200 }) });
export const RedeemReply = Type.Object({ accessToken: Type.String(), expiresIn: Type.Integer() });
export type RedeemReply = Static<typeof RedeemReply>;
