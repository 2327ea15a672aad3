import { type JoinBlock } from "./build-join-block.ts";
import { type FoundBlock, type JoinBlockFinder } from "./found-block.ts";
import { findHtmlBlocks, findHtmlInsertionPoint } from "./html-join-block.ts";
import { findTextBlocks, findTextInsertionPoint, fitTextBlock } from "./text-join-block.ts";

export type BodyFormat = "html" | "text";

const findBlocks = (body: string, format: BodyFormat, finder: JoinBlockFinder): FoundBlock[] =>
  format === "html" ? findHtmlBlocks(body, finder) : findTextBlocks(body, finder);

/**
 * Finds our join block in a body, however Outlook or Exchange rewrote it. Blocks inside quoted
 * messages belong to other appointments and are passed over.
 */
export function findJoinBlock(
  body: string,
  format: BodyFormat,
  finder: JoinBlockFinder,
): FoundBlock | null {
  return findBlocks(body, format, finder)[0] ?? null;
}

function cut(body: string, blocks: readonly FoundBlock[], replacement: string): string {
  const kept: string[] = [];
  let from = 0;
  for (const { start, end } of blocks.flatMap(({ pieces }) => pieces)) {
    kept.push(body.slice(from, start));
    if (kept.length === 1) kept.push(replacement);
    from = end;
  }
  return kept.join("") + body.slice(from);
}

/** The blocks a change concerns: all of one key (a person may have copied it), or the first one. */
function chooseBlocks(body: string, format: BodyFormat, finder: JoinBlockFinder): FoundBlock[] {
  const blocks = findBlocks(body, format, finder);
  return blocks.filter(({ itemKey }) => itemKey === blocks[0]?.itemKey);
}

/**
 * Writes the block in place of the one that is there, or else behind what the organizer wrote and
 * before quoted messages. No byte outside the block changes, and text that somebody wrote inside the
 * old block stays, below the new one.
 */
export function putJoinBlock(
  body: string,
  format: BodyFormat,
  block: JoinBlock,
  finder: JoinBlockFinder,
): string {
  const replacement = format === "html" ? block.html : fitTextBlock(body, block.text);
  const present = chooseBlocks(body, format, finder);
  if (present.length > 0) return cut(body, present, replacement);
  const at = format === "html" ? findHtmlInsertionPoint(body) : findTextInsertionPoint(body);
  return body.slice(0, at) + replacement + body.slice(at);
}

/** Takes the block out; undoes `putJoinBlock` to the byte. Without a block the body is unchanged. */
export function removeJoinBlock(body: string, format: BodyFormat, finder: JoinBlockFinder): string {
  return cut(body, chooseBlocks(body, format, finder), "");
}
