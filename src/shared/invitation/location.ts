import { parseUrl, unwrapSafeLink } from "./safe-links.ts";
import { isStartUrl } from "./zoom-links.ts";

/** Outlook's limit for the location: https://learn.microsoft.com/javascript/api/outlook/office.location */
const LOCATION_LIMIT = 255;
const SEPARATOR = "; ";

export interface MergedLocation {
  readonly location: string;
  /**
   * `kept`: the link was there already. `tooLong`: link and location do not fit together, so the
   * location is as it was. `refused`: the link is a host's start link and must not be shown.
   */
  readonly outcome: "merged" | "kept" | "tooLong" | "refused";
}

interface Segment {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

function readSegments(location: string): Segment[] {
  const segments: Segment[] = [];
  let start = 0;
  for (const text of location.split(";")) {
    segments.push({ start, end: start + text.length, text: text.trim() });
    start += text.length + 1;
  }
  return segments;
}

const findSegment = (location: string, joinUrl: string): Segment | undefined =>
  readSegments(location).findLast(({ text }) => unwrapSafeLink(text) === joinUrl);

/**
 * Adds the join link behind the rooms: `Room 4; https://…`. The link is written whole. Its `pwd` is
 * Zoom's own token, not the passcode, and without it room systems and phones cannot join from the
 * location; the passcode itself is never written here.
 *
 * @param limit characters the field holds.
 */
export function mergeLocation(
  location: string,
  joinUrl: string,
  limit: number = LOCATION_LIMIT,
): MergedLocation {
  const parsed = parseUrl(joinUrl);
  if (parsed && isStartUrl(parsed)) return { location, outcome: "refused" };
  if (findSegment(location, joinUrl)) return { location, outcome: "kept" };
  const merged = location === "" ? joinUrl : location + SEPARATOR + joinUrl;
  if (merged.length > limit) return { location, outcome: "tooLong" };
  return { location: merged, outcome: "merged" };
}

/** Takes the join link out of the location, with the separator that came with it. */
export function removeFromLocation(location: string, joinUrl: string): string {
  const found = findSegment(location, joinUrl);
  if (!found) return location;
  if (found.start > 0) return location.slice(0, found.start - 1) + location.slice(found.end);
  return location.slice(found.end).replace(/^; ?/, "");
}
