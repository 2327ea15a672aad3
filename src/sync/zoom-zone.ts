import { epochMs, type Instant } from "./instant.ts";
import { isSameZone, toIana } from "./time-zones.ts";
import { zoomZones } from "./zoom-zones.ts";

/** The time a meeting needs its zone for, from the first start to the last end. */
export interface Span {
  readonly start: Instant;
  readonly end: Instant;
}

/**
 * - `same`: Zoom lists the zone, or another name of it.
 * - `equal`: another zone whose clock shows the same at every moment of the span.
 * - `utc`: only for what happens once, where the moment says everything.
 * - `unmapped`: no zone of Zoom's keeps this clock, so a series can have no fixed time there.
 */
export type ZoomZone =
  | { readonly kind: "same" | "equal" | "utc"; readonly zone: string; readonly exact: boolean }
  | { readonly kind: "unmapped"; readonly zone: null; readonly exact: false };

const zoomZoneNames = Object.keys(zoomZones);
const sameZones = new Map<string, string | null>();

/**
 * The zone to give Zoom for a meeting in `zone` (any name `toIana` takes).
 * @see https://developers.zoom.us/docs/api/references/abbreviations/#timezones
 */
export function toZoomZone(zone: string, span: Span, use: "single" | "series"): ZoomZone {
  const iana = toIana(zone);
  const listed = listedName(iana);
  if (listed !== null) return { kind: "same", zone: listed, exact: true };
  const equal = equalZone(iana, span);
  if (equal !== null) return { kind: "equal", zone: equal, exact: true };
  if (use === "single") return { kind: "utc", zone: "UTC", exact: false };
  return { kind: "unmapped", zone: null, exact: false };
}

function listedName(iana: string): string | null {
  if (iana in zoomZones) return iana;
  const remembered = sameZones.get(iana);
  if (remembered !== undefined) return remembered;
  const found = zoomZoneNames.find((name) => isSameZone(toIana(name), iana)) ?? null;
  sameZones.set(iana, found);
  return found;
}

const clocks = new Map<string, string>();

/** A zone of the same part of the world is preferred: people see its name in Zoom. */
function equalZone(iana: string, span: Span): string | null {
  const wanted = clockOver(iana, span);
  const region = iana.split("/")[0] ?? "";
  const candidates = zoomZoneNames.filter((name) => clockOver(name, span) === wanted);
  return candidates.find((name) => name.startsWith(`${region}/`)) ?? candidates[0] ?? null;
}

/** Every offset the zone has in the span and when it begins, as text: equal texts are equal clocks. */
function clockOver(zone: string, span: Span): string {
  const from = epochMs(span.start);
  const to = epochMs(span.end);
  const key = `${zone}|${from}|${to}`;
  const remembered = clocks.get(key);
  if (remembered !== undefined) return remembered;
  let moment = Temporal.Instant.fromEpochMilliseconds(from).toZonedDateTimeISO(toIana(zone));
  let clock = String(moment.offsetNanoseconds);
  for (;;) {
    const next = moment.getTimeZoneTransition("next");
    if (next === null || next.epochMilliseconds > to) break;
    // A change of name or of the daylight saving flag alone moves no clock.
    if (next.offsetNanoseconds !== moment.offsetNanoseconds) {
      clock += `;${next.epochMilliseconds}=${next.offsetNanoseconds}`;
    }
    moment = next;
  }
  if (clocks.size > 5000) clocks.clear();
  clocks.set(key, clock);
  return clock;
}
