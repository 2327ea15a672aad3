import { type Config } from "../config.ts";

/** Outlook on the web's own origins; a page of ours may stand in no other frame. */
const outlookOrigins = [
  "https://outlook.office.com",
  "https://outlook.office365.com",
  "https://outlook.live.com",
  "https://outlook.cloud.microsoft",
];

/**
 * Policy of the pages inside Outlook. `strict-dynamic` lets office.js, which carries our nonce, load
 * its further files; nothing else may add a script. Hosts on our own host name (any port) may frame
 * us, because office.js itself trusts exactly those besides Outlook.
 */
export function contentSecurityPolicy(config: Config, nonce: string): string {
  const { hostname } = new URL(config.publicUrl);
  const officeJs = new URL(config.officeJsUrl).origin;
  const directives: Record<string, string[]> = {
    "default-src": ["'none'"],
    "script-src": [`'nonce-${nonce}'`, "'strict-dynamic'", "'self'", officeJs],
    "style-src": ["'self'", `'nonce-${nonce}'`],
    "img-src": ["'self'", "data:"],
    "font-src": ["'self'"],
    "connect-src": ["'self'", new URL(config.entra.authority).origin, officeJs],
    "form-action": ["'self'"],
    "base-uri": ["'none'"],
    "frame-ancestors": ["'self'", ...outlookOrigins, `https://${hostname}:*`],
  };
  return Object.entries(directives)
    .map(([name, values]) => `${name} ${values.join(" ")}`)
    .join("; ");
}
