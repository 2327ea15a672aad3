import { SyncError } from "./errors.ts";

declare const brand: unique symbol;

/** A moment in UTC, always `yyyy-MM-ddTHH:mm:ssZ`: equal moments are equal strings, and sort in order. */
export type Instant = string & { readonly [brand]: "Instant" };

const canonical = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z$/;
const written = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{1,9})?Z$/;

/** Reads an ISO 8601 UTC moment; fractions of a second are dropped. Throws `instant.invalid`. */
export function toInstant(text: string, field = "instant"): Instant {
  if (typeof text === "string" && written.test(text)) {
    const epochMs = Date.parse(`${text.slice(0, 19)}Z`);
    if (!Number.isNaN(epochMs) && fromEpochMs(epochMs).startsWith(text.slice(0, 19))) {
      return fromEpochMs(epochMs);
    }
  }
  throw new SyncError(
    "instant.invalid",
    field,
    text,
    "not a moment in UTC such as 2026-03-29T10:00:00Z",
  );
}

/** Whole seconds; the part below a second is dropped. Throws `instant.invalid` outside years 0–9999. */
export function fromEpochMs(epochMs: number, field = "instant"): Instant {
  const date = new Date(epochMs);
  const text = Number.isNaN(date.getTime()) ? "" : `${date.toISOString().slice(0, 19)}Z`;
  if (!canonical.test(text)) {
    throw new SyncError("instant.invalid", field, epochMs, "not a moment in the years 0 to 9999");
  }
  return text as Instant;
}

export function epochMs(instant: Instant): number {
  return Date.parse(instant);
}

export function addMinutes(instant: Instant, minutes: number): Instant {
  return fromEpochMs(epochMs(instant) + minutes * 60_000);
}

/** Minutes from `start` to `end`, with a fraction when they are not whole. */
export function minutesBetween(start: Instant, end: Instant): number {
  return (epochMs(end) - epochMs(start)) / 60_000;
}
