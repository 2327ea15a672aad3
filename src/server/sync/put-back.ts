import { type Links } from "../meetings/links.ts";
import { type ZoomClients } from "../zoom/zoom-clients.ts";
import { ZoomMeetingGone, ZoomRefused } from "../zoom/errors.ts";
import { wantEventAgain } from "./pair-states.ts";
import { type Run } from "./run.ts";
import { type Entries } from "./state/entries.ts";
import { type Mirrors } from "./state/mirrors.ts";

interface PutBackParts {
  entries: Entries;
  mirrors: Mirrors;
  links: Links;
  clients: ZoomClients;
}

/**
 * Deletions that were too many, and not meant: a Zoom meeting whose event is gone gets an event again, an
 * event whose Zoom meeting is gone gets it back, and what is gone from the mirror is put there again. An
 * event without a Zoom meeting that Outlook lost is Outlook's to restore: its content was never kept here.
 */
export class PutBack {
  readonly #parts: PutBackParts;

  constructor(parts: PutBackParts) {
    this.#parts = parts;
  }

  async all(run: Run): Promise<void> {
    const { entries, mirrors } = this.#parts;
    for (const entry of await entries.goneToDecide(run.connection)) {
      if (entry.linkId === null) continue;
      await this.#wantEvent(run, entry.linkId);
      // Only its mirror is left to be taken away.
      entry.linkId = null;
      await entries.save([entry]);
    }
    for (const entry of await entries.withGoneMeeting(run.connection)) {
      if (entry.linkId !== null) await this.#recover(run, entry.linkId);
    }
    for (const mirror of await mirrors.goneInCalendar(run.connection)) {
      await mirrors.delete(mirror);
      if (mirror.entryId !== null) await entries.decide(run.connection, mirror.entryId, "portal");
    }
  }

  async #wantEvent(run: Run, linkId: string): Promise<void> {
    const { links } = this.#parts;
    const link = await links.byId(run.connection.tenantId, linkId);
    if (!link) return;
    wantEventAgain(link);
    await links.save(link);
  }

  async #recover(run: Run, linkId: string): Promise<void> {
    const { links, clients } = this.#parts;
    const link = await links.byId(run.connection.tenantId, linkId);
    if (link?.zoomMeetingId == null) return;
    try {
      await clients.of(run.users[0]).recoverMeeting(link.zoomMeetingId);
      link.zoomDeletedAt = null;
    } catch (cause) {
      const isGone = cause instanceof ZoomMeetingGone || cause instanceof ZoomRefused;
      if (!isGone) throw cause;
      // It cannot come back: the event gets a new one, as after an expiry.
      link.zoom = { state: "absent", reason: "expired", recoverableUntil: null };
    }
    link.zoomIsStale = link.zoomDeletedAt === null;
    await links.save(link);
  }
}
