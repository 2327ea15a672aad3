import { type Piece } from "./found-block.ts";

const ADDRESS = /https?:\/\/[^\s<>"'\u00a0]+/gi;
const SENTENCE_END = /[.,;:!?)\]}*]+$/;

/** Web addresses in plain text, without the punctuation of the sentence around them. */
export function findUrls(text: string): Array<Piece & { readonly url: string }> {
  return Array.from(text.matchAll(ADDRESS), (match) => {
    const url = match[0].slice(0, 4096).replace(SENTENCE_END, "");
    return { start: match.index, end: match.index + url.length, url };
  });
}
