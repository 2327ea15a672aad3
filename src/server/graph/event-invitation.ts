import {
  type BodyFormat,
  findJoinBlock,
  findJoinUrls,
  type FoundBlock,
  isZoomJoinUrl,
  type JoinBlockFinder,
  unwrapSafeLink,
} from "../../shared/invitation/invitation.ts";
import { parseUrl } from "../../shared/invitation/safe-links.ts";

/** How invitations of ours are told from everything else. */
export interface InvitationMarks {
  /** Hosts beside Zoom's own that serve join links. */
  readonly joinHosts: readonly string[];
  /** How our marker links begin; the item key follows. */
  readonly markerPrefix: string;
}

export interface EventText {
  readonly format: BodyFormat;
  readonly content: string;
}

const hostOf = (url: string): string => parseUrl(unwrapSafeLink(url))?.host ?? "";

export function finderOf({ joinHosts, markerPrefix }: InvitationMarks): JoinBlockFinder {
  return {
    markerPrefix,
    // Between our own marker and its beginning, a join link is ours whatever host the account uses.
    isJoinUrl: (url) => isZoomJoinUrl(url, [...joinHosts, hostOf(url)]),
  };
}

export function findBlock(body: EventText | null, marks: InvitationMarks): FoundBlock | null {
  return body && findJoinBlock(body.content, body.format, finderOf(marks));
}

/** Zoom's links in body and location, the one of our own block first, whatever host serves it. */
export function joinUrlsIn(
  body: EventText | null,
  places: readonly string[],
  block: FoundBlock | null,
  { joinHosts }: InvitationMarks,
): string[] {
  const inBody = body ? findJoinUrls(body.content, body.format, joinHosts) : [];
  const inPlaces = places.flatMap((place) => findJoinUrls(place, "text", joinHosts));
  const own = block?.joinUrl ?? null;
  return [...new Set([...(own === null ? [] : [own]), ...inBody, ...inPlaces])];
}
