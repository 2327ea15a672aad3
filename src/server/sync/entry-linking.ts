import { type Clock } from "../clock.ts";
import { Links } from "../meetings/links.ts";
import { type Leases } from "../store/leases.ts";
import { ZoomMeetingGone } from "../zoom/errors.ts";
import { type ZoomClients } from "../zoom/zoom-clients.ts";
import { accessOf, zoomStateOf } from "../zoom/zoom-state.ts";
import { reserveLinkOf } from "./entry-link.ts";
import { type Run } from "./run.ts";
import { type Entries } from "./state/entries.ts";
import { type Entry } from "./state/entry.ts";
import { type ZoomStrays } from "./state/zoom-strays.ts";

interface LinkingParts {
  links: Links;
  leases: Leases;
  clients: ZoomClients;
  entries: Entries;
  strays: ZoomStrays;
  clock: Clock;
}

/** Joins an event to the Zoom meeting whose link it carries, when the person hosts it and agrees. */
export class EntryLinking {
  readonly #parts: LinkingParts;

  constructor(parts: LinkingParts) {
    this.#parts = parts;
  }

  /** False when there is nothing to link: the meeting is gone, or somebody else's. */
  async link(run: Run, entry: Entry): Promise<boolean> {
    const { links, leases, clients, entries, strays, clock } = this.#parts;
    const { seen, zoomNumber } = entry;
    if (seen?.outlook.isOrganizer !== true || zoomNumber === null) return false;
    const [user] = run.users;
    const meeting = await clients
      .of(user)
      .getMeeting(zoomNumber)
      .catch((cause: unknown) => {
        if (cause instanceof ZoomMeetingGone) return null;
        throw cause;
      });
    if (meeting === null) return false;
    if (meeting.host_id !== undefined && meeting.host_id !== run.connection.zoomUserId)
      return false;
    const reserved = await reserveLinkOf(links, run, entry, seen, clock.now());
    await leases.hold(Links.leaseOf(reserved), async () => {
      const link = (await links.byId(user.tenantId, reserved.id)) ?? reserved;
      const zoom = zoomStateOf(meeting, { full: true });
      link.state = "confirmed";
      link.confirmedAt = clock.now();
      link.zoomMeetingId = zoom.id;
      link.access = accessOf(meeting);
      link.zoom = zoom;
      link.entryId = entry.id;
      await links.save(link);
    });
    entry.linkId = reserved.id;
    entry.isDirty = true;
    entry.seenBy = run.seenBy;
    // Notes and attendees of a linked event are compared: it is read whole.
    entry.needsReading = true;
    await entries.save([entry]);
    await strays.forget(run.connection, zoomNumber);
    return true;
  }
}
