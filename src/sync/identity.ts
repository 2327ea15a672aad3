import { readJoinUrl } from "../shared/invitation/zoom-links.ts";
import { zoomMeetingId, type GraphEventId, type ItemKey, type ZoomMeetingId } from "./ids.ts";

/** The pair, as our own records know it. */
export interface Link {
  readonly itemKey: ItemKey;
  /** `null` until the appointment is saved. */
  readonly eventId: GraphEventId | null;
  readonly zoomMeetingId: ZoomMeetingId;
  /** False once the event is known to be gone. */
  readonly isEventAlive: boolean;
}

/** What is known of an event that says which meeting it is; `null` where there is nothing. */
export interface EventClues {
  readonly eventId: GraphEventId | null;
  readonly seriesMasterId: GraphEventId | null;
  /** Number in our own MAPI named property. */
  readonly namedProperty: ZoomMeetingId | null;
  /** Key and number the add-in keeps in its custom properties (`cecp-<add-in id>`). */
  readonly customProperties: {
    readonly itemKey: ItemKey | null;
    readonly zoomMeetingId: ZoomMeetingId | null;
  } | null;
  /** Join links in body and location. */
  readonly joinUrls: readonly string[];
  readonly extraHosts?: readonly string[];
}

/** Look-ups in our own records. */
export interface LinkDirectory {
  byEventId(id: GraphEventId): Link | null;
  byItemKey(key: ItemKey): Link | null;
  byZoomMeetingId(id: ZoomMeetingId): Link | null;
}

export type Evidence = "record" | "namedProperty" | "customProperties" | "seriesMaster" | "joinUrl";

/**
 * - `linked`: this event and that Zoom meeting are the pair; `isRestored` when its marks were lost or
 *   its event id is new, so they should be written again.
 * - `copy`: it carries the marks of a pair whose own event is alive; the original is not to be touched.
 * - `foreign`: a Zoom meeting none of our records knows.
 */
export type Identity =
  | {
      readonly kind: "linked";
      readonly link: Link;
      readonly by: Evidence;
      readonly isRestored: boolean;
    }
  | { readonly kind: "copy"; readonly of: Link; readonly by: Evidence }
  | { readonly kind: "foreign"; readonly meetingId: ZoomMeetingId | null; readonly joinUrl: string }
  | { readonly kind: "none" };

interface Found {
  readonly link: Link;
  readonly by: Evidence;
}

function find(clues: EventClues, directory: LinkDirectory): Found | null {
  const { eventId, seriesMasterId, namedProperty, customProperties: own } = clues;
  const inOrder: Array<[Evidence, () => Link | null]> = [
    ["record", () => (eventId === null ? null : directory.byEventId(eventId))],
    [
      "namedProperty",
      () => (namedProperty === null ? null : directory.byZoomMeetingId(namedProperty)),
    ],
    [
      "customProperties",
      () =>
        (own?.itemKey == null ? null : directory.byItemKey(own.itemKey)) ??
        (own?.zoomMeetingId == null ? null : directory.byZoomMeetingId(own.zoomMeetingId)),
    ],
    // Outlook forgets custom properties on edited occurrences: their series still has them.
    ["seriesMaster", () => (seriesMasterId === null ? null : directory.byEventId(seriesMasterId))],
    ["joinUrl", () => byJoinUrl(clues, directory)],
  ];
  for (const [by, look] of inOrder) {
    const link = look();
    if (link !== null) return { link, by };
  }
  return null;
}

/** The meeting numbers in join links: with the ids, all a directory has to look up beforehand. */
export function meetingIdsIn(
  joinUrls: readonly string[],
  extraHosts: readonly string[] = [],
): ZoomMeetingId[] {
  const numbers = joinUrls.map((url) => readJoinUrl(url, extraHosts)?.meetingId ?? null);
  return [...new Set(numbers)].filter((id) => id !== null).map(zoomMeetingId);
}

function byJoinUrl(clues: EventClues, directory: LinkDirectory): Link | null {
  for (const id of meetingIdsIn(clues.joinUrls, clues.extraHosts)) {
    const link = directory.byZoomMeetingId(id);
    if (link !== null) return link;
  }
  return null;
}

/** Which meeting an event is, from the strongest evidence to the weakest. */
export function identify(clues: EventClues, directory: LinkDirectory): Identity {
  const found = find(clues, directory);
  if (found === null) return foreign(clues);
  const { link, by } = found;
  const isOwnEvent =
    link.eventId === null ||
    link.eventId === clues.eventId ||
    link.eventId === clues.seriesMasterId;
  if (!isOwnEvent && link.isEventAlive && clues.eventId !== null)
    return { kind: "copy", of: link, by };
  const hasMarks =
    clues.namedProperty === link.zoomMeetingId ||
    clues.customProperties?.zoomMeetingId === link.zoomMeetingId ||
    clues.customProperties?.itemKey === link.itemKey;
  return { kind: "linked", link, by, isRestored: !hasMarks || !isOwnEvent };
}

function foreign(clues: EventClues): Identity {
  for (const url of clues.joinUrls) {
    const join = readJoinUrl(url, clues.extraHosts);
    if (join === null) continue;
    const meetingId = join.meetingId === null ? null : zoomMeetingId(join.meetingId);
    return { kind: "foreign", meetingId, joinUrl: join.url };
  }
  return { kind: "none" };
}
