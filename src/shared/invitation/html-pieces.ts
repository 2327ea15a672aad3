import { type Piece } from "./found-block.ts";
import { isBlockTag, normalizeText, showsSomething, type HtmlOutline } from "./html-elements.ts";
import { isDetailLine, JOIN_LABEL, OPTIONS_LABEL } from "./texts.ts";

/** The tokens between which a block lies; indexes into the outline's tokens, all inclusive. */
export interface BlockBounds {
  /** Whole branches of the element that holds the block. */
  readonly first: number;
  readonly last: number;
  /** The opening tags of the two links; `join` is null when only the marker is left. */
  readonly join: number | null;
  readonly marker: number;
}

export interface JudgedBlock {
  readonly pieces: readonly Piece[];
  readonly hasMeetingId: boolean;
  /** Somebody wrote between the links, or into them. */
  readonly hasAdditions: boolean;
}

/** The last token of a link. A link nobody closed ends before the next link or block. */
function findLinkEnd({ tokens }: HtmlOutline, link: number): number {
  for (let index = link + 1; index < tokens.length; index += 1) {
    const token = tokens[index];
    if (!token || token.name === "br" || isBlockTag(token)) return index - 1;
    if (token.name === "a") return token.kind === "close" ? index : index - 1;
  }
  return tokens.length - 1;
}

/** The part of a link's text that is ours when somebody typed into the link; else null. */
function cutLabel(source: string, { start, end }: Piece, label: RegExp): Piece | null {
  const raw = source.slice(start, end);
  const match = label.exec(raw);
  if (!match || normalizeText(raw) === normalizeText(match[0])) return null;
  return { start: start + match.index, end: start + match.index + match[0].length };
}

interface BlockLink {
  readonly from: number;
  readonly to: number;
  readonly label: RegExp;
}

interface Verdicts {
  /** Tokens that are somebody else's. */
  readonly foreign: ReadonlySet<number>;
  readonly cuts: ReadonlyMap<number, Piece>;
  readonly hasMeetingId: boolean;
  readonly hasAdditions: boolean;
}

/** Judges the tokens line by line: between its links a block has known details and blanks only. */
function judgeTokens(
  { source, tokens, last }: HtmlOutline,
  bounds: BlockBounds,
  links: readonly BlockLink[],
  meetingId: string | null,
): Verdicts {
  const begin = bounds.join ?? bounds.marker;
  const finish = links.at(-1)?.to ?? bounds.marker;
  const foreign = new Set<number>();
  const cuts = new Map<number, Piece>();
  let hasMeetingId = false;
  let hasAdditions = false;
  let line: number[] = [];
  let rawLine = "";

  const endLine = (lineBreak?: number) => {
    const text = normalizeText(rawLine);
    if (text !== "" && !isDetailLine(text)) {
      for (const index of line) foreign.add(index);
      if (lineBreak !== undefined) foreign.add(lineBreak);
      hasAdditions = true;
    } else if (meetingId !== null && text.replace(/\D/g, "") === meetingId) hasMeetingId = true;
    line = [];
    rawLine = "";
  };

  for (let index = bounds.first; index <= bounds.last; index += 1) {
    const token = tokens[index];
    if (!token) continue;
    if (index < begin || index > finish) {
      const isApart = token.kind === "open" && (index > finish || (last[index] ?? index) < begin);
      const isLine = token.name === "br" || isBlockTag(token);
      if ((isApart && isLine) || showsSomething(source, token)) foreign.add(index);
      continue;
    }
    if (token.name === "br") endLine(index);
    else if (isBlockTag(token)) endLine();
    const link = links.find(({ from, to }) => index > from && index <= to);
    if (token.kind === "text" && link) {
      const cut = cutLabel(source, token, link.label);
      if (cut) cuts.set(index, cut);
    } else if (token.kind === "text") {
      line.push(index);
      rawLine += source.slice(token.start, token.end);
    } else if (showsSomething(source, token)) {
      foreign.add(index);
      hasAdditions = true;
    }
  }
  endLine();
  return { foreign, cuts, hasMeetingId, hasAdditions: hasAdditions || cuts.size > 0 };
}

/** The largest elements that hold nothing foreign, and our own words and link tags in the others. */
function collectPieces(
  { tokens, last }: HtmlOutline,
  bounds: BlockBounds,
  links: readonly BlockLink[],
  { foreign, cuts }: Verdicts,
): Piece[] {
  const begin = bounds.join ?? bounds.marker;
  const finish = links.at(-1)?.to ?? bounds.marker;
  const keptBefore: number[] = [0];
  for (let index = bounds.first; index <= bounds.last; index += 1) {
    const isKept = foreign.has(index) || cuts.has(index);
    keptBefore.push((keptBefore.at(-1) ?? 0) + (isKept ? 1 : 0));
  }
  const isOurs = (from: number, to: number) =>
    to <= bounds.last &&
    to >= begin &&
    from <= finish &&
    keptBefore[to + 1 - bounds.first] === keptBefore[from - bounds.first];
  const linkTags = new Set(
    links.flatMap(({ from, to }) => (tokens[to]?.kind === "close" ? [from, to] : [from])),
  );

  const pieces: Piece[] = [];
  const add = (start: number, end: number) => {
    const previous = pieces.at(-1);
    if (previous?.end === start) pieces[pieces.length - 1] = { start: previous.start, end };
    else pieces.push({ start, end });
  };
  for (let index = bounds.first; index <= bounds.last; index += 1) {
    const token = tokens[index];
    if (!token || foreign.has(index)) continue;
    const elementEnd = last[index] ?? index;
    const cut = cuts.get(index);
    if (cut) add(cut.start, cut.end);
    else if (token.kind === "open" && isOurs(index, elementEnd)) {
      add(token.start, tokens[elementEnd]?.end ?? token.end);
      index = elementEnd;
    } else if (linkTags.has(index)) add(token.start, token.end);
    else if (token.kind === "text" || token.kind === "comment") {
      if (index >= begin && index <= finish) add(token.start, token.end);
    }
  }
  return pieces;
}

/**
 * Finds what is ours inside the bounds. Where somebody wrote into our elements, only our words and
 * links go, and theirs stay where they are.
 */
export function judgeBlock(
  outline: HtmlOutline,
  bounds: BlockBounds,
  meetingId: string | null,
): JudgedBlock {
  const { join, marker } = bounds;
  const links: BlockLink[] = [
    { from: marker, to: findLinkEnd(outline, marker), label: OPTIONS_LABEL },
  ];
  if (join !== null)
    links.unshift({ from: join, to: findLinkEnd(outline, join), label: JOIN_LABEL });
  const verdicts = judgeTokens(outline, bounds, links, meetingId);
  return {
    pieces: collectPieces(outline, bounds, links, verdicts),
    hasMeetingId: verdicts.hasMeetingId,
    hasAdditions: verdicts.hasAdditions,
  };
}
