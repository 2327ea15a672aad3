const userScopes = [
  "meeting:write:meeting",
  "meeting:read:meeting",
  "meeting:update:meeting",
  "meeting:delete:meeting",
  "meeting:update:status",
  "meeting:read:list_meetings",
  "meeting:read:list_upcoming_meetings",
  "meeting:read:invitation",
  "meeting:read:list_templates",
  "meeting:read:past_meeting",
  "user:read:user",
  "user:read:email",
  "user:read:settings",
  "user:read:list_schedulers",
  "user:read:list_assistants",
];

/** Scopes of Zoom Calendar that an account-level token can have, too. */
const calendarScopes = [
  "calendar:read:calendar",
  "calendar:write:calendar",
  "calendar:update:calendar",
  "calendar:delete:calendar",
  "calendar:read:list_events",
  "calendar:read:event",
  "calendar:read:instance_event",
  "calendar:write:event",
  "calendar:update:event",
  "calendar:delete:event",
  "calendar:write:import_event",
  "calendar:write:move_event",
  "calendar:write:quick_add_event",
  "calendar:update:setting",
];

/** Zoom has no `:admin` form of these. */
const ownCalendarScopes = [
  "calendar:read:list_calendar_lists",
  "calendar:read:calendar_list",
  "calendar:write:calendar_list",
  "calendar:update:calendar_list",
  "calendar:delete:calendar_list",
  "calendar:read:list_settings",
  "calendar:read:setting",
];

/** Every form of a scope that Zoom knows. */
export const formsOfScope = (scope: string): string[] =>
  ownCalendarScopes.includes(scope) ? [scope] : [scope, `${scope}:admin`];

export const isCalendarScope = (scope: string): boolean => scope.startsWith("calendar:");

/** Only admins have these. */
const groupScopes = ["group:read:list_groups", "group:read:group", "group:read:list_members"];

/** The app as it is registered with Zoom; scopes come from here, never from the request. */
export const zoomApp = {
  name: "Zoom Meetings for Outlook",
  userScopes: [...userScopes, ...calendarScopes, ...ownCalendarScopes],
  accountScopes: [...userScopes, ...groupScopes, ...calendarScopes].map(
    (scope) => `${scope}:admin`,
  ),
  /** What a token of the app itself may do; it belongs to no user. */
  ownScopes: ["marketplace:read:list_event_subscriptions", "marketplace:write:event_subscription"],
};

/** The redirect address registered for the app; any other is refused. */
export const registeredRedirect = (productUrl: string): string =>
  `${productUrl}/auth/zoom/callback`;

const scopeTexts: Record<string, string> = {
  "meeting:write:meeting": "Create meetings for you",
  "meeting:read:meeting": "View your meetings",
  "meeting:update:meeting": "Update your meetings",
  "meeting:delete:meeting": "Delete your meetings",
  "meeting:update:status": "End and recover your meetings",
  "meeting:read:list_meetings": "List your meetings",
  "meeting:read:list_upcoming_meetings": "List your upcoming meetings",
  "meeting:read:invitation": "View the invitation of your meetings",
  "meeting:read:list_templates": "List your meeting templates",
  "meeting:read:past_meeting": "View meetings you held",
  "user:read:user": "View your name and account",
  "user:read:email": "View your e-mail address",
  "user:read:settings": "View your meeting settings",
  "user:read:list_schedulers": "View whom you may schedule for",
  "user:read:list_assistants": "View who may schedule for you",
  "calendar:read:calendar": "View your calendars",
  "calendar:write:calendar": "Create calendars for you",
  "calendar:update:calendar": "Update your calendars",
  "calendar:delete:calendar": "Delete your calendars",
  "calendar:read:list_events": "List the events of your calendars",
  "calendar:read:event": "View an event of your calendars",
  "calendar:read:instance_event": "View the instances of your recurring events",
  "calendar:write:event": "Create events in your calendars",
  "calendar:update:event": "Update events in your calendars",
  "calendar:delete:event": "Delete events from your calendars",
  "calendar:write:import_event": "Import events into your calendars",
  "calendar:write:move_event": "Move events between your calendars",
  "calendar:write:quick_add_event": "Create events from a line of text",
  "calendar:update:setting": "Update your calendar settings",
  "calendar:read:list_calendar_lists": "View your list of calendars",
  "calendar:read:calendar_list": "View a calendar on your list",
  "calendar:write:calendar_list": "Put calendars on your list",
  "calendar:update:calendar_list": "Update calendars on your list",
  "calendar:delete:calendar_list": "Take calendars off your list",
  "calendar:read:list_settings": "View your calendar settings",
  "calendar:read:setting": "View one of your calendar settings",
};

export const describeScope = (scope: string): string => scopeTexts[scope] ?? scope;
