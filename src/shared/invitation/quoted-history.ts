import {
  isBlockTag,
  normalizeText,
  readAttribute,
  showsSomething,
  type HtmlOutline,
} from "./html-elements.ts";

/** A stretch of a body that quotes an older message, as token indexes, both inclusive. */
export interface QuotedRange {
  readonly first: number;
  readonly last: number;
  /**
   * Recognised by a marking of the mail program (`marked`), or only by lines that read like a
   * message's head (`worded`), which a person may as well have pasted above our block.
   */
  readonly by: "marked" | "worded";
}

/** Outlook prefixes ids with `x_` each time it quotes them. */
const REPLY_HEADER_ID =
  /^(?:x_)*(?:divRplyFwdMsg|appendonsend|mail-editor-reference-message-container)$/i;
const SEPARATOR =
  /^-{2,} ?(?:original (?:message|appointment)|forwarded message|ursprünglicher termin|ursprüngliche nachricht|weitergeleitete nachricht) ?-{2,}$/i;
const FROM = /^(?:from|von) ?: ?\S/i;
const OTHER_HEADS = [
  /^(?:sent|gesendet|date|datum|when|wann) ?: ?\S/i,
  /^(?:to|an|required|erforderlich) ?: ?\S/i,
  /^(?:subject|betreff) ?: ?/i,
];
const HEAD_LINES = 8;

/** The index of the line where quoted history begins, judged by its words alone, or -1. */
export function findWordedHistory(lines: readonly string[]): number {
  return lines.findIndex((line, index) => {
    if (SEPARATOR.test(line)) return true;
    if (!FROM.test(line)) return false;
    const following = lines.slice(index + 1, index + HEAD_LINES);
    return OTHER_HEADS.filter((head) => following.some((each) => head.test(each))).length >= 2;
  });
}

interface Line {
  readonly text: string;
  readonly firstToken: number;
}

/** The visible lines of a body that are not blank. */
function readLines({ source, tokens }: HtmlOutline): Line[] {
  const lines: Line[] = [];
  let text = "";
  let firstToken = -1;
  const flush = () => {
    const normalized = normalizeText(text);
    if (normalized !== "") lines.push({ text: normalized, firstToken });
    text = "";
    firstToken = -1;
  };
  tokens.forEach((token, index) => {
    if (token.kind === "text") {
      if (firstToken < 0 && showsSomething(source, token)) firstToken = index;
      text += source.slice(token.start, token.end);
    } else if (token.name === "br" || isBlockTag(token)) flush();
  });
  flush();
  return lines;
}

/** Moves back over the tags that open around the quoted head, so that none of them is split off. */
function climbToOpening({ source, tokens }: HtmlOutline, index: number): number {
  let first = index;
  for (let at = index - 1; at >= 0; at -= 1) {
    const token = tokens[at];
    if (!token || token.name === "body" || token.name === "html") break;
    if (token.kind === "open") first = at;
    if (token.kind === "open" || token.kind === "comment") continue;
    if (token.kind !== "text" || showsSomething(source, token)) break;
  }
  return first;
}

/** Every quoted stretch of `outline`, in the order of their beginnings. */
export function findQuotedHistory(outline: HtmlOutline): QuotedRange[] {
  const { source, tokens, last, parent } = outline;
  const ranges: QuotedRange[] = [];
  tokens.forEach((token, first) => {
    if (token.kind !== "open") return;
    if (token.name === "blockquote") {
      ranges.push({ first, last: last[first] ?? first, by: "marked" });
    } else if (token.name === "div") {
      const id = readAttribute(source, token, "id");
      if (id === null || !REPLY_HEADER_ID.test(id)) return;
      const container = parent[first] ?? -1;
      const end = container < 0 ? tokens.length - 1 : (last[container] ?? first);
      ranges.push({ first, last: end, by: "marked" });
    }
  });
  const lines = readLines(outline);
  const worded = lines[findWordedHistory(lines.map((line) => line.text))];
  if (worded) {
    const first = climbToOpening(outline, worded.firstToken);
    ranges.push({ first, last: tokens.length - 1, by: "worded" });
  }
  return ranges.sort((a, b) => a.first - b.first);
}
