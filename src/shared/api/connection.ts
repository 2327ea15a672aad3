import { Type, type Static } from "typebox";
import { Instant } from "./appointment.ts";
import { ClosedObject } from "./closed-object.ts";

const nullable = <T extends Type.TSchema>(schema: T) => Type.Union([schema, Type.Null()]);
/**
 * Why a connection to Microsoft 365 stopped working. Each has a text of its own, because each has
 * another remedy and another person who can apply it.
 */
export const LapseReason = Type.Enum([
  /** Tokens were revoked: by the person, by an admin, or with a password reset. */
  "tokenRevoked",
  "passwordChanged",
  /** The person or an admin took the consent back. */
  "consentWithdrawn",
  /** A Conditional Access policy blocks this sign-in. */
  "conditionalAccess",
  /** The tenant asks for another proof of identity than the stored sign-in carries. */
  "mfaRequired",
  "userDisabled",
  "userGone",
  /** Not used for 90 days, or past its life. */
  "refreshTokenExpired",
  /** The app itself was removed from, or blocked in, the tenant. */
  "appRemoved",
  /** The last permission for the calendar is gone. */
  "permissionsLost",
  /** Exchange keeps the app out of this mailbox; checked again by the hour. */
  "outOfPolicy",
  /** There is no mailbox at this address, or none in the cloud. */
  "mailboxMissing",
  /** An admin's setting of ours: the integration is off, the domain is not allowed, … */
  "notAllowed",
  /** Microsoft refused without a reason we know. */
  "refused",
]);
export type LapseReason = Static<typeof LapseReason>;

const PermissionMode = Type.Enum(["delegated", "application"]);

export const FeatureState = ClosedObject({
  feature: Type.Enum([
    "seeEntries",
    "instantChanges",
    "writeEntries",
    "contacts",
    "directoryMatch",
  ]),
  works: Type.Boolean(),
  /** The permission to grant for it; null when it works. */
  missing: nullable(Type.String()),
});
export type FeatureState = Static<typeof FeatureState>;

/** A connection as its person and their admin see it. */
export const ConnectionView = ClosedObject({
  id: Type.String(),
  mode: PermissionMode,
  mailbox: Type.String(),
  userPrincipalName: Type.String(),
  displayName: Type.String(),
  state: Type.Enum(["active", "lapsed"]),
  /** Null while active. */
  lapse: nullable(ClosedObject({ reason: LapseReason, since: Instant })),
  /** Changes that wait for this connection to work again. */
  waitingChanges: Type.Integer(),
  scopesRequested: Type.Array(Type.String()),
  scopesGranted: Type.Array(Type.String()),
  features: Type.Array(FeatureState),
  connectedAt: Instant,
  checkedAt: Instant,
  /** When we look again by ourselves. */
  nextCheckAt: Instant,
});
export type ConnectionView = Static<typeof ConnectionView>;
