import { type Clock } from "../clock.ts";
import { Links } from "../meetings/links.ts";
import { type Leases } from "../store/leases.ts";
import { fromZoomTime } from "../../sync/recurrence/from-zoom.ts";
import { wantEventAgain } from "./pair-states.ts";
import { type Run } from "./run.ts";
import { type LinksWithoutEvent } from "./state/links-without-event.ts";
import { type ZoomStrays } from "./state/zoom-strays.ts";

interface OrphanParts {
  links: Links;
  withoutEvent: LinksWithoutEvent;
  leases: Leases;
  strays: ZoomStrays;
  clock: Clock;
}

/**
 * Zoom meetings whose event went while nobody looked, as with version 1 in between: whether the meeting was
 * meant to go as well is for a person to say.
 */
export class Orphans {
  readonly #parts: OrphanParts;

  constructor(parts: OrphanParts) {
    this.#parts = parts;
  }

  /** Lists them. To be called when all calendars were read and everything was decided. */
  async find({ connection, users }: Run): Promise<void> {
    const { withoutEvent, strays, clock } = this.#parts;
    const lost = await withoutEvent.lost(users, clock.now());
    const listed = (await strays.all(connection)).filter(({ reason }) => reason === "orphan");
    const isLost = (id: string) => lost.some(({ zoomMeetingId }) => zoomMeetingId === id);
    for (const { meetingId } of listed) {
      if (!isLost(meetingId)) await strays.forget(connection, meetingId);
    }
    for (const { zoomMeetingId: meetingId, zoom, access } of lost) {
      const isListed = listed.some((stray) => stray.meetingId === meetingId);
      if (isListed || meetingId === null || zoom?.state !== "present") continue;
      const time = fromZoomTime(zoom.schedule);
      await strays.put(connection, {
        meetingId,
        zoom,
        joinUrl: access?.joinUrl ?? "",
        reason: "orphan",
        startsAt: time && Temporal.Instant.from(time.start),
      });
    }
  }

  /** A person wants the event back: it is made again, in the run to come. */
  async takeBack(run: Run, meetingId: string): Promise<void> {
    const { links, leases, strays } = this.#parts;
    const marks = { linkIds: [], itemKeys: [], zoomMeetingIds: [meetingId] };
    const [found] = await links.meant(run.users, marks);
    if (!found) return;
    await leases.hold(Links.leaseOf(found), async () => {
      const link = await links.byId(run.connection.tenantId, found.id);
      if (!link || link.state === "removed") return;
      wantEventAgain(link);
      await links.save(link);
    });
    await strays.forget(run.connection, meetingId);
  }
}
