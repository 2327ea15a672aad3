import { type FoundBlock, type JoinBlockFinder, type Piece } from "./found-block.ts";
import { type LinkPair, pairLinks } from "./marker.ts";
import { findWordedHistory } from "./quoted-history.ts";
import { unwrapSafeLink } from "./safe-links.ts";
import { isDetailLine, JOIN_LABEL, OPTIONS_LABEL } from "./texts.ts";
import { findUrls } from "./urls.ts";
import { readMeetingId } from "./zoom-links.ts";

interface TextLine extends Piece {
  /** Where the next line starts. */
  readonly next: number;
  /** The line without its addresses. */
  readonly words: string;
  readonly urls: ReadonlyArray<Piece & { readonly url: string }>;
  readonly isQuoted: boolean;
}

function readLines(body: string): TextLine[] {
  const lines: TextLine[] = [];
  for (const match of body.matchAll(/([^\r\n]*)(\r\n|\r|\n|$)/g)) {
    const [whole, content = ""] = match;
    if (whole === "" && match.index === body.length && lines.length > 0) break;
    const start = match.index;
    const found = findUrls(content);
    let words = content;
    for (const { start: from, end: to } of [...found].reverse()) {
      words = words.slice(0, from) + words.slice(to);
    }
    lines.push({
      start,
      end: start + content.length,
      next: start + whole.length,
      words: words.replace(/[\s\u00a0<>]+/g, " ").trim(),
      urls: found.map((each) => ({
        start: start + each.start,
        end: start + each.end,
        url: unwrapSafeLink(each.url),
      })),
      isQuoted: /^\s*[>|]/.test(content),
    });
  }
  return lines;
}

const isLabel = (words: string, label: RegExp): boolean => {
  const bare = words.replace(/\s*:$/, "");
  return label.exec(bare)?.[0] === bare;
};

/** How many characters of line breaks, at most two of them, stand before or after an offset. */
const breaksBefore = (body: string, at: number): number =>
  /(?:\r\n|\r|\n){0,2}$/.exec(body.slice(Math.max(0, at - 4), at))?.[0].length ?? 0;
const breaksAfter = (body: string, at: number): number =>
  /^(?:\r\n|\r|\n){0,2}/.exec(body.slice(at, at + 4))?.[0].length ?? 0;

const isInLine = (body: string, at: number): boolean => /[^\r\n]/.test(body.charAt(at));

interface TextLink extends Piece {
  readonly url: string;
  readonly line: number;
}

interface TextRange {
  readonly first: number;
  readonly marker: TextLink;
  readonly join: TextLink | null;
}

interface JudgedLines {
  readonly pieces: readonly Piece[];
  readonly hasMeetingId: boolean;
  readonly hasAdditions: boolean;
}

/** Judges the lines from the block's first to its marker: links, known details and blanks are ours. */
function judgeLines(
  lines: readonly TextLine[],
  { first, marker, join }: TextRange,
  meetingId: string | null,
): JudgedLines {
  const pieces: Piece[] = [];
  let hasMeetingId = false;
  let hasAdditions = false;
  for (let index = first; index <= marker.line; index += 1) {
    const line = lines[index];
    if (!line) continue;
    const links = [join, marker].filter((link) => link?.line === index);
    const label = join?.line === index ? JOIN_LABEL : OPTIONS_LABEL;
    const isTitle = join !== null && index < join.line;
    const isOurs =
      line.urls.length === links.length &&
      (line.words === "" ||
        isTitle ||
        (links.length > 0 ? isLabel(line.words, label) : isDetailLine(line.words)));
    if (meetingId !== null && line.words.replace(/\D/g, "") === meetingId) hasMeetingId = true;
    if (isOurs) {
      pieces.push({ start: line.start, end: index === marker.line ? line.end : line.next });
      continue;
    }
    hasAdditions = true;
    for (const link of links) if (link) pieces.push({ start: link.start, end: link.end });
  }
  return { pieces, hasMeetingId, hasAdditions };
}

function joinAdjacent(pieces: readonly Piece[]): Piece[] {
  const joined: Piece[] = [];
  for (const piece of pieces) {
    const previous = joined.at(-1);
    if (previous?.end === piece.start) {
      joined[joined.length - 1] = { start: previous.start, end: piece.end };
    } else joined.push(piece);
  }
  return joined;
}

function readPair(
  body: string,
  lines: readonly TextLine[],
  { itemKey, marker, join }: LinkPair<TextLink>,
): FoundBlock {
  const meetingId = join && readMeetingId(join.url);
  const title = join && lines[join.line - 1];
  const hasTitle = title?.urls.length === 0 && isLabel(title.words, JOIN_LABEL);
  const both =
    join &&
    judgeLines(lines, { first: hasTitle ? join.line - 1 : join.line, marker, join }, meetingId);
  const isWhole = both && (both.hasMeetingId || !both.hasAdditions);
  const judged = isWhole
    ? both
    : judgeLines(lines, { first: marker.line, marker, join: null }, null);

  const pieces = joinAdjacent(judged.pieces);
  const start = pieces[0]?.start ?? 0;
  const end = pieces.at(-1)?.end ?? 0;
  // The blank line on either side came with the block and goes with it, unless text that somebody
  // wrote below the block would then run on from the line above.
  const before = breaksBefore(body, start);
  const after = breaksAfter(body, end);
  const wouldRunOn = isInLine(body, start - before - 1) && isInLine(body, end + after);
  const widened = pieces.map((piece) => ({
    start: piece.start === start && !wouldRunOn ? start - before : piece.start,
    end: piece.end === end ? end + after : piece.end,
  }));
  return {
    start: widened[0]?.start ?? 0,
    end: widened.at(-1)?.end ?? 0,
    pieces: widened,
    itemKey,
    joinUrl: isWhole ? join.url : null,
    intact: isWhole === true && !both.hasAdditions && (both.hasMeetingId || meetingId === null),
  };
}

/** Every block of ours in a plain-text body that is not quoted from another message, in order. */
export function findTextBlocks(body: string, finder: JoinBlockFinder): FoundBlock[] {
  const lines = readLines(body);
  const links = lines.flatMap(({ urls, isQuoted }, line) =>
    isQuoted ? [] : urls.map((each) => ({ ...each, line })),
  );
  const worded = findWordedHistory(lines.map(({ words }) => words));
  const historyStart = worded < 0 || finder.itemKey !== undefined ? lines.length : worded;
  return pairLinks(links, finder)
    .filter(({ marker }) => marker.line < historyStart)
    .map((pair) => readPair(body, lines, pair));
}

/** Where a new block goes in a plain-text body: at the end, before the messages quoted below. */
export function findTextInsertionPoint(body: string): number {
  const lines = readLines(body);
  return lines[findWordedHistory(lines.map(({ words }) => words))]?.start ?? body.length;
}

/** `text` in the body's own line ends, with the blank line around it that `findTextBlocks` counts in. */
export function fitTextBlock(body: string, text: string): string {
  const lineEnd = body.includes("\r") || !body.includes("\n") ? "\r\n" : "\n";
  return ["", "", ...text.split("\n"), "", ""].join(lineEnd);
}
