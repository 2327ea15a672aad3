import { Type, type Static } from "typebox";
import { Instant } from "./appointment.ts";
import { ClosedObject } from "./closed-object.ts";
import { ConnectionView, FeatureState, LapseReason } from "./connection.ts";

const nullable = <T extends Type.TSchema>(schema: T) => Type.Union([schema, Type.Null()]);
const optional = Type.Optional;

/** Part of the engine's `Settings`; an absent one is inherited. */
export const SettingValues = ClosedObject({
  integration: optional(Type.Boolean()),
  authorizeWith: optional(Type.Literal("graph")),
  connectBy: optional(Type.Union([Type.Literal("users"), Type.Literal("admin")])),
  syncVersion: optional(Type.Union([Type.Literal("off"), Type.Literal("v1"), Type.Literal("v2")])),
  direction: optional(
    Type.Union([
      Type.Literal("both"),
      Type.Literal("outlookToZoom"),
      Type.Literal("zoomToOutlook"),
      Type.Literal("readOnly"),
    ]),
  ),
  /** `example.com`, or `*.example.com` for everything below it; empty: any. */
  allowedDomains: optional(Type.Array(Type.String({ maxLength: 255 }), { maxItems: 500 })),
  ssoPrompt: optional(
    Type.Union([Type.Literal("off"), Type.Literal("firstTime"), Type.Literal("everyTime")]),
  ),
  scopesOffered: optional(Type.Array(Type.String({ maxLength: 60 }), { maxItems: 10 })),
  contacts: optional(Type.Boolean()),
  timesOnly: optional(Type.Boolean()),
});
export type SettingValues = Static<typeof SettingValues>;

/** `GET` and `PUT /api/portal/admin/settings`: the account's layer, and what comes of it. */
export const AccountSettings = ClosedObject({
  values: SettingValues,
  locked: Type.Array(Type.String()),
  /** With defaults filled in: what holds for somebody in no group. Answers only. */
  effective: optional(SettingValues),
});
export type AccountSettings = Static<typeof AccountSettings>;

/** `POST /api/portal/admin/settings/preview`: who would lose their connection by these settings. */
export const SettingsImpact = ClosedObject({
  disconnected: Type.Array(
    ClosedObject({
      name: Type.String(),
      email: Type.String(),
      refusals: Type.Array(Type.String()),
    }),
  ),
});
export type SettingsImpact = Static<typeof SettingsImpact>;

/** A Microsoft 365 tenant that granted application permissions. */
export const TenantGrant = ClosedObject({
  tenantId: Type.String(),
  domain: Type.String(),
  grantedBy: Type.String(),
  grantedAt: Instant,
  checkedAt: Instant,
  state: Type.Union([Type.Literal("active"), Type.Literal("lapsed")]),
  lapse: nullable(ClosedObject({ reason: LapseReason, since: Instant })),
  /** The token of who granted it showed an Entra admin role; without it, overrides are refused. */
  isByAdmin: Type.Boolean(),
  /** What the tenant's token carries now. */
  roles: Type.Array(
    ClosedObject({
      role: Type.String(),
      granted: Type.Boolean(),
      /** Only the calendar role is; everything else may be revoked in Entra ID. */
      required: Type.Boolean(),
      features: Type.Array(Type.String()),
    }),
  ),
  features: Type.Array(FeatureState),
});
export type TenantGrant = Static<typeof TenantGrant>;

/** `GET /api/portal/admin/microsoft`: the Entra side of the account. */
export const MicrosoftAdmin = ClosedObject({
  /** The app to look for in Entra ID. */
  applicationId: Type.String(),
  tenants: Type.Array(TenantGrant),
  overrides: Type.Array(ClosedObject({ zoomEmail: Type.String(), mailbox: Type.String() })),
});
export type MicrosoftAdmin = Static<typeof MicrosoftAdmin>;

/** Where the browser comes back to: `/portal/settings?consent=<outcome>`. */
export type AdminConsentOutcome = "granted" | "declined" | "notVerified" | "failed" | "expired";

/** `PUT /api/portal/admin/overrides/:zoomEmail`; `DELETE` takes it back. */
export const MailboxOverride = ClosedObject({
  mailbox: Type.String({ minLength: 3, maxLength: 320 }),
});
export type MailboxOverride = Static<typeof MailboxOverride>;

/** One person of the account, for the admin's list. */
export const AccountMember = ClosedObject({
  zoomUserId: Type.String(),
  name: Type.String(),
  email: Type.String(),
  zoomState: Type.Union([
    Type.Literal("active"),
    Type.Literal("revoked"),
    Type.Literal("deauthorized"),
  ]),
  connection: nullable(ConnectionView),
  refusals: Type.Array(Type.String()),
});
export type AccountMember = Static<typeof AccountMember>;

/** `GET /api/portal/admin/people` */
export const AccountPeople = ClosedObject({ people: Type.Array(AccountMember) });
export type AccountPeople = Static<typeof AccountPeople>;
