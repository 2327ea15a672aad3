import { type Generated } from "kysely";
import { type NullableTimestamp, type Timestamp } from "./schema-columns.ts";

/** The tables of version 2. Their rows go with the connection they belong to. */
export interface SyncSchema {
  sync_states: SyncStatesTable;
  calendar_cursors: CalendarCursorsTable;
  entries: EntriesTable;
  mirrors: MirrorsTable;
  zoom_hints: ZoomHintsTable;
  zoom_strays: ZoomStraysTable;
  history: HistoryTable;
  conflicts: ConflictsTable;
}

/** How version 2 stands for one connection. */
export interface SyncStatesTable {
  connection_id: string;
  tenant_id: string;
  /** `preparing`, `preview`, `backfill`, `live` or `paused`. */
  phase: string;
  /** When the next run is wanted; null: only the sweep. */
  due_at: NullableTimestamp;
  /** Of the first hint that no run has seen yet: bounds how long a burst may put a run off. */
  wanted_since: NullableTimestamp;
  /** Failed runs in a row. */
  attempts: Generated<number>;
  error_code: string | null;
  last_run_at: NullableTimestamp;
  next_sweep_at: Timestamp;
  /** The first run was agreed to. */
  consented_at: NullableTimestamp;
  /** When the first run begins by itself. */
  starts_at: NullableTimestamp;
  preview_sealed: string | null;
  pause_sealed: string | null;
  /** Deletions a person allowed for the next run. */
  released: Generated<number>;
  backfill_total: Generated<number>;
  /** The first run of version 2, since it was last without it. */
  began_at: NullableTimestamp;
  mirror_state: string;
  mirror_checked_at: NullableTimestamp;
  zoom_calendar_id: string | null;
  zoom_calendar_token: string | null;
  zoom_calendar_changed: Generated<boolean>;
  /** How often that was told or found out; a listing ends only what was told before it began. */
  zoom_calendar_told: Generated<number>;
  /** Events that carry our marks were listed once. */
  marks_read: Generated<boolean>;
  /** Other settings hold than those the last run knew. */
  settings_changed: Generated<boolean>;
}

/** How far a calendar was read. */
export interface CalendarCursorsTable {
  connection_id: string;
  tenant_id: string;
  /** Empty: the primary calendar. */
  calendar_id: string;
  /** The link to follow next, whole; null before the first call. */
  link_sealed: string | null;
  is_mid_round: boolean;
  /** A first or repeated reading of everything, after which what was not seen is looked at. */
  is_full_round: boolean;
  round: number;
  window_from: Timestamp;
  window_to: Timestamp;
}

/** A calendar entry: a single event, or a series with its exceptions. */
export interface EntriesTable {
  id: string;
  connection_id: string;
  tenant_id: string;
  calendar_id: string;
  event_id: string;
  etag: string | null;
  /** The last full round that saw it. */
  round: number;
  is_series: boolean;
  /** `unread`, `present`, `gone` or `outOfWindow`. */
  state: string;
  starts_at: NullableTimestamp;
  /** Null for an endless series. */
  ends_at: NullableTimestamp;
  seen_sealed: string | null;
  /** Number of the Zoom meeting whose link the event carries. */
  zoom_number: string | null;
  link_id: string | null;
  /** The link whose marks this event carries although another event has it. */
  copy_of: string | null;
  /** `meeting` or `noLink`: what a person asked for. */
  wants: string | null;
  /** The feed said that it changed, not how. */
  needs_reading: boolean;
  /** It is to be decided what follows from how it is. */
  is_dirty: boolean;
  /** `notification`, `sweep`, `firstSync`, `portal`. */
  seen_by: string;
  tries: Generated<number>;
  retry_at: NullableTimestamp;
  error_code: string | null;
  is_ignored: Generated<boolean>;
}

/** An entry, or one moved occurrence, as an event of the Zoom calendar that mirrors Outlook. */
export interface MirrorsTable {
  id: string;
  connection_id: string;
  tenant_id: string;
  /** Null: made in Zoom's calendar, and not in Outlook yet. */
  entry_id: string | null;
  /** Empty for the entry itself, else the original start of an occurrence. */
  part: string;
  calendar_event_id: string | null;
  /** A create was sent and its answer not seen. */
  is_being_made: Generated<boolean>;
  agreed_sealed: string | null;
  /** What a write to Zoom's calendar that was begun will make agreed. */
  intended_sealed: string | null;
  /** As last seen there; null: gone. */
  calendar_sealed: string | null;
  is_dirty: Generated<boolean>;
  /** How making its Outlook entry went. */
  tries: Generated<number>;
  retry_at: NullableTimestamp;
  error_code: string | null;
}

/** What Zoom told of meetings, for the next run of a connection. */
export interface ZoomHintsTable {
  sequence: Generated<string>;
  connection_id: string;
  tenant_id: string;
  webhook_id: string;
  meeting_id: string;
  body_sealed: string;
  received_at: Timestamp;
}

/** Zoom meetings of a person that no Outlook event belongs to. */
export interface ZoomStraysTable {
  connection_id: string;
  tenant_id: string;
  meeting_id: string;
  state_sealed: string;
  /** `awaitingConsent`, `noFixedTime`, `madeElsewhere`, `inOutlook` or `orphan`. */
  reason: string;
  starts_at: NullableTimestamp;
  is_ignored: Generated<boolean>;
}

/** What happened to an appointment, step by step. */
export interface HistoryTable {
  sequence: Generated<string>;
  id: string;
  connection_id: string;
  tenant_id: string;
  entry_id: string | null;
  link_id: string | null;
  /** The event of the mirror that `before_sealed` is about. */
  mirror_id: string | null;
  at: Timestamp;
  detail_sealed: string;
  /** What was agreed before this step, to go back to. */
  before_sealed: string | null;
}

/** Conflicts a person has not looked at; both values are inside. */
export interface ConflictsTable {
  id: string;
  connection_id: string;
  tenant_id: string;
  /** One of the two. */
  link_id: string | null;
  mirror_id: string | null;
  field: string;
  at: Timestamp;
  conflict_sealed: string;
}
