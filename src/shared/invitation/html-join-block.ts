import { type FoundBlock, type JoinBlockFinder } from "./found-block.ts";
import {
  isBlockTag,
  outlineHtml,
  readAttribute,
  showsSomething,
  type HtmlOutline,
} from "./html-elements.ts";
import { type BlockBounds, judgeBlock } from "./html-pieces.ts";
import { type LinkPair, pairLinks } from "./marker.ts";
import { findQuotedHistory, type QuotedRange } from "./quoted-history.ts";
import { unwrapSafeLink } from "./safe-links.ts";
import { readMeetingId } from "./zoom-links.ts";

interface Link {
  /** Index of the opening tag. */
  readonly token: number;
  readonly url: string;
}

function readLinks({ source, tokens }: HtmlOutline): Link[] {
  return tokens.flatMap((tag, token) => {
    const href =
      tag.kind === "open" && tag.name === "a" ? readAttribute(source, tag, "href") : null;
    return href === null ? [] : [{ token, url: unwrapSafeLink(href) }];
  });
}

/**
 * The branches, below the element that holds both links, from the one with the join link to the one
 * with the marker. That element itself is never ours: it was there before the block.
 */
function boundBoth({ last, parent }: HtmlOutline, join: number, marker: number): BlockBounds {
  const branchBelow = new Map<number, number>();
  for (let at = join; at >= 0; at = parent[at] ?? -1) branchBelow.set(parent[at] ?? -1, at);
  let first = join;
  let final = marker;
  for (let at = marker; at >= 0; at = parent[at] ?? -1) {
    const branch = branchBelow.get(parent[at] ?? -1);
    if (branch === undefined) continue;
    first = branch;
    final = at;
    break;
  }
  return { first, last: Math.max(last[final] ?? final, last[first] ?? first), join, marker };
}

/** The paragraph the marker stands in, when the join link is gone. */
function boundMarker({ tokens, last, parent }: HtmlOutline, marker: number): BlockBounds {
  const inline = ["span", "font", "b", "strong", "i", "em", "u"];
  let first = marker;
  for (let up = parent[marker] ?? -1; up >= 0; up = parent[up] ?? -1) {
    const name = tokens[up]?.name ?? "";
    if (!inline.includes(name) && name !== "p") break;
    first = up;
    if (name === "p") break;
  }
  return { first, last: last[first] ?? first, join: null, marker };
}

function readPair(outline: HtmlOutline, { itemKey, marker, join }: LinkPair<Link>): FoundBlock {
  const meetingId = join && readMeetingId(join.url);
  const both = join && judgeBlock(outline, boundBoth(outline, join.token, marker.token), meetingId);
  const isWhole = both && (both.hasMeetingId || !both.hasAdditions);
  const judged = isWhole ? both : judgeBlock(outline, boundMarker(outline, marker.token), null);
  return {
    start: judged.pieces[0]?.start ?? 0,
    end: judged.pieces.at(-1)?.end ?? 0,
    pieces: judged.pieces,
    itemKey,
    joinUrl: isWhole ? join.url : null,
    intact: isWhole === true && !both.hasAdditions && (both.hasMeetingId || meetingId === null),
  };
}

/** Every block of ours in the body that is not quoted from another message, in order. */
export function findHtmlBlocks(body: string, finder: JoinBlockFinder): FoundBlock[] {
  const outline = outlineHtml(body);
  const pairs = pairLinks(readLinks(outline), finder);
  if (pairs.length === 0) return [];
  const quoted = findQuotedHistory(outline).filter(
    // The very key of this appointment is proof enough against a person's pasted message head.
    ({ by }) => by === "marked" || finder.itemKey === undefined,
  );
  const isQuoted = (token: number) =>
    quoted.some(({ first, last }) => token >= first && token <= last);
  return pairs
    .filter(({ marker }) => !isQuoted(marker.token))
    .map(({ itemKey, marker, join }) => {
      const ownJoin = join && !isQuoted(join.token) ? join : null;
      return readPair(outline, { itemKey, marker, join: ownJoin });
    })
    .sort((a, b) => a.start - b.start);
}

/**
 * Where a new block goes: behind everything the organizer wrote, signature included, and before the
 * messages quoted below it. Signatures are not looked for: Outlook marks them differently in every
 * client and often not at all, and a place that depends on the client would make the block wander.
 */
export function findHtmlInsertionPoint(body: string): number {
  const outline = outlineHtml(body);
  const { tokens } = outline;
  let end = tokens.findLastIndex(({ kind, name }) => kind === "close" && name === "body");
  if (end < 0) end = tokens.findLastIndex(({ kind, name }) => kind === "close" && name === "html");
  if (end < 0 && tokens.at(-1)?.kind === "cut") end = tokens.length - 1;
  if (end < 0) end = tokens.length;
  for (const range of findQuotedHistory(outline).reverse()) {
    if (range.first < end && isTrailing(outline, range, end)) end = range.first;
  }
  return tokens[end]?.start ?? body.length;
}

/** Whether the quote reaches `end`, or nothing one can see stands between. */
function isTrailing({ source, tokens }: HtmlOutline, { last }: QuotedRange, end: number): boolean {
  for (let index = last + 1; index < end; index += 1) {
    const token = tokens[index];
    if (token && (showsSomething(source, token) || (token.kind === "open" && isBlockTag(token)))) {
      return false;
    }
  }
  return true;
}
