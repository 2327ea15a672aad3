import { type ForeignProvider, readForeignProvider } from "./foreign-links.ts";
import { readAttribute } from "./html-elements.ts";
import { decodeEntities } from "./html-entities.ts";
import { readHtmlTokens } from "./html-tokens.ts";
import { type BodyFormat } from "./join-block.ts";
import { unwrapSafeLink } from "./safe-links.ts";
import { findUrls } from "./urls.ts";
import { isZoomJoinUrl } from "./zoom-links.ts";

/** Every web address in a body or a location, linked or plain, unwrapped, once each, in order. */
function readUrls(content: string, format: BodyFormat): string[] {
  if (format === "text") return unique(findUrls(content).map(({ url }) => url));
  return unique(
    readHtmlTokens(content).flatMap((token) => {
      if (token.kind === "text") {
        const text = decodeEntities(content.slice(token.start, token.end));
        return findUrls(text).map(({ url }) => url);
      }
      const href = token.kind === "open" && token.name === "a";
      return href ? [readAttribute(content, token, "href") ?? ""] : [];
    }),
  );
}

const unique = (urls: readonly string[]): string[] => [...new Set(urls.map(unwrapSafeLink))];

/**
 * The Zoom join links in a body, or in a location (`format` "text").
 *
 * @param extraHosts see {@link readJoinUrl}.
 */
export function findJoinUrls(
  content: string,
  format: BodyFormat,
  extraHosts: readonly string[] = [],
): string[] {
  return readUrls(content, format).filter((url) => isZoomJoinUrl(url, extraHosts));
}

export interface ForeignJoinUrl {
  readonly provider: ForeignProvider;
  readonly url: string;
}

/** Links to meetings of other providers, so that a person can be asked which one holds. */
export function findForeignJoinUrls(content: string, format: BodyFormat): ForeignJoinUrl[] {
  return readUrls(content, format).flatMap((url) => {
    const provider = readForeignProvider(url);
    return provider === null ? [] : [{ provider, url }];
  });
}
