/** Paths of the JSON API, spelt once for the server, the add-in and the handlers. */
export const routes = {
  me: "/api/me",
  myOptions: "/api/me/options",
  tickets: "/api/me/tickets",
  zoomConnectionStart: "/api/zoom/connection/start",
  zoomConnection: "/api/zoom/connection",
  meetings: "/api/meetings",
  lookUp: "/api/meetings/look-up",
  /** Accepts an Entra access token or a handler's ticket (`Authorization: Ticket …`). */
  report: "/api/meetings/report",
  meeting: (itemKey: string) => `/api/meetings/${itemKey}`,
  /** Brings a deleted Zoom meeting back; Zoom keeps it for seven days. */
  recover: (itemKey: string) => `/api/meetings/${itemKey}/recovery`,
  /** Signs in to the portal, then goes to `return`, a path of the portal. */
  portalSignIn: (returnTo: string) => `/auth/zoom/start?return=${encodeURIComponent(returnTo)}`,
  /** DELETE signs out. */
  portalSession: "/api/portal/session",
  profile: "/api/portal/profile",
  /** DELETE disconnects. */
  connection: "/api/portal/connection",
  connectionStart: "/api/portal/connection/start",
  /** POST shows what waits for agreement; PUT agrees to it; both take the code. */
  connectionPending: "/api/portal/connection/pending",
  /** POST: look for the person's mailbox with the admin's application permissions, and connect it. */
  connectionByAdmin: "/api/portal/connection/application",
  /** POST: looks at the connection now. */
  connectionCheck: "/api/portal/connection/check",
  /** POST: connecting was offered at sign-in and put off; remembered for *first time only*. */
  connectionOffered: "/api/portal/connection/offered",
  connectionTest: "/api/portal/connection/test",
  adminRequest: "/api/portal/admin-request",
  contacts: "/api/portal/contacts",
  sync: "/api/portal/sync",
  /** POST: the first run may begin, or begins now. */
  syncStart: "/api/portal/sync/start",
  /** POST: the first run does not begin by itself. */
  syncHold: "/api/portal/sync/hold",
  /** POST: look at both sides now. */
  syncNow: "/api/portal/sync/now",
  /** POST: decides about deletions that were too many to be believed. */
  syncRelease: "/api/portal/sync/release",
  syncVersion: "/api/portal/sync/version",
  agenda: "/api/portal/agenda",
  activity: "/api/portal/activity",
  /** POST: brings both sides back to how they were before this step. */
  activityUndo: (id: string) => `/api/portal/activity/${id}/undo`,
  conflicts: "/api/portal/conflicts",
  /** POST: the losing value wins. */
  conflictFlip: (id: string) => `/api/portal/conflicts/${id}/flip`,
  /** POST: seen; it stays as it was decided. */
  conflictDismiss: (id: string) => `/api/portal/conflicts/${id}/dismiss`,
  findings: "/api/portal/findings",
  finding: (id: string) => `/api/portal/findings/${id}`,
  findingsCleanUp: "/api/portal/findings/clean-up",
  adminGroups: "/api/portal/admin/groups",
  adminGroup: (groupId: string) => `/api/portal/admin/groups/${encodeURIComponent(groupId)}`,
  adminSync: "/api/portal/admin/sync",
  adminSyncReplay: "/api/portal/admin/sync/replay",
  adminSettings: "/api/portal/admin/settings",
  adminSettingsPreview: "/api/portal/admin/settings/preview",
  adminMicrosoft: "/api/portal/admin/microsoft",
  /** POST: answers with Microsoft's page for the admin's consent. */
  adminConsent: "/api/portal/admin/microsoft/consent",
  /** POST: asks Microsoft again what each tenant grants. */
  adminValidate: "/api/portal/admin/microsoft/validate",
  /** DELETE: forgets a tenant and ends the connections that came from it. */
  adminTenant: (tenantId: string) => `/api/portal/admin/microsoft/${tenantId}`,
  adminOverrides: "/api/portal/admin/overrides",
  adminOverride: (zoomEmail: string) =>
    `/api/portal/admin/overrides/${encodeURIComponent(zoomEmail)}`,
  adminPeople: "/api/portal/admin/people",
  microsoftStart: "/auth/microsoft/start",
  microsoftRedeem: "/auth/microsoft/redeem",
} as const;
