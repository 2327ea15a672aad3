import { parseUrl, unwrapSafeLink } from "./safe-links.ts";

const ZOOM_HOSTS = ["zoom.us", "zoom.com", "zoomgov.com"];
const JOIN_PATH =
  /^\/(?:(?:j|w|s)\/\d{8,12}|my\/[^/\s]+|wc\/join\/\d{8,12}|wc\/\d{8,12}\/(?:join|start))\/?$/i;
/** A gateway in front of Zoom may serve its paths below one of its own. */
const JOIN_PATH_BELOW = /\/(?:j|w|s)\/\d{8,12}\/?$/i;

const hostMatches = (url: URL, host: string): boolean =>
  url.hostname === host || url.hostname.endsWith(`.${host}`);

/**
 * Whether `url` opens a Zoom meeting, wrapped by Safe Links or not. A start link, which signs its
 * reader in as the host, is not a join link.
 *
 * @param extraHosts further hosts that serve join links (vanity hosts, with a port if they need one).
 */
export function isZoomJoinUrl(url: string, extraHosts: readonly string[] = []): boolean {
  const parsed = parseUrl(unwrapSafeLink(url));
  if (!parsed || !/^https?:$/.test(parsed.protocol)) return false;
  if (parsed.username !== "" || parsed.password !== "" || isStartUrl(parsed)) return false;
  const isExtra = extraHosts.some((host) => [parsed.host, parsed.hostname].includes(host));
  if (isExtra && JOIN_PATH_BELOW.test(parsed.pathname)) return true;
  if (!isExtra && !ZOOM_HOSTS.some((host) => hostMatches(parsed, host))) return false;
  return JOIN_PATH.test(parsed.pathname);
}

/** Start links carry the host's own access key: https://developers.zoom.us/docs/api/meetings/ */
export const isStartUrl = (url: URL): boolean =>
  url.searchParams.has("zak") || url.searchParams.has("zpk");

/** The meeting number in a join link, digits only; null for personal links (`/my/name`). */
export function readMeetingId(joinUrl: string): string | null {
  const parsed = parseUrl(unwrapSafeLink(joinUrl));
  return parsed ? (/\/(\d{8,12})(?:\/|$)/.exec(parsed.pathname)?.[1] ?? null) : null;
}
