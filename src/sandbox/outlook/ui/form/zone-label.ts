import { type Zone } from "../../server/service-model.ts";

/** `(UTC+01:00) W. Europe Standard Time`, with the offset that holds at the given instant. */
export function labelOfZone(zone: Zone, atMs: number): string {
  const parts = new Intl.DateTimeFormat("en-US", {
    timeZone: zone.iana,
    timeZoneName: "longOffset",
  }).formatToParts(atMs);
  const offset = parts.find(({ type }) => type === "timeZoneName")?.value ?? "GMT";
  return `(${offset.replace("GMT", "UTC")}) ${zone.windows}`;
}
