import { type ZoomTelling as Telling } from "../meetings/zoom-webhooks.ts";
import { accountsOf, type AddressedWebhook } from "../meetings/webhook-addressees.ts";
import { type ZoomWebhookBody } from "../meetings/zoom-webhook-body.ts";
import { type Connection, type Connections } from "../microsoft/connections.ts";
import { type StoredWebhook } from "../store/webhook-inbox.ts";
import { type ZoomHints } from "./state/zoom-hints.ts";
import { type SyncStates } from "./state/sync-states.ts";
import { type SyncVersions } from "./sync-versions.ts";

interface TellingParts {
  connections: Connections;
  versions: SyncVersions;
  hints: ZoomHints;
  states: SyncStates;
  /** Wakes the runs of connections that were told something. */
  wake: (connections: readonly Connection[]) => void;
}

/** Hands Zoom's webhooks to the connections they concern. */
export class ZoomTelling implements Telling {
  readonly #parts: TellingParts;

  constructor(parts: TellingParts) {
    this.#parts = parts;
  }

  async meetingChanged(
    { webhook, body, linked, ofHost }: AddressedWebhook,
    meetingId: string,
  ): Promise<ReadonlySet<string>> {
    const { versions, hints, wake } = this.#parts;
    const told = new Map<string, Connection>();
    const synced = new Set<string>();
    for (const { user } of linked) {
      const { version, connection } = await versions.ofUser(user);
      if (version !== "v2" || !connection) continue;
      synced.add(user.id);
      told.set(connection.id, connection);
    }
    for (const connection of ofHost) {
      const decided = await versions.ofConnection(connection);
      if (decided?.version === "v2") told.set(connection.id, connection);
    }
    for (const connection of told.values()) {
      await hints.add(connection, { webhookId: webhook.id, meetingId, body });
    }
    if (told.size > 0) wake([...told.values()]);
    return synced;
  }

  /** Zoom names the calendar and nothing else; what changed in it is listed by the next run. */
  async calendarChanged(webhook: StoredWebhook, body: ZoomWebhookBody): Promise<void> {
    const { connections, states, wake } = this.#parts;
    const calendarId = body.payload?.object?.resource_id;
    if (typeof calendarId !== "string") return;
    const found = await states.ofZoomCalendar(calendarId);
    const known = found && (await connections.byId(found.tenantId, found.id));
    const isOfAccount =
      known && accountsOf(webhook, known.zoomUserId).includes(known.zoomAccountId);
    if (!known || !isOfAccount) return;
    await states.set(known, { zoomCalendarChanged: true });
    wake([known]);
  }
}
