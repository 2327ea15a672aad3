/** What an admin or a user may choose; every value is complete, so there is nothing to guess. */
export interface Settings {
  /** *Integrate third-party mail and calendar services*. */
  readonly integration: boolean;
  /** Exchange Web Services is legacy and not offered. */
  readonly authorizeWith: "graph";
  /** Users by OAuth, or the Microsoft 365 admin by application permissions. */
  readonly connectBy: "users" | "admin";
  readonly syncVersion: "off" | "v1" | "v2";
  readonly direction: "both" | "outlookToZoom" | "zoomToOutlook" | "readOnly";
  /** Empty: any. `example.com` is that domain only, `*.example.com` everything below it. */
  readonly allowedDomains: readonly string[];
  readonly ssoPrompt: "off" | "firstTime" | "everyTime";
  /** Microsoft scopes offered in the wizard. */
  readonly scopesOffered: readonly string[];
  readonly contacts: boolean;
  readonly timesOnly: boolean;
}

export type SettingName = keyof Settings;

export const defaultSettings: Settings = {
  integration: true,
  authorizeWith: "graph",
  connectBy: "users",
  syncVersion: "v2",
  direction: "both",
  allowedDomains: [],
  ssoPrompt: "off",
  scopesOffered: ["Calendars.Read", "Calendars.ReadWrite", "Contacts.Read"],
  contacts: true,
  timesOnly: false,
};

/** What a user may choose alone, unless it is locked. The rest belongs to admins. */
export const userSettings: readonly SettingName[] = [
  "syncVersion",
  "direction",
  "contacts",
  "timesOnly",
];
