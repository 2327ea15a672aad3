import type { MeetingView } from "../../shared/api/meeting.ts";
import {
  buildJoinBlock,
  chooseInvitationLanguage,
  findJoinBlock,
  findJoinUrls,
  isZoomJoinUrl,
  mergeLocation,
  putJoinBlock,
  removeFromLocation,
  removeJoinBlock,
  unwrapSafeLink,
  type FoundBlock,
  type JoinBlock,
} from "../../shared/invitation/invitation.ts";
import { parseUrl } from "../../shared/invitation/safe-links.ts";
import type { ItemBody } from "../outlook/body.ts";
import type { FoundJoins } from "../outlook/snapshot.ts";

export interface InvitationSettings {
  publicUrl: string;
  zoomHosts: readonly string[];
  /** Language tag of what attendees read. */
  language: string;
}

export type MeetingLinks = Pick<MeetingView, "itemKey" | "joinUrl" | "zoomMeetingId" | "passcode">;

/** The join block of a meeting in a body, and its link in a location. */
export interface Invitation {
  build(meeting: MeetingLinks): JoinBlock;
  /** The block of this key, where it is known; else the first one. */
  find(body: ItemBody, itemKey?: string): FoundBlock | null;
  /** In place of this meeting's block, else of the one that came with a copied text. */
  put(body: ItemBody, meeting: MeetingLinks): ItemBody;
  remove(body: ItemBody, itemKey: string): ItemBody;
  joins(body: ItemBody, location: string): FoundJoins;
  /** Null when the location stays as it is: the link is there already, or does not fit. */
  withLink(location: string, joinUrl: string): string | null;
  withoutLink(location: string, joinUrl: string): string | null;
}

const hostOf = (url: string): string => parseUrl(unwrapSafeLink(url))?.host ?? "";

export function createInvitation({
  publicUrl,
  zoomHosts,
  language,
}: InvitationSettings): Invitation {
  const markerPrefix = `${publicUrl}/portal/activity#z=`;
  const finder = {
    markerPrefix,
    // Between our own marker and its beginning, a join link is ours whatever host the account uses.
    isJoinUrl: (url: string) => isZoomJoinUrl(url, [...zoomHosts, hostOf(url)]),
  };
  const build = (meeting: MeetingLinks): JoinBlock =>
    buildJoinBlock({
      joinUrl: meeting.joinUrl,
      meetingId: meeting.zoomMeetingId,
      passcode: meeting.passcode,
      markerUrl: markerPrefix + meeting.itemKey,
      language: chooseInvitationLanguage(language),
    });
  const finderOf = (itemKey?: string) => (itemKey === undefined ? finder : { ...finder, itemKey });
  const find = ({ content, format }: ItemBody, itemKey?: string): FoundBlock | null =>
    findJoinBlock(content, format, finderOf(itemKey));
  return {
    build,
    find,
    put(body, meeting) {
      const { content, format } = body;
      const own = find(body, meeting.itemKey);
      const place = finderOf(own === null ? undefined : meeting.itemKey);
      return { format, content: putJoinBlock(content, format, build(meeting), place) };
    },
    remove: ({ content, format }, itemKey) => ({
      format,
      content: removeJoinBlock(content, format, finderOf(itemKey)),
    }),
    joins(body, location) {
      const inBody = findJoinUrls(body.content, body.format, zoomHosts);
      const inLocation = findJoinUrls(location, "text", zoomHosts);
      const block = find(body);
      const ofBlock = block?.joinUrl ?? null;
      return {
        hasJoinBlock: ofBlock !== null,
        // The block's own link counts whatever host serves it.
        joinUrls: [...new Set([...(ofBlock === null ? [] : [ofBlock]), ...inBody, ...inLocation])],
      };
    },
    withLink(location, joinUrl) {
      const merged = mergeLocation(location, joinUrl);
      return merged.outcome === "merged" ? merged.location : null;
    },
    withoutLink(location, joinUrl) {
      const rest = removeFromLocation(location, joinUrl);
      return rest === location ? null : rest;
    },
  };
}
