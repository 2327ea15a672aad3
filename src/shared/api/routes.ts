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
  microsoftStart: "/auth/microsoft/start",
  microsoftRedeem: "/auth/microsoft/redeem",
} as const;
