import { type AppointmentSnapshot } from "../../shared/api/appointment.ts";
import { type GraphEventId, graphEventId, itemKey as toItemKey } from "../../sync/ids.ts";
import {
  identify,
  type Link as IdentifiedPair,
  type LinkDirectory,
  meetingIdsIn,
} from "../../sync/identity.ts";
import { type User } from "../identity/users.ts";
import { type Link } from "./link.ts";
import { type Links } from "./links.ts";

export interface FoundLink {
  link: Link;
  /** The appointment carries the meeting of another appointment. */
  isCopy: boolean;
}

/**
 * Finds an appointment's link from what Outlook left of its marks. The engine decides which mark
 * counts; here the user's links that any of them could mean are fetched.
 */
export class LinkFinder {
  readonly #links: Links;
  readonly #joinHosts: readonly string[];

  /** @param joinHosts hosts of join links besides Zoom's own. */
  constructor(links: Links, joinHosts: readonly string[]) {
    this.#links = links;
    this.#joinHosts = joinHosts;
  }

  async find(
    user: User,
    itemKey: string | undefined,
    appointment: AppointmentSnapshot,
  ): Promise<FoundLink | null> {
    const eventId = idOf(appointment.outlookItemId);
    const seriesMasterId = idOf(appointment.outlookSeriesId);
    const candidates = await this.#links.carrying(user, {
      itemKey: itemKey === undefined ? null : toItemKey(itemKey),
      eventIds: [eventId, seriesMasterId].filter((id) => id !== null),
      zoomMeetingIds: meetingIdsIn(appointment.joinUrls, this.#joinHosts),
    });
    const identity = identify(
      {
        eventId,
        seriesMasterId,
        namedProperty: null,
        customProperties:
          itemKey === undefined ? null : { itemKey: toItemKey(itemKey), zoomMeetingId: null },
        joinUrls: appointment.joinUrls,
        extraHosts: this.#joinHosts,
      },
      directoryOf(candidates),
    );
    if (identity.kind !== "linked" && identity.kind !== "copy") return null;
    const pair = identity.kind === "linked" ? identity.link : identity.of;
    const link = candidates.find((candidate) => candidate.itemKey === pair.itemKey);
    return link ? { link, isCopy: identity.kind === "copy" } : null;
  }
}

function idOf(text: string | undefined): GraphEventId | null {
  return text === undefined ? null : graphEventId(text);
}

function directoryOf(links: readonly Link[]): LinkDirectory {
  const find = (matches: (link: Link) => boolean): IdentifiedPair | null => {
    const link = links.find(matches);
    const zoomMeetingId = link?.zoomMeetingId ?? null;
    if (!link || zoomMeetingId === null) return null;
    return {
      itemKey: link.itemKey,
      eventId: idOf(link.outlookItemId ?? undefined),
      zoomMeetingId,
      // Version 1 never learns that an appointment is gone.
      isEventAlive: true,
    };
  };
  return {
    byEventId: (id) => find((link) => link.outlookItemId === id),
    byItemKey: (key) => find((link) => link.itemKey === key),
    byZoomMeetingId: (id) => find((link) => link.zoomMeetingId === id),
  };
}
