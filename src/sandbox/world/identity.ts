import { randomBytes } from "node:crypto";

/** An id with the look of Exchange's: long, opaque, case-sensitive, safe in a path. */
export function newEventId(): string {
  return `AAMkAG${randomBytes(54).toString("base64url")}AAA=`;
}

export function newChangeKey(): string {
  return `${randomBytes(15).toString("base64")}AA==`;
}

const globalObjectId = "040000008200E00074C5B7101A82E008";

/**
 * A new iCalUId. Bytes 16 to 19 hold an occurrence's date and are zero on a series or single event
 * (MS-OXOCAL 2.2.1.27, PidLidGlobalObjectId).
 */
export function newICalUId(): string {
  const unique = randomBytes(16).toString("hex").toUpperCase();
  return `${globalObjectId}00000000${"0".repeat(32)}10000000${unique}`;
}

/** The iCalUId of the occurrence a series has on `date`. */
export function occurrenceICalUId(seriesUId: string, date: string): string {
  const [year, month, day] = date.split("-").map(Number) as [number, number, number];
  const hex = (value: number, digits: number) =>
    value.toString(16).toUpperCase().padStart(digits, "0");
  return (
    seriesUId.slice(0, globalObjectId.length) +
    hex(year, 4) +
    hex(month, 2) +
    hex(day, 2) +
    seriesUId.slice(globalObjectId.length + 8)
  );
}

/** `OID.<masterId>.<yyyy-MM-dd>`: the local date, in the pattern's zone, the pattern gives. */
export function occurrenceId(masterId: string, date: string): string {
  return `OID.${masterId}.${date}`;
}

/** Takes an occurrence id apart; null for any other id. */
export function parseOccurrenceId(id: string): { masterId: string; date: string } | null {
  const match = /^OID\.(.+)\.(\d{4}-\d{2}-\d{2})$/.exec(id);
  return match === null ? null : { masterId: match[1] ?? "", date: match[2] ?? "" };
}
