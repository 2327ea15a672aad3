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

/** Only admins have these. */
const groupScopes = ["group:read:list_groups", "group:read:group", "group:read:list_members"];

/** The app as it is registered with Zoom; scopes come from here, never from the request. */
export const zoomApp = {
  name: "Zoom Meetings for Outlook",
  userScopes,
  accountScopes: [...userScopes, ...groupScopes].map((scope) => `${scope}:admin`),
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
};

export const describeScope = (scope: string): string => scopeTexts[scope] ?? scope;
