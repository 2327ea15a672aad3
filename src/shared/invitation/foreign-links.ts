import { parseUrl, unwrapSafeLink } from "./safe-links.ts";

export type ForeignProvider = "teams" | "meet" | "webex" | "goto" | "skype" | "whereby";

interface LinkShape {
  readonly provider: ForeignProvider;
  /** Host name without a leading dot; its sub-domains count too. */
  readonly host: string;
  readonly path: RegExp;
}

const SHAPES: readonly LinkShape[] = [
  { provider: "teams", host: "teams.microsoft.com", path: /^\/(?:l\/meetup-join|meet)\/./i },
  { provider: "teams", host: "teams.microsoft.us", path: /^\/(?:l\/meetup-join|meet)\/./i },
  { provider: "teams", host: "teams.cloud.microsoft", path: /^\/(?:l\/meetup-join|meet)\/./i },
  { provider: "teams", host: "teams.live.com", path: /^\/meet\/./i },
  {
    provider: "meet",
    host: "meet.google.com",
    path: /^\/(?:[a-z]{3}-[a-z]{4}-[a-z]{3}|lookup\/.)/i,
  },
  {
    provider: "webex",
    host: "webex.com",
    path: /^\/(?:meet\/.|join\/.|m\/.|[^/]+\/j\.php|wbxmjs\/|webappng\/|weblink\/)/i,
  },
  { provider: "goto", host: "meet.goto.com", path: /^\/./ },
  { provider: "goto", host: "gotomeeting.com", path: /^\/join\/./i },
  { provider: "goto", host: "gotomeet.me", path: /^\/./ },
  { provider: "goto", host: "app.goto.com", path: /^\/meeting\/./i },
  { provider: "skype", host: "join.skype.com", path: /^\/./ },
  { provider: "skype", host: "meet.lync.com", path: /^\/./ },
  { provider: "whereby", host: "whereby.com", path: /^\/[^/]+$/ },
];

/** Pages of whereby.com that are not rooms. */
const NOT_A_ROOM = /^\/(?:blog|information|user|org|embedded|pricing|about|legal)\b/i;

/** Which other provider's meeting `url` opens, or null. Safe Links are looked through. */
export function readForeignProvider(url: string): ForeignProvider | null {
  const parsed = parseUrl(unwrapSafeLink(url));
  if (!parsed || !/^https?:$/.test(parsed.protocol)) return null;
  const shape = SHAPES.find(
    ({ host, path }) =>
      (parsed.hostname === host || parsed.hostname.endsWith(`.${host}`)) &&
      path.test(parsed.pathname),
  );
  if (!shape) return null;
  return shape.provider === "whereby" && NOT_A_ROOM.test(parsed.pathname) ? null : shape.provider;
}
