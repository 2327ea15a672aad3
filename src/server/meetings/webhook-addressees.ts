import { accountOf, isAccountOfTheirOwn, type ZoomPersonId } from "../identity/zoom-people.ts";
import { type Connection, type Connections } from "../microsoft/connections.ts";
import { isStorableText } from "../store/storable-text.ts";
import { type StoredWebhook } from "../store/webhook-inbox.ts";
import { type LinkedUser, type Links } from "./links.ts";
import { type ZoomWebhookBody } from "./zoom-webhook-body.ts";

/** A webhook, and whom it concerns. */
export interface AddressedWebhook {
  readonly webhook: StoredWebhook;
  readonly body: ZoomWebhookBody;
  /** Of events about a meeting. */
  readonly meetingId: string | null;
  /** Users with a living link to that meeting. */
  readonly linked: readonly LinkedUser[];
  /** Connected calendars of the meeting's host, found by Zoom's ids. */
  readonly ofHost: readonly Connection[];
}

/**
 * Finds whom Zoom's webhooks concern, for many with two queries. Most of an account's meetings are
 * nobody's here, and a query for each would be most of the work.
 */
export class WebhookAddressees {
  readonly #links: Links;
  readonly #connections: Connections;

  constructor(links: Links, connections: Connections) {
    this.#links = links;
    this.#connections = connections;
  }

  async of(webhooks: readonly StoredWebhook[]): Promise<AddressedWebhook[]> {
    const read = webhooks.map((webhook) => {
      const body = JSON.parse(webhook.body) as ZoomWebhookBody;
      return { webhook, body, meetingId: meetingOf(body), hosts: hostsOf(webhook, body) };
    });
    const accounts = new Set(webhooks.flatMap(({ zoomAccountId }) => zoomAccountId ?? []));
    const meetings = new Set(read.flatMap(({ meetingId }) => meetingId ?? []));
    const linked = Map.groupBy(
      await this.#links.ofZoomMeetings([...accounts], [...meetings]),
      ({ meetingId }) => meetingId,
    );
    const connections = await this.#connections.ofAll(read.flatMap(({ hosts }) => hosts));
    return read.map(({ hosts, ...addressed }) => ({
      ...addressed,
      linked: (addressed.meetingId === null ? [] : (linked.get(addressed.meetingId) ?? [])).filter(
        ({ zoomAccountId }) => mayTellOf(addressed.webhook, zoomAccountId),
      ),
      ofHost: connections.filter((connection) => hosts.some((host) => isSame(host, connection))),
    }));
  }
}

function meetingOf({ event, payload }: ZoomWebhookBody): string | null {
  const id = String(payload?.object?.id);
  return event.startsWith("meeting.") && /^\d{1,20}$/.test(id) ? id : null;
}

function hostsOf(webhook: StoredWebhook, body: ZoomWebhookBody): ZoomPersonId[] {
  const hostId = body.payload?.object?.host_id;
  if (meetingOf(body) === null || !isStorableText(hostId)) return [];
  return accountsOf(webhook, hostId).map((zoomAccountId) => ({
    zoomAccountId,
    zoomUserId: hostId,
  }));
}

/** Zoom names no account for some people, who then have one of their own here. */
export function accountsOf({ zoomAccountId }: StoredWebhook, zoomUserId: string): string[] {
  const own = accountOf(zoomUserId);
  return zoomAccountId === null ? [own] : [zoomAccountId, own];
}

function mayTellOf(webhook: StoredWebhook, zoomAccountId: string | null): boolean {
  if (zoomAccountId === null) return false;
  return zoomAccountId === webhook.zoomAccountId || isAccountOfTheirOwn(zoomAccountId);
}

function isSame(one: ZoomPersonId, other: ZoomPersonId): boolean {
  return one.zoomAccountId === other.zoomAccountId && one.zoomUserId === other.zoomUserId;
}
