import { type Clock } from "../clock.ts";
import { AppError, SignInError } from "../errors.ts";
import { type User } from "../identity/users.ts";
import { type Leases } from "../store/leases.ts";
import { type ZoomClients } from "../zoom/zoom-clients.ts";
import { type Link } from "./link.ts";
import { Links } from "./links.ts";
import { type MeetingCreation } from "./meeting-creation.ts";
import { deleteIfThere } from "./zoom-writer.ts";

/** A reservation this old without a sign of life is taken for a discarded draft. */
const unconfirmedFor = { hours: 23 };
const atOnce = 200;

/**
 * Deletes the Zoom meetings of drafts that were discarded. Outlook tells nobody of a discarded draft,
 * nor, on the web, of a saved or sent one: only where silence proves something is a meeting deleted
 * within a day. Elsewhere it goes when its time is over, because a join link that attendees already
 * have must never die (docs/adr/0003-reservations.md).
 */
export class Reservations {
  readonly #links: Links;
  readonly #leases: Leases;
  readonly #clients: ZoomClients;
  readonly #creation: MeetingCreation;
  readonly #clock: Clock;

  constructor(
    links: Links,
    leases: Leases,
    clients: ZoomClients,
    creation: MeetingCreation,
    clock: Clock,
  ) {
    this.#links = links;
    this.#leases = leases;
    this.#clients = clients;
    this.#creation = creation;
    this.#clock = clock;
  }

  /**
   * Returns how many were deleted. A user whose Zoom cannot be reached is tried again next time.
   * @throws AggregateError after the others were deleted, with what went wrong.
   */
  async reap(): Promise<number> {
    const now = this.#clock.now();
    const before = now.subtract(unconfirmedFor);
    let reaped = 0;
    const failures: unknown[] = [];
    for (const { user, linkId } of await this.#links.abandoned(before, now, atOnce)) {
      try {
        if (await this.#reapOne(user, linkId)) reaped += 1;
      } catch (cause) {
        failures.push(cause);
      }
    }
    if (failures.length > 0) {
      throw new AggregateError(failures, "Some reservations could not be deleted");
    }
    return reaped;
  }

  async #reapOne(user: User, linkId: string): Promise<boolean> {
    return this.#leases.hold(Links.leaseOf({ id: linkId }), async () => {
      const link = await this.#links.byId(user.tenantId, linkId);
      if (link?.state !== "reserved") return false;
      try {
        await this.#deleteMeeting(user, link);
      } catch (cause) {
        if (isConnectionLost(cause)) return false;
        throw cause;
      }
      link.state = "removed";
      link.removedAt = this.#clock.now();
      await this.#links.save(link);
      return true;
    });
  }

  /** A create whose answer was lost, and that nobody asked for again, is looked for here too. */
  async #deleteMeeting(user: User, link: Link): Promise<void> {
    const client = this.#clients.of(user);
    if (link.zoomMeetingId === null) await this.#creation.adoptLost(client, link);
    if (link.zoomMeetingId !== null) await deleteIfThere(client, link.zoomMeetingId);
  }
}

function isConnectionLost(cause: unknown): boolean {
  return (
    cause instanceof SignInError ||
    (cause instanceof AppError && (cause.retry !== "never" || cause.code === "zoom.notConnected"))
  );
}
