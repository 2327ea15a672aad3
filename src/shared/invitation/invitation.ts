/** Our part of an appointment's body and location: build, find, put, remove. No DOM, no clock. */
export {
  buildJoinBlock,
  groupMeetingId,
  InvalidInvitation,
  type JoinBlock,
  type JoinBlockContent,
} from "./build-join-block.ts";
export { type ForeignProvider } from "./foreign-links.ts";
export { type FoundBlock, type JoinBlockFinder } from "./found-block.ts";
export { type BodyFormat, findJoinBlock, putJoinBlock, removeJoinBlock } from "./join-block.ts";
export { findForeignJoinUrls, findJoinUrls, type ForeignJoinUrl } from "./links-in-body.ts";
export { mergeLocation, type MergedLocation, removeFromLocation } from "./location.ts";
export { unwrapSafeLink } from "./safe-links.ts";
export { chooseInvitationLanguage, type InvitationLanguage } from "./texts.ts";
export { isZoomJoinUrl, type JoinLink, readJoinUrl, readMeetingId } from "./zoom-links.ts";
