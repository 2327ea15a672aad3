import { type JoinBlockFinder } from "./found-block.ts";

/** What a marker link looks like whoever deployed the add-in that wrote it. */
const ANY_MARKER = /#z=[\w-]{8,}$/;

/** The item key a marker link carries, or null when `url` is not a marker of ours. */
function readItemKey(url: string, markerPrefix: string): string | null {
  if (!url.startsWith(markerPrefix)) return null;
  return /^[\w-]+$/.exec(url.slice(markerPrefix.length))?.[0] ?? null;
}

/** A marker of ours, and the nearest join link before it with no other marker between. */
export interface LinkPair<Link> {
  readonly itemKey: string;
  readonly marker: Link;
  readonly join: Link | null;
}

/** Pairs the links of a body, in the order they stand there; only the wanted key, if one is named. */
export function pairLinks<Link extends { readonly url: string }>(
  links: readonly Link[],
  finder: JoinBlockFinder,
): Array<LinkPair<Link>> {
  const pairs: Array<LinkPair<Link>> = [];
  let join: Link | null = null;
  for (const link of links) {
    const itemKey = readItemKey(link.url, finder.markerPrefix);
    if (itemKey !== null) pairs.push({ itemKey, marker: link, join });
    // Another deployment's marker ends its own block: its join link is not ours.
    if (itemKey !== null || ANY_MARKER.test(link.url)) join = null;
    else if (finder.isJoinUrl(link.url)) join = link;
  }
  return pairs.filter(({ itemKey }) => [undefined, itemKey].includes(finder.itemKey));
}
