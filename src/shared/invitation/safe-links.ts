const WRAPPERS = [".safelinks.protection.outlook.com", ".safelinks.protection.office365.us"];
const DEEPEST = 5;

/** Parses an absolute URL; null when it is none. Older Macs have no `URL.parse`. */
export const parseUrl = (url: string): URL | null =>
  URL.canParse(url.trim()) ? new URL(url.trim()) : null;

/**
 * The address behind a Microsoft Defender Safe Links wrapper, or `url` itself when it is not wrapped.
 * https://learn.microsoft.com/defender-office-365/safe-links-about
 */
export function unwrapSafeLink(url: string): string {
  let current = url.trim();
  for (let depth = 0; depth < DEEPEST; depth += 1) {
    const parsed = parseUrl(current);
    if (parsed?.protocol !== "https:") return current;
    if (!WRAPPERS.some((suffix) => parsed.hostname.endsWith(suffix))) return current;
    const inner = parsed.searchParams.get("url");
    if (inner === null || inner === "") return current;
    current = inner;
  }
  return current;
}
