import { CalendarError, invalidProperty } from "./calendar-error.ts";
import { type DateTimeTimeZone } from "./model.ts";
import { windowsZones } from "./windows-zones.ts";

const byLowerName = new Map([...windowsZones].map(([name]) => [name.toLowerCase(), name]));
const storedNames = new Map<string, string>();

/**
 * The name Exchange keeps for a Windows or IANA zone: the Windows zone with the same rules, or the
 * IANA name itself where Windows has none.
 * @throws CalendarError `TimeZoneNotSupportedException` for a name that is neither.
 */
export function storedZoneName(name: string): string {
  const windows = byLowerName.get(name.toLowerCase());
  if (windows !== undefined) return windows;
  const known = storedNames.get(name);
  if (known !== undefined) return known;
  const rules = zoneRules(name);
  const equal = [...windowsZones].find(([, iana]) => iana === name) ?? [];
  const stored = equal[0] ?? findByRules(rules) ?? name;
  storedNames.set(name, stored);
  return stored;
}

/**
 * The IANA zone that carries the rules of a Windows or IANA zone.
 * @throws CalendarError `TimeZoneNotSupportedException`
 */
export function ianaZone(name: string): string {
  const stored = storedZoneName(name);
  return windowsZones.get(stored) ?? stored;
}

function findByRules(rules: string): string | undefined {
  for (const [windows, iana] of windowsZones) if (zoneRules(iana) === rules) return windows;
  return undefined;
}

const rulesOf = new Map<string, string>();

/** Offsets and changes from 2024 on, as one comparable text. */
function zoneRules(iana: string): string {
  const known = rulesOf.get(iana);
  if (known !== undefined) return known;
  let at: Temporal.ZonedDateTime | null;
  try {
    at = Temporal.Instant.from("2024-01-01T00:00:00Z").toZonedDateTimeISO(iana);
  } catch (cause) {
    throw new CalendarError(
      "TimeZoneNotSupportedException",
      400,
      `A valid TimeZone value must be specified. The following TimeZone value is not supported: '${iana}'.`,
      { cause },
    );
  }
  const parts = [at.offset];
  for (let change = 0; change < 8; change++) {
    at = at.getTimeZoneTransition("next");
    if (at === null) break;
    parts.push(`${at.epochMilliseconds}${at.offset}`);
  }
  const rules = parts.join(" ");
  rulesOf.set(iana, rules);
  return rules;
}

/** Wall-clock time as written; a trailing `Z` is taken only where the zone is UTC, as it says the same. */
export function wallClock(time: DateTimeTimeZone): Temporal.PlainDateTime {
  const isUtc = ianaZone(time.timeZone) === "Etc/UTC";
  const text = isUtc ? time.dateTime.replace(/Z$/, "") : time.dateTime;
  const refused = (cause?: unknown) =>
    invalidProperty(
      `'${time.dateTime}' is not a local date and time; send it without an offset and name the time zone.`,
      cause,
    );
  // Temporal would pass over an offset; Graph's format has none.
  if (!/^\d{4}-\d{2}-\d{2}(T[\d:.]+)?$/.test(text)) throw refused();
  try {
    return Temporal.PlainDateTime.from(text);
  } catch (cause) {
    throw refused(cause);
  }
}

/** The moment a wall-clock time means; a time the clock skips is read with the earlier offset. */
export function zoned(time: DateTimeTimeZone): Temporal.ZonedDateTime {
  return wallClock(time).toZonedDateTime(ianaZone(time.timeZone));
}

export function instantText(time: DateTimeTimeZone): string {
  return zoned(time).toInstant().toString();
}

/** A moment as Graph writes it: local time with seven fraction digits and the zone asked for. */
export function graphTime(
  at: Temporal.ZonedDateTime | Temporal.Instant,
  zone: string,
): DateTimeTimeZone {
  const instant = "toInstant" in at ? at.toInstant() : at;
  const local = instant.toZonedDateTimeISO(ianaZone(zone)).toPlainDateTime();
  return { dateTime: graphDateTime(local), timeZone: zone };
}

export function graphDateTime(local: Temporal.PlainDateTime): string {
  return local.toString({ fractionalSecondDigits: 7 });
}
