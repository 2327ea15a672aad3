import { decodeEntities } from "./html-entities.ts";
import { readHtmlTokens, type HtmlToken } from "./html-tokens.ts";

const words = (list: string): ReadonlySet<string> => new Set(list.split(" "));

const VOID = words("area base br col embed hr img input link meta param source track wbr");
const BLOCKS = words(
  "address article aside blockquote body center dd details dialog dir div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr html li main menu nav ol p pre section summary table tbody td tfoot th thead tr ul",
);
const KEEPS_PARAGRAPH_OPEN = words("body html li dd dt tbody td tfoot th thead tr");
const CONTENT = words(
  "img input hr embed iframe object video audio canvas svg math button select textarea",
);

/** A body taken apart. Every index is an index into `tokens`. */
export interface HtmlOutline {
  readonly source: string;
  readonly tokens: readonly HtmlToken[];
  /** For an opening tag: the last token of its element. For any other token: the token itself. */
  readonly last: readonly number[];
  /** The opening tag of the element a token stands in, or -1. */
  readonly parent: readonly number[];
}

export const isBlockTag = (token: HtmlToken): boolean => BLOCKS.has(token.name);

/** Whether the token shows something: text other than white space, or an embedded thing. */
export function showsSomething(source: string, token: HtmlToken): boolean {
  if (token.kind === "text") return normalizeText(source.slice(token.start, token.end)) !== "";
  if (token.kind === "raw") return token.name === "textarea";
  return token.kind === "open" && CONTENT.has(token.name);
}

/** Decodes `raw` and folds white space, no-break spaces included, into single blanks. */
export function normalizeText(raw: string): string {
  return decodeEntities(raw)
    .replace(/[\s\u00a0\u00ad\u200b-\u200f\u2060\ufeff]+/g, " ")
    .trim();
}

/**
 * Pairs opening and closing tags, forgiving what bodies really contain: stray and missing end tags,
 * and paragraphs ended by the next block. Linear, and not recursive: bodies nest thousands deep.
 */
export function outlineHtml(source: string): HtmlOutline {
  const tokens = readHtmlTokens(source);
  const last = tokens.map((_, index) => index);
  const parent: number[] = [];
  const open: number[] = [];
  const openCount = new Map<string, number>();

  const closeTop = (lastToken: number): string => {
    const index = open.pop() ?? -1;
    const name = tokens[index]?.name ?? "";
    openCount.set(name, (openCount.get(name) ?? 1) - 1);
    last[index] = lastToken;
    return name;
  };
  const isOpen = (name: string) => (openCount.get(name) ?? 0) > 0;
  const closeThrough = (name: string, before: number, lastOfNamed: number) => {
    while (open.length > 0) {
      const named = tokens[open.at(-1) ?? -1]?.name === name;
      closeTop(named ? lastOfNamed : before);
      if (named) return;
    }
  };

  tokens.forEach((token, index) => {
    if (token.kind === "close") {
      if (isOpen(token.name)) {
        closeThrough(token.name, index - 1, index);
      } else if (token.name === "body" || token.name === "html") {
        while (open.length > 0) closeTop(index - 1);
      }
      parent[index] = open.at(-1) ?? -1;
      return;
    }
    if (token.kind === "open" && isBlockTag(token) && !KEEPS_PARAGRAPH_OPEN.has(token.name)) {
      if (isOpen("p")) closeThrough("p", index - 1, index - 1);
    }
    parent[index] = open.at(-1) ?? -1;
    if (token.kind === "open" && !VOID.has(token.name)) {
      open.push(index);
      openCount.set(token.name, (openCount.get(token.name) ?? 0) + 1);
    }
  });
  while (open.length > 0) closeTop(tokens.length - 1);
  return { source, tokens, last, parent };
}

const ATTRIBUTE = /([^\s/>=][^\s/>=]*)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>][^\s>]*)))?/g;

/** The decoded value of one attribute of an opening tag, or null. */
export function readAttribute(source: string, tag: HtmlToken, name: string): string | null {
  const inside = source.slice(tag.start + 1 + tag.name.length, tag.end - 1);
  for (const [, attribute, double, single, bare] of inside.matchAll(ATTRIBUTE)) {
    if (attribute?.toLowerCase() === name) return decodeEntities(double ?? single ?? bare ?? "");
  }
  return null;
}
