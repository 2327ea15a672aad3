import { type ColumnType, type Generated } from "kysely";

/**
 * The tables, as Kysely sees them. Every row that belongs to somebody carries `tenant_id`, and every
 * query names it. Columns ending in `_sealed` are encrypted (see identity/secret-box.ts).
 */
export interface Schema {
  users: UsersTable;
  zoom_grants: ZoomGrantsTable;
  tickets: TicketsTable;
  one_time_codes: OneTimeCodesTable;
  links: LinksTable;
  leases: LeasesTable;
  zoom_writes: ZoomWritesTable;
  zoom_webhooks: ZoomWebhooksTable;
}

/** Written as a Date or ISO text, read as a Date; both engines store microseconds in UTC. */
type Timestamp = ColumnType<Date, Date | string, Date | string>;
type NullableTimestamp = ColumnType<Date | null, Date | string | null, Date | string | null>;
/** Read as the parsed value; written as JSON text, because arrays would become SQL arrays. */
type Json = ColumnType<unknown, string, string>;

/** A person in a Microsoft 365 tenant, known by tenant and object id, never by an address. */
export interface UsersTable {
  id: string;
  tenant_id: string;
  entra_object_id: string;
  sync_version: string;
  created_at: Timestamp;
}

/** A user's permission to act for them at Zoom. One grant per user. */
export interface ZoomGrantsTable {
  user_id: string;
  tenant_id: string;
  zoom_user_id: string;
  zoom_account_id: string;
  email: string;
  display_name: string;
  tokens_sealed: string;
  access_expires_at: Timestamp;
  refreshed_at: Timestamp;
  /** `active`, or why it no longer works. */
  state: string;
}

/** What event handlers present instead of a token; only a hash is kept. */
export interface TicketsTable {
  ticket_hash: string;
  user_id: string;
  tenant_id: string;
  created_at: Timestamp;
}

/** Sign-in and connect flows under way; each code is good once, and only a hash is kept. */
export interface OneTimeCodesTable {
  code_hash: string;
  purpose: string;
  payload_sealed: string;
  expires_at: Timestamp;
}

/** An appointment and its Zoom meeting. */
export interface LinksTable {
  id: string;
  tenant_id: string;
  user_id: string;
  item_key: string;
  /** `reserved`, `confirmed` or `removed`. */
  state: string;
  zoom_user_id: string;
  zoom_meeting_id: string | null;
  /** Join link and passcode. */
  access_sealed: string | null;
  /** What the Zoom meeting was created with; an adoption compares against it. */
  create_attempt_sealed: string | null;
  /** The options the person chose. */
  options: Json;
  outlook_item_id: string | null;
  outlook_series_id: string | null;
  /** Last states seen on either side, and the last one both had (see sync/model.ts). */
  outlook_sealed: string;
  zoom_sealed: string | null;
  agreed_sealed: string | null;
  notices: Json;
  /** A meeting with attendees in an Outlook that reports every send: not sent means abandoned. */
  would_be_reported: boolean;
  /** When the newest unsaved edit is due to be written to Zoom. */
  push_due_at: NullableTimestamp;
  waiting_reason: string | null;
  zoom_deleted_at: NullableTimestamp;
  reserved_at: Timestamp;
  confirmed_at: NullableTimestamp;
  removed_at: NullableTimestamp;
  checked_at: Timestamp;
  /** After this instant nothing of this link is needed any more; null for endless series. */
  ends_at: NullableTimestamp;
}

/** Mutual exclusion across processes without holding a transaction over network calls. */
export interface LeasesTable {
  key: string;
  owner: string;
  expires_at: Timestamp;
}

/** Create and update calls per Zoom host and UTC day; Zoom allows 100. */
export interface ZoomWritesTable {
  zoom_user_id: string;
  day: ColumnType<Date | string, string, string>;
  writes: number;
}

/** Zoom webhooks, stored before they are acknowledged. */
export interface ZoomWebhooksTable {
  id: string;
  sequence: Generated<string>;
  received_at: Timestamp;
  event: string;
  zoom_account_id: string | null;
  body_sealed: string;
  processed_at: NullableTimestamp;
  failures: Generated<number>;
}
