import { ianaZone } from "../world/zoned-time.ts";

/** What a caller prefers, as far as Graph grants it here. */
export interface Preferences {
  /** Zone of `start` and `end` in answers, as the caller wrote it. */
  timeZone: string;
  bodyType: "html" | "text";
  immutableIds: boolean;
  /** Items of a page of a delta query. */
  maxPageSize: number | null;
  /** For the `Preference-Applied` header; empty when nothing was asked. */
  applied: string;
}

/**
 * Reads the `Prefer` header, sent once or repeated.
 * @throws CalendarError for a time zone nobody knows
 */
export function readPreferences(header: string | string[] | undefined): Preferences {
  const text = Array.isArray(header) ? header.join(",") : (header ?? "");
  const preferences: Preferences = {
    timeZone: "UTC",
    bodyType: "html",
    immutableIds: false,
    maxPageSize: null,
    applied: "",
  };
  const applied: string[] = [];
  for (const [whole, name = "", quoted, bare] of text.matchAll(
    /([\w.-]+)\s*=\s*(?:"([^"]*)"|([^,;\s]+))/g,
  )) {
    const value = quoted ?? bare ?? "";
    switch (name.toLowerCase()) {
      case "outlook.timezone":
        ianaZone(value);
        preferences.timeZone = value;
        break;
      case "outlook.body-content-type":
        preferences.bodyType = value.toLowerCase() === "text" ? "text" : "html";
        break;
      case "idtype":
        preferences.immutableIds = value.toLowerCase() === "immutableid";
        break;
      case "odata.maxpagesize":
        if (!/^[1-9]\d*$/.test(value)) continue;
        preferences.maxPageSize = Number(value);
        break;
      default:
        continue;
    }
    applied.push(whole);
  }
  return { ...preferences, applied: applied.join(", ") };
}
