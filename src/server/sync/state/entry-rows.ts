import { type Selectable } from "kysely";
import { graphEventId } from "../../../sync/ids.ts";
import { fromDate, toDate } from "../../clock.ts";
import { type SecretBox } from "../../identity/secret-box.ts";
import { type EntriesTable } from "../../store/sync-schema.ts";
import { type Entry, type EntryState, type SeenBy, type SeenEvent } from "./entry.ts";
import { SealedJson } from "./sealed-json.ts";

/** Entries as rows, and rows as entries. */
export class EntryRows {
  readonly #seen: SealedJson<SeenEvent>;

  constructor(box: SecretBox) {
    this.#seen = new SealedJson(box, "entry");
  }

  write(entry: Entry) {
    return {
      id: entry.id,
      connection_id: entry.connectionId,
      tenant_id: entry.tenantId,
      calendar_id: entry.calendarId,
      event_id: entry.eventId,
      etag: entry.etag,
      round: entry.round,
      is_series: entry.isSeries,
      state: entry.state,
      starts_at: entry.startsAt && toDate(entry.startsAt),
      ends_at: entry.endsAt && toDate(entry.endsAt),
      seen_sealed: entry.seen && this.#seen.seal(entry, entry.seen),
      zoom_number: entry.zoomNumber,
      link_id: entry.linkId,
      copy_of: entry.copyOf,
      wants: entry.wants,
      needs_reading: entry.needsReading,
      is_dirty: entry.isDirty,
      seen_by: entry.seenBy,
      tries: entry.tries,
      retry_at: entry.retryAt && toDate(entry.retryAt),
      error_code: entry.errorCode,
      is_ignored: entry.isIgnored,
    };
  }

  read(row: Selectable<EntriesTable>): Entry {
    const owner = { tenantId: row.tenant_id, id: row.id };
    return {
      id: row.id,
      connectionId: row.connection_id,
      tenantId: row.tenant_id,
      calendarId: row.calendar_id,
      eventId: graphEventId(row.event_id),
      etag: row.etag,
      round: row.round,
      isSeries: row.is_series,
      state: row.state as EntryState,
      startsAt: row.starts_at && fromDate(row.starts_at),
      endsAt: row.ends_at && fromDate(row.ends_at),
      seen: this.#seen.openOrNull(owner, row.seen_sealed),
      zoomNumber: row.zoom_number,
      linkId: row.link_id,
      copyOf: row.copy_of,
      wants: row.wants as Entry["wants"],
      needsReading: row.needs_reading,
      isDirty: row.is_dirty,
      seenBy: row.seen_by as SeenBy,
      tries: row.tries,
      retryAt: row.retry_at && fromDate(row.retry_at),
      errorCode: row.error_code,
      isIgnored: row.is_ignored,
    };
  }
}
