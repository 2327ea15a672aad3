/**
 * Reads HTML as the HTML standard's tokenizer does, keeping nothing but offsets, so that a body can
 * be cut and joined without rewriting a byte of it. Written here because it runs inside Outlook's
 * event handlers, where a full parser with its entity tables weighs more than the handlers.
 * https://html.spec.whatwg.org/multipage/parsing.html#tokenization
 */

export interface HtmlToken {
  /**
   * `raw` is what stands inside script, style, textarea and the like. `cut` is a construct the end of
   * the source interrupts: whatever is written behind it would become part of it.
   */
  readonly kind: "open" | "close" | "text" | "comment" | "raw" | "cut";
  /** Lower-case tag name; empty for everything but tags. */
  readonly name: string;
  readonly start: number;
  readonly end: number;
}

const RAW_ELEMENTS = new Set(
  "script style textarea title xmp iframe noembed noframes plaintext".split(" "),
);
const SPACE_OR_END = /[\s/>]/;
const TAG_START = /[a-z/!?]/i;
const LETTER = /[a-z]/i;

const offsetAfter = (source: string, closing: string, from: number): number => {
  const at = source.indexOf(closing, from);
  return at < 0 ? -1 : at + closing.length;
};

/** Offset behind the `>` that ends the tag, or -1. A `>` inside a quoted value does not end it. */
function findTagEnd(source: string, afterName: number): number {
  let at = afterName;
  let expectsValue = false;
  while (at < source.length) {
    const char = source.charAt(at);
    if (char === ">") return at + 1;
    if (expectsValue && (char === '"' || char === "'")) {
      at = offsetAfter(source, char, at + 1);
      if (at < 0) return -1;
      expectsValue = false;
      continue;
    }
    if (char === "=") expectsValue = true;
    else if (!/\s/.test(char)) {
      if (expectsValue) at = skipUnquoted(source, at);
      expectsValue = false;
    }
    at += 1;
  }
  return -1;
}

/** Offset of the last character of an unquoted attribute value. */
function skipUnquoted(source: string, from: number): number {
  let at = from;
  while (at + 1 < source.length && !/[\s>]/.test(source.charAt(at + 1))) at += 1;
  return at;
}

function findCommentEnd(source: string, start: number): number {
  if (!source.startsWith("<!--", start)) return offsetAfter(source, ">", start + 2);
  const abrupt = /^<!---?>/.exec(source.slice(start, start + 6));
  if (abrupt) return start + abrupt[0].length;
  const closing = /--!?>/g;
  closing.lastIndex = start + 4;
  return closing.exec(source) ? closing.lastIndex : -1;
}

/** Offset where the raw text of `name` ends, that is where its end tag starts, or -1. */
function findRawEnd(source: string, name: string, from: number): number {
  if (name === "plaintext") return -1;
  const closing = new RegExp(`</${name}(?=[\\s/>])`, "gi");
  closing.lastIndex = from;
  return closing.exec(source)?.index ?? -1;
}

function readName(source: string, from: number): string {
  let end = from;
  while (end < source.length && !SPACE_OR_END.test(source.charAt(end))) end += 1;
  return source.slice(from, end).toLowerCase();
}

/** Splits `source` into tokens that lie end to end and cover all of it. Linear in its length. */
export function readHtmlTokens(source: string): HtmlToken[] {
  const tokens: HtmlToken[] = [];
  let textStart = 0;
  let at = 0;

  const push = (kind: HtmlToken["kind"], name: string, start: number, end: number) => {
    if (end > start) tokens.push({ kind, name, start, end });
    at = end;
    textStart = end;
  };

  while (at < source.length) {
    const less = source.indexOf("<", at);
    if (less < 0) break;
    const next = source.charAt(less + 1);
    if (!TAG_START.test(next)) {
      at = less + 1;
      continue;
    }
    push("text", "", textStart, less);
    const isClose = next === "/";
    const nameStart = less + (isClose ? 2 : 1);
    const isTag = LETTER.test(source.charAt(nameStart));
    const name = isTag ? readName(source, nameStart) : "";
    const end = isTag ? findTagEnd(source, nameStart + name.length) : findCommentEnd(source, less);
    if (end < 0) {
      push("cut", "", less, source.length);
      break;
    }
    if (!isTag) {
      push("comment", "", less, end);
      continue;
    }
    if (!isClose && RAW_ELEMENTS.has(name)) {
      const rawEnd = findRawEnd(source, name, end);
      if (rawEnd < 0) {
        push("cut", "", less, source.length);
        break;
      }
      push("open", name, less, end);
      push("raw", name, end, rawEnd);
      continue;
    }
    push(isClose ? "close" : "open", name, less, end);
  }
  push("text", "", textStart, source.length);
  return tokens;
}
