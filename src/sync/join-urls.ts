import { zoomMeetingId, type ZoomMeetingId } from "./ids.ts";

export interface JoinLink {
  /** The Zoom address itself, unwrapped. */
  readonly url: string;
  /** `null` for personal links (`/my/name`), which do not show their number. */
  readonly meetingId: ZoomMeetingId | null;
}

const zoomDomains = ["zoom.us", "zoomgov.com"];
const wrapperDomains = ["safelinks.protection.outlook.com", "safelinks.office365.us"];
const maximumWraps = 3;

function isWithin(host: string, domain: string): boolean {
  return host === domain || host.endsWith(`.${domain}`);
}

function parse(text: string): URL | null {
  return URL.canParse(text) ? new URL(text) : null;
}

/** Safe Links keep the real address in `url`; they may wrap each other when mail is forwarded. */
function unwrap(url: URL): URL | null {
  let current: URL | null = url;
  for (let wraps = 0; current !== null && wraps <= maximumWraps; wraps += 1) {
    const { hostname, searchParams } = current;
    if (!wrapperDomains.some((domain) => isWithin(hostname, domain))) return current;
    current = parse(searchParams.get("url") ?? "");
  }
  return null;
}

const numberedPath = /^\/(?:j|s|w|wc\/join|wc)\/(\d{9,11})(?:\/|$)/;
const personalPath = /^\/my\/[^/]+/;

/**
 * Reads one address as a Zoom join link, `null` when it is none. `extraHosts` are an account's own
 * vanity hosts outside zoom.us. Only the real host counts: look-alikes and user names are no Zoom.
 */
export function readJoinUrl(text: string, extraHosts: readonly string[] = []): JoinLink | null {
  const first = parse(text);
  const url = first === null ? null : unwrap(first);
  if (url === null || (url.protocol !== "https:" && url.protocol !== "http:")) return null;
  if (url.username !== "" || url.password !== "") return null;
  const domains = [...zoomDomains, ...extraHosts.map((host) => host.toLowerCase())];
  if (!domains.some((domain) => isWithin(url.hostname, domain))) return null;
  const number = numberedPath.exec(url.pathname)?.[1];
  if (number !== undefined) return { url: url.href, meetingId: zoomMeetingId(number) };
  return personalPath.test(url.pathname) ? { url: url.href, meetingId: null } : null;
}

const address = /https?:\/\/[^\s<>"'`\\^{}|]+/gi;

/** Every Zoom join link in a text or in HTML, in order, each once. */
export function findJoinUrls(text: string, extraHosts: readonly string[] = []): JoinLink[] {
  const found = new Map<string, JoinLink>();
  for (const [match] of text.matchAll(address)) {
    const plain = match.replace(/&amp;/gi, "&").replace(/[.,;:!?)\]]+$/, "");
    const link = readJoinUrl(plain, extraHosts);
    if (link === null) continue;
    const key = link.meetingId ?? link.url;
    if (!found.has(key)) found.set(key, link);
  }
  return [...found.values()];
}
