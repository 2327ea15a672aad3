import { randomUUID } from "node:crypto";
import { type Insertable, type Selectable, type Updateable } from "kysely";
import { fromDate, toDate } from "../clock.ts";
import { type SecretBox } from "../identity/secret-box.ts";
import { type User } from "../identity/users.ts";
import { itemKey, zoomMeetingId } from "../../sync/ids.ts";
import { type ItemKey, type OutlookPresent } from "../../sync/model.ts";
import { type LinksTable } from "../store/schema.ts";
import { type Link, type Waiting } from "./link.ts";

export interface NewReservation {
  itemKey: ItemKey;
  zoomUserId: string;
  options: Link["options"];
  outlook: OutlookPresent;
  outlookItemId: string | null;
  outlookSeriesId: string | null;
  endsAt: Temporal.Instant | null;
  now: Temporal.Instant;
}

/** Links as rows, and rows as links. */
export class LinkRows {
  readonly #box: SecretBox;

  constructor(box: SecretBox) {
    this.#box = box;
  }

  reserved(user: User, reservation: NewReservation): Insertable<LinksTable> {
    const id = randomUUID();
    const belongsTo = owner({ tenantId: user.tenantId, id });
    return {
      id,
      tenant_id: user.tenantId,
      user_id: user.id,
      item_key: reservation.itemKey,
      state: "reserved",
      zoom_user_id: reservation.zoomUserId,
      options: JSON.stringify(reservation.options),
      outlook_sealed: this.#box.seal(belongsTo, JSON.stringify(reservation.outlook)),
      outlook_item_id: reservation.outlookItemId,
      outlook_series_id: reservation.outlookSeriesId,
      notices: "[]",
      would_be_reported: false,
      reserved_at: toDate(reservation.now),
      checked_at: toDate(reservation.now),
      ends_at: reservation.endsAt && toDate(reservation.endsAt),
    };
  }

  /** Everything of a link that may change. */
  changes(link: Link): Updateable<LinksTable> {
    return {
      state: link.state,
      zoom_user_id: link.zoomUserId,
      zoom_meeting_id: link.zoomMeetingId,
      access_sealed: this.#sealOrNull(link, link.access),
      create_attempt_sealed: this.#sealOrNull(link, link.createAttempt),
      options: JSON.stringify(link.options),
      outlook_item_id: link.outlookItemId,
      outlook_series_id: link.outlookSeriesId,
      outlook_sealed: this.#box.seal(owner(link), JSON.stringify(link.outlook)),
      zoom_sealed: this.#sealOrNull(link, link.zoom),
      agreed_sealed: this.#sealOrNull(link, link.agreed),
      intended_sealed: this.#sealOrNull(link, link.intended),
      notices: JSON.stringify(link.notices),
      would_be_reported: link.wouldBeReported,
      push_due_at: link.waiting?.until ? toDate(link.waiting.until) : null,
      waiting_reason: link.waiting?.reason ?? null,
      zoom_deleted_at: link.zoomDeletedAt && toDate(link.zoomDeletedAt),
      reserved_at: toDate(link.reservedAt),
      confirmed_at: link.confirmedAt && toDate(link.confirmedAt),
      removed_at: link.removedAt && toDate(link.removedAt),
      checked_at: toDate(link.checkedAt),
      ends_at: link.endsAt && toDate(link.endsAt),
      entry_id: link.entryId,
      zoom_is_stale: link.zoomIsStale,
      zoom_is_undecided: link.zoomIsUndecided,
      recent_writes: JSON.stringify(link.recentWrites),
    };
  }

  read(row: Selectable<LinksTable>): Link {
    const belongsTo = owner({ tenantId: row.tenant_id, id: row.id });
    const open = (sealed: string): unknown => JSON.parse(this.#box.open(belongsTo, sealed));
    const openOrNull = (sealed: string | null) => (sealed === null ? null : open(sealed));
    return {
      id: row.id,
      tenantId: row.tenant_id,
      userId: row.user_id,
      itemKey: itemKey(row.item_key),
      state: row.state as Link["state"],
      zoomUserId: row.zoom_user_id,
      access: openOrNull(row.access_sealed) as Link["access"],
      zoomMeetingId: row.zoom_meeting_id === null ? null : zoomMeetingId(row.zoom_meeting_id),
      createAttempt: openOrNull(row.create_attempt_sealed) as Link["createAttempt"],
      options: row.options as Link["options"],
      outlookItemId: row.outlook_item_id,
      outlookSeriesId: row.outlook_series_id,
      outlook: open(row.outlook_sealed) as Link["outlook"],
      zoom: openOrNull(row.zoom_sealed) as Link["zoom"],
      agreed: openOrNull(row.agreed_sealed) as Link["agreed"],
      intended: openOrNull(row.intended_sealed) as Link["intended"],
      notices: row.notices as string[],
      wouldBeReported: row.would_be_reported,
      waiting: row.waiting_reason
        ? {
            reason: row.waiting_reason as Waiting["reason"],
            until: row.push_due_at && fromDate(row.push_due_at),
          }
        : null,
      zoomDeletedAt: row.zoom_deleted_at && fromDate(row.zoom_deleted_at),
      reservedAt: fromDate(row.reserved_at),
      confirmedAt: row.confirmed_at && fromDate(row.confirmed_at),
      removedAt: row.removed_at && fromDate(row.removed_at),
      checkedAt: fromDate(row.checked_at),
      endsAt: row.ends_at && fromDate(row.ends_at),
      entryId: row.entry_id,
      zoomIsStale: row.zoom_is_stale,
      zoomIsUndecided: row.zoom_is_undecided,
      recentWrites: row.recent_writes as Link["recentWrites"],
      event: {
        tries: row.event_tries,
        retryAt: row.event_retry_at && fromDate(row.event_retry_at),
        errorCode: row.event_error_code,
      },
    };
  }

  #sealOrNull(link: Link, value: object | null): string | null {
    return value && this.#box.seal(owner(link), JSON.stringify(value));
  }
}

function owner(link: { tenantId: string; id: string }): string[] {
  return ["link-access", link.tenantId, link.id];
}
