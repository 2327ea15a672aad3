import { type User } from "../identity/users.ts";
import { type ZoomGrants } from "../identity/zoom-grants.ts";
import { type Clock } from "../clock.ts";
import { type Leases } from "../store/leases.ts";
import { type StoredWebhook } from "../store/webhook-inbox.ts";
import { type Link } from "./link.ts";
import { Links } from "./links.ts";
import { type LinkSync, waitingFor } from "./link-sync.ts";
import { recoverableFor } from "./meeting-view.ts";
import { saysNothingNew } from "./webhook-echo.ts";
import { type OutlookPush } from "./outlook-push.ts";
import { type AddressedWebhook } from "./webhook-addressees.ts";
import { type ZoomWebhookBody } from "./zoom-webhook-body.ts";

/** Where people have version 2, a webhook is a hint for the next run of their connection. */
export interface ZoomTelling {
  /** Returns the users whose connection was told. */
  meetingChanged(addressed: AddressedWebhook, meetingId: string): Promise<ReadonlySet<string>>;
  calendarChanged(webhook: StoredWebhook, body: ZoomWebhookBody): Promise<void>;
}

/**
 * What Zoom tells of its meetings. A webhook is a hint that something changed: the meeting is read
 * again, unless the hint itself shows that it is the echo of our own write.
 */
export class ZoomWebhooks {
  readonly #links: Links;
  readonly #leases: Leases;
  readonly #grants: ZoomGrants;
  readonly #sync: LinkSync;
  readonly #outlook: OutlookPush;
  readonly #toSync: ZoomTelling;
  readonly #clock: Clock;

  constructor(parts: {
    toSync: ZoomTelling;
    links: Links;
    leases: Leases;
    grants: ZoomGrants;
    sync: LinkSync;
    outlook: OutlookPush;
    clock: Clock;
  }) {
    this.#toSync = parts.toSync;
    this.#links = parts.links;
    this.#leases = parts.leases;
    this.#grants = parts.grants;
    this.#sync = parts.sync;
    this.#outlook = parts.outlook;
    this.#clock = parts.clock;
  }

  async work(addressed: AddressedWebhook): Promise<void> {
    const { webhook, body, meetingId, linked } = addressed;
    if (body.event === "app_deauthorized") {
      const { account_id, user_id, deauthorization_time } = body.payload ?? {};
      if (!account_id || !user_id) return;
      const at = instantOf(deauthorization_time) ?? this.#clock.now();
      const removed = { zoomAccountId: account_id, zoomUserId: user_id };
      await this.#grants.forgetZoomUser(removed, at);
      return;
    }
    if (body.event.startsWith("calendar.")) {
      await this.#toSync.calendarChanged(webhook, body);
      return;
    }
    if (meetingId === null) return;
    const synced = await this.#toSync.meetingChanged(addressed, meetingId);
    for (const { user, linkId } of linked) {
      if (!synced.has(user.id)) await this.#apply(user, linkId, body);
    }
  }

  async #apply(user: User, linkId: string, body: ZoomWebhookBody): Promise<void> {
    await this.#leases.hold(Links.leaseOf({ id: linkId }), async () => {
      const link = await this.#links.byId(user.tenantId, linkId);
      if (!link || link.state === "removed" || saysNothingNew(body, link)) return;
      await this.#read(user, link, body);
      await this.#outlook.push(user, link);
    });
  }

  /**
   * A deletion is read as well: it may have come late, after the meeting was recovered. Without a
   * working connection it is believed; any other change shows when the person has connected again.
   */
  async #read(user: User, link: Link, body: ZoomWebhookBody): Promise<void> {
    try {
      await this.#sync.readZoom(user, link);
    } catch (cause) {
      if (waitingFor(cause, this.#clock.now())?.reason !== "reconnectZoom") throw cause;
      if (!isDeletion(body)) return;
      link.zoomDeletedAt ??= this.#clock.now();
      link.waiting = null;
      await this.#links.save(link);
    }
    if (body.event === "meeting.permanently_deleted" && link.zoomDeletedAt) {
      link.zoomDeletedAt = this.#clock.now().subtract(recoverableFor);
      await this.#links.save(link);
    }
  }
}

/** As printed in Zoom's documents: ISO, or `2024-09-08 15:58:40` without a zone, which is UTC. */
function instantOf(text: unknown): Temporal.Instant | null {
  if (typeof text !== "string") return null;
  const milliseconds = Date.parse(/[Zz]|[+-]\d\d:?\d\d$/.test(text) ? text : `${text}Z`);
  return Number.isNaN(milliseconds) ? null : Temporal.Instant.fromEpochMilliseconds(milliseconds);
}

function isDeletion({ event, payload }: ZoomWebhookBody): boolean {
  if (event === "meeting.permanently_deleted") return true;
  return event === "meeting.deleted" && payload?.operation !== "single";
}
