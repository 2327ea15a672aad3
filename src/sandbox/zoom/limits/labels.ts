/** How dear Zoom holds a call (https://developers.zoom.us/docs/api/rate-limits/). */
export type RateLabel = "Light" | "Medium" | "Heavy";

const medium = [
  "GET /users/:userId/meetings",
  "GET /users/:userId/upcoming_meetings",
  "GET /users/:userId/meeting_templates",
  "GET /users/:userId/settings",
  "GET /users/:userId/schedulers",
  "GET /users/:userId/assistants",
  "GET /groups",
  "GET /groups/:groupId/members",
  "GET /calendars/:calId/events",
  "GET /calendars/:calId/events/:eventId/instances",
  "POST /calendars/freeBusy",
  "GET /calendars/users/:userIdentifier/settings",
];

const heavy = [
  "GET /calendars/users/:userIdentifier/calendarList",
  "POST /calendars",
  "PATCH /calendars/:calId",
  "POST /calendars/:calId/events",
  "POST /calendars/:calId/events/import",
  "POST /calendars/:calId/events/quickAdd",
  "PATCH /calendars/:calId/events/:eventId",
  "DELETE /calendars/:calId/events/:eventId",
  "POST /calendars/:calId/events/:eventId/move",
];

const labels = new Map<string, RateLabel>([
  ...medium.map((operation) => [operation, "Medium"] as const),
  ...heavy.map((operation) => [operation, "Heavy"] as const),
]);

/** The label of an operation, by its method and its path as the router has it; light for the rest. */
export const labelOf = (method: string, route: string): RateLabel =>
  labels.get(`${method} ${route.replace(/^.*\/v2(?=\/)/, "")}`) ?? "Light";
