import { isErrorNamed, SyncError } from "./errors.ts";
import { windowsZones } from "./windows-zones.ts";

/** Names calendars use for UTC that are in no list. */
const utcNames = new Set([
  "utc",
  "tzone://microsoft/utc",
  "z",
  "gmt",
  "coordinated universal time",
]);

/** Zoom lists the Solomon Islands as `SST`, which the IANA list does not have. */
const zoomSolomonIslands = "Pacific/Guadalcanal";

const windowsByLowerCase = new Map(
  Object.keys(windowsZones).map((name) => [name.toLowerCase(), name]),
);

const windowsByIana = new Map(
  Object.entries(windowsZones).flatMap(([windows, iana]) =>
    iana.split(" ").map((zone): [string, string] => [zone, windows]),
  ),
);

const someMoment = Temporal.Instant.fromEpochMilliseconds(0);

/** The IANA zone's name in its usual spelling, or `null` when the runtime does not know it. */
function knownIana(name: string): string | null {
  // Offsets such as +02:00 are zones to Temporal, but carry no daylight saving rule.
  if (!/^[A-Za-z][A-Za-z0-9_+\-/]*$/.test(name)) return null;
  try {
    return someMoment.toZonedDateTimeISO(name).timeZoneId;
  } catch (cause) {
    if (isErrorNamed(cause, "RangeError")) return null;
    throw cause;
  }
}

const ianaNames = new Map<string, string>();

/**
 * The IANA name of a zone given by its Windows name, IANA name or alias, in any case, or as
 * `tzone://Microsoft/Utc`. Throws `timeZone.custom` for a zone that exists only inside one item, and
 * `timeZone.unknown` for anything else that no list knows.
 * @see https://learn.microsoft.com/graph/api/resources/datetimetimezone
 */
export function toIana(name: string, field = "timeZone"): string {
  const remembered = ianaNames.get(name);
  if (remembered !== undefined) return remembered;
  const iana = findIana(name, field);
  // Names come from outside: an endless stream of odd spellings must not fill the memory.
  if (ianaNames.size < 2000) ianaNames.set(name, iana);
  return iana;
}

function findIana(name: unknown, field: string): string {
  if (typeof name !== "string" || name.trim() === "") {
    throw new SyncError("timeZone.unknown", field, name, "a time zone must be named");
  }
  const trimmed = name.trim();
  const lower = trimmed.toLowerCase();
  if (utcNames.has(lower)) return "UTC";
  if (lower === "sst") return zoomSolomonIslands;
  const windows = windowsByLowerCase.get(lower);
  if (windows !== undefined) return mainZone(windows);
  if (lower.startsWith("tzone://") || lower === "customized time zone") {
    throw new SyncError(
      "timeZone.custom",
      field,
      name,
      "a zone made for this item only; use the mailbox's zone instead",
    );
  }
  const known = knownIana(trimmed);
  if (known !== null) return known;
  throw new SyncError("timeZone.unknown", field, name, "neither a Windows nor an IANA time zone");
}

function mainZone(windows: string): string {
  const zone = windowsZones[windows]?.split(" ")[0] ?? "UTC";
  return zone === "Etc/UTC" ? "UTC" : zone;
}

/** True when both names, IANA or alias, stand for one zone. */
export function isSameZone(a: string, b: string): boolean {
  if (a === b) return true;
  const zoned = someMoment.toZonedDateTimeISO(a);
  return zoned.equals(zoned.withTimeZone(b));
}

/** The Windows name of an IANA zone or alias. Throws `timeZone.unknown` when Windows has none. */
export function toWindows(iana: string, field = "timeZone"): string {
  const zone = toIana(iana, field);
  if (zone === "UTC") return "UTC";
  const windows = windowsByIana.get(zone) ?? windowsNameOfAlias(zone);
  if (windows === null) {
    throw new SyncError("timeZone.unknown", field, iana, "Windows has no name for this zone");
  }
  return windows;
}

function windowsNameOfAlias(zone: string): string | null {
  for (const [listed, windows] of windowsByIana) {
    if (knownIana(listed) !== null && isSameZone(listed, zone)) {
      windowsByIana.set(zone, windows);
      return windows;
    }
  }
  return null;
}
