import { Type, type Static } from "typebox";
import { SyncVersion, ZoomConnection } from "./account.ts";
import { ClosedObject } from "./closed-object.ts";
import { ConnectionView } from "./connection.ts";

const nullable = <T extends Type.TSchema>(schema: T) => Type.Union([schema, Type.Null()]);

/** `GET /api/portal/session`; 401 `portal.signInRequired` when nobody is signed in. */
export const PortalSession = ClosedObject({
  /** Sent back as `x-csrf-token` with everything that changes something. */
  csrfToken: Type.String(),
  name: Type.String(),
  email: Type.String(),
  isAdmin: Type.Boolean(),
  /** An admin's policy asks to offer the calendar connection at this sign-in. */
  offerConnection: Type.Boolean(),
});
export type PortalSession = Static<typeof PortalSession>;

/** An account this person is seen with; `null` when none is known yet. */
export const Account = ClosedObject({ address: Type.String(), name: Type.String() });
export type Account = Static<typeof Account>;

/** `GET /api/portal/profile` */
export const Profile = ClosedObject({
  zoom: ZoomConnection,
  /** The three identities that may differ, side by side. */
  accounts: ClosedObject({
    zoom: Account,
    /** Of the mailbox whose add-in is connected to this Zoom user. */
    outlook: nullable(Account),
    microsoft: nullable(Account),
  }),
  connection: nullable(ConnectionView),
  /** What may be connected, and if not, why: codes of `src/sync/policy/connect.ts`. */
  offer: ClosedObject({
    refusals: Type.Array(Type.String()),
    /** Scopes an admin lets people choose from; the wizard shows a box for each. */
    scopes: Type.Array(Type.String()),
  }),
  /** Null when the person uses the add-in with no mailbox yet. */
  syncVersion: nullable(SyncVersion),
});
export type Profile = Static<typeof Profile>;

/** `POST /api/portal/connection/start`: the boxes that were ticked. Answers with Microsoft's page. */
export const ConnectRequest = ClosedObject({
  scopes: Type.Array(Type.String({ maxLength: 60 }), { minItems: 1, maxItems: 10 }),
  /** Whom Microsoft's page offers first; any account may be chosen there. */
  loginHint: Type.Optional(Type.String({ maxLength: 320 })),
});
export type ConnectRequest = Static<typeof ConnectRequest>;
export const ConnectReply = ClosedObject({ url: Type.String() });
export type ConnectReply = Static<typeof ConnectReply>;

/**
 * Where the browser comes back to: `/portal/profile?connect=<outcome>`, and for `failed` and
 * `adminApproval` also `&code=AADSTS…`. With `confirm` comes `&pending=<code>`: another account than
 * the one shown before was chosen, and nothing is connected until the person agrees.
 */
export type ConnectOutcome =
  "connected" | "declined" | "adminApproval" | "failed" | "expired" | "notAllowed" | "confirm";

/** `POST /api/portal/connection/pending`: what waits for agreement under the code. */
export const PendingRequest = ClosedObject({ pending: Type.String({ maxLength: 200 }) });
export type PendingRequest = Static<typeof PendingRequest>;
export const PendingConnection = ClosedObject({
  microsoft: Account,
  scopesGranted: Type.Array(Type.String()),
});
export type PendingConnection = Static<typeof PendingConnection>;

/** `DELETE /api/portal/connection`: what was ended, and what stays. */
export const Disconnected = ClosedObject({
  /** False when Microsoft keeps the consent until the person removes it under *My Apps*. */
  consentRemains: Type.Boolean(),
  deletedTokens: Type.Boolean(),
  deletedSubscriptions: Type.Integer(),
  /** Meetings that stay in Outlook and in Zoom, unchanged. */
  meetingsKept: Type.Integer(),
});
export type Disconnected = Static<typeof Disconnected>;

/** `GET /api/portal/admin-request`: what a person sends to their Microsoft 365 admin. */
export const AdminRequest = ClosedObject({
  /** Microsoft's consent page for exactly these permissions. */
  url: Type.String(),
  applicationId: Type.String(),
  scopes: Type.Array(Type.String()),
});
export type AdminRequest = Static<typeof AdminRequest>;

/** `GET /api/portal/contacts?search=` */
export const Contacts = ClosedObject({
  contacts: Type.Array(ClosedObject({ name: Type.String(), address: Type.String() })),
});
export type Contacts = Static<typeof Contacts>;
