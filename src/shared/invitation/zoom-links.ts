import { parseUrl, unwrapSafeLink } from "./safe-links.ts";

/** A link that opens a Zoom meeting. */
export interface JoinLink {
  /** Zoom's own address, out of its Safe Links wrapper. */
  readonly url: string;
  /** 9 to 11 digits; null for personal links (`/my/name`), which do not show their number. */
  readonly meetingId: string | null;
}

const ZOOM_HOSTS = ["zoom.us", "zoom.com", "zoomgov.com"];
const NUMBERED_PATH = /^\/(?:j|w|s|wc\/join|wc)\/(\d{9,11})(?:\/(?:join|start))?\/?$/i;
const PERSONAL_PATH = /^\/my\/[^/\s]+\/?$/i;
/** A gateway in front of Zoom may serve its paths below one of its own. */
const NUMBERED_PATH_BELOW = /\/(?:j|w|s)\/(\d{9,11})\/?$/i;

const isWithin = (host: string, domain: string): boolean =>
  host === domain || host.endsWith(`.${domain}`);

/**
 * Reads one address as a Zoom join link, wrapped by Safe Links or not; null when it is none. Only the
 * real host counts: look-alikes and user names are no Zoom. A start link, which signs its reader in
 * as the host, is no join link either.
 *
 * @param extraHosts further hosts that serve join links (vanity hosts, with a port if they need one);
 *   their sub-domains count too.
 */
export function readJoinUrl(text: string, extraHosts: readonly string[] = []): JoinLink | null {
  const url = unwrapSafeLink(text);
  const parsed = parseUrl(url);
  if (!parsed || !/^https?:$/.test(parsed.protocol)) return null;
  if (parsed.username !== "" || parsed.password !== "" || isStartUrl(parsed)) return null;
  const { host, hostname, pathname } = parsed;
  const isExtra = extraHosts.some((extra) => {
    const domain = extra.toLowerCase();
    return domain !== "" && (isWithin(host, domain) || isWithin(hostname, domain));
  });
  if (!isExtra && !ZOOM_HOSTS.some((domain) => isWithin(hostname, domain))) return null;
  const numbered =
    NUMBERED_PATH.exec(pathname) ?? (isExtra ? NUMBERED_PATH_BELOW.exec(pathname) : null);
  if (numbered) return { url, meetingId: numbered[1] ?? null };
  return PERSONAL_PATH.test(pathname) ? { url, meetingId: null } : null;
}

/** Whether `url` opens a Zoom meeting; see {@link readJoinUrl}. */
export const isZoomJoinUrl = (url: string, extraHosts: readonly string[] = []): boolean =>
  readJoinUrl(url, extraHosts) !== null;

/** Start links carry the host's own access key: https://developers.zoom.us/docs/api/meetings/ */
export const isStartUrl = (url: URL): boolean =>
  url.searchParams.has("zak") || url.searchParams.has("zpk");

/** The meeting number in a link already known to join, whatever its host; null for personal links. */
export function readMeetingId(joinUrl: string): string | null {
  const parsed = parseUrl(unwrapSafeLink(joinUrl));
  return parsed ? (/\/(\d{9,11})(?:\/|$)/.exec(parsed.pathname)?.[1] ?? null) : null;
}
