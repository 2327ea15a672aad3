import { type ColumnType, type Generated } from "kysely";
import { type Json, type NullableTimestamp, type Timestamp } from "./schema-columns.ts";
import { type SyncSchema } from "./sync-schema.ts";

/**
 * The tables, as Kysely sees them. Every row that belongs to somebody carries `tenant_id` (Microsoft's)
 * or `zoom_account_id`, and every query names it. Columns ending in `_sealed` are encrypted (see identity/secret-box.ts).
 */
export interface Schema extends SyncSchema {
  users: UsersTable;
  zoom_people: ZoomPeopleTable;
  portal_sessions: PortalSessionsTable;
  settings_layers: SettingsLayersTable;
  connections: ConnectionsTable;
  tenant_grants: TenantGrantsTable;
  mailbox_overrides: MailboxOverridesTable;
  graph_subscriptions: GraphSubscriptionsTable;
  graph_notifications: GraphNotificationsTable;
  tickets: TicketsTable;
  one_time_codes: OneTimeCodesTable;
  links: LinksTable;
  leases: LeasesTable;
  zoom_writes: ZoomWritesTable;
  zoom_webhooks: ZoomWebhooksTable;
}

/** A person in a Microsoft 365 tenant, known by tenant and object id, never by an address. */
export interface UsersTable {
  id: string;
  tenant_id: string;
  entra_object_id: string;
  /** As last seen in a token; to show, never to know somebody by. */
  user_principal_name: string | null;
  /** Whom they act as in Zoom; both or neither. */
  zoom_account_id: string | null;
  zoom_user_id: string | null;
  sync_version: string;
  created_at: Timestamp;
}

/** A person in a Zoom account, and their permission to act for them there. */
export interface ZoomPeopleTable {
  zoom_account_id: string;
  zoom_user_id: string;
  /** Verified by Zoom. */
  email: string;
  display_name: string;
  /** `owner`, `admin` or `member`, as last read. */
  role: string;
  group_ids: Json;
  /** Of their Zoom profile, as `de-DE`; null: not told. */
  language: string | null;
  /** Null once the permission has ended. */
  tokens_sealed: string | null;
  access_expires_at: NullableTimestamp;
  refreshed_at: NullableTimestamp;
  /** `active`, `revoked` (Zoom refused the tokens) or `deauthorized` (the app was removed). */
  state: string;
  lapsed_at: NullableTimestamp;
  /** When connecting a calendar was last offered at sign-in. */
  offered_at: NullableTimestamp;
  /** When role, groups and address were last read from Zoom. */
  profile_read_at: NullableTimestamp;
  created_at: Timestamp;
}

/** Who is signed in to the portal; only a hash of the cookie is kept. */
export interface PortalSessionsTable {
  session_hash: string;
  zoom_account_id: string;
  zoom_user_id: string;
  created_at: Timestamp;
  expires_at: Timestamp;
}

/** What an admin or a user chose, per level (see sync/policy). */
export interface SettingsLayersTable {
  zoom_account_id: string;
  /** `account`, `group` or `user`. */
  level: string;
  /** Empty for the account; a Zoom group or user id. */
  subject_id: string;
  /** Part of `Settings`. */
  values: Json;
  /** Names of locked settings. */
  locked: Json;
  priority: number;
  changed_at: Timestamp;
  /** Zoom user id. */
  changed_by: string;
}

/** A Zoom person's link to a Microsoft 365 calendar; one each. */
export interface ConnectionsTable {
  id: string;
  zoom_account_id: string;
  zoom_user_id: string;
  /** Microsoft's, from a verified token. */
  tenant_id: string;
  /** Unknown with application permissions that may not read the directory. */
  entra_object_id: string | null;
  /** `delegated` or `application`. */
  mode: string;
  /** Primary address of the mailbox. */
  mailbox: string;
  user_principal_name: string;
  display_name: string;
  /** Graph scopes whose boxes were ticked. */
  scopes_requested: Json;
  /** Graph scopes or roles as last seen. */
  scopes_granted: Json;
  /** Null with application permissions, and once the permission has ended. */
  tokens_sealed: string | null;
  access_expires_at: NullableTimestamp;
  refreshed_at: NullableTimestamp;
  /** `active` or `lapsed`. */
  state: string;
  lapse_reason: string | null;
  lapsed_at: NullableTimestamp;
  checked_at: Timestamp;
  next_check_at: Timestamp;
  created_at: Timestamp;
}

/** A Microsoft tenant whose admin granted application permissions to one Zoom account's connections. */
export interface TenantGrantsTable {
  zoom_account_id: string;
  tenant_id: string;
  /** Of the admin's sign-in name; to show. */
  domain: string;
  /** Sign-in name of who granted it; to show. */
  granted_by: string;
  /** Their token named an Entra role that may grant; without it nobody may override a mailbox. */
  is_by_admin: boolean;
  roles: Json;
  /** `active` or `lapsed`. */
  state: string;
  lapse_reason: string | null;
  lapsed_at: NullableTimestamp;
  checked_at: Timestamp;
  granted_at: Timestamp;
}

/** An admin's word on which mailbox belongs to a Zoom address. */
export interface MailboxOverridesTable {
  zoom_account_id: string;
  /** Lower case. */
  zoom_email: string;
  mailbox: string;
  changed_at: Timestamp;
  changed_by: string;
}

/** Change notifications asked of Graph; `id` is Graph's. */
export interface GraphSubscriptionsTable {
  id: string;
  connection_id: string;
  tenant_id: string;
  /** `changes`, or `test` for the one of *Test the integration*. */
  purpose: string;
  client_state_hash: string;
  expires_at: Timestamp;
  created_at: Timestamp;
}

/** Graph's notifications, stored before they are acknowledged. */
export interface GraphNotificationsTable {
  id: string;
  sequence: Generated<string>;
  received_at: Timestamp;
  subscription_id: string;
  connection_id: string;
  tenant_id: string;
  /** `created`, `updated`, `deleted`, or the name of a lifecycle event. */
  kind: string;
  event_id: string | null;
  processed_at: NullableTimestamp;
  failures: Generated<number>;
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
  /** Version 2: what a write that was begun will make agreed. */
  intended_sealed: string | null;
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
  /** Version 2: the entry this meeting belongs to. */
  entry_id: string | null;
  /** Zoom may have been written without our knowing how it went: read it before deciding. */
  zoom_is_stale: Generated<boolean>;
  /** The add-in read Zoom's state in between. */
  zoom_is_undecided: Generated<boolean>;
  /** Our last writes, `{ side, at }`, to see a ping-pong. */
  recent_writes: ColumnType<unknown, string | undefined, string>;
  /** Version 2: how making its Outlook event went. */
  event_tries: Generated<number>;
  event_retry_at: NullableTimestamp;
  event_error_code: string | null;
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
  /** Until it was worked. */
  body_sealed: string | null;
  processed_at: NullableTimestamp;
  failures: Generated<number>;
}
