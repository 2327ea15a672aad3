import { Type, type Static } from "typebox";
import { SyncVersion } from "./account.ts";
import { AppointmentTime, Instant } from "./appointment.ts";
import { ClosedObject } from "./closed-object.ts";
import { Recurrence } from "./recurrence.ts";

const nullable = <T extends Type.TSchema>(schema: T) => Type.Union([schema, Type.Null()]);
const count = Type.Integer({ minimum: 0 });

/** What a first run would do to one place, by meetings and entries rather than by writes. */
export const SideCounts = ClosedObject({ create: count, change: count, delete: count });
export type SideCounts = Static<typeof SideCounts>;

/**
 * - `outlook`: an Outlook event is written.
 * - `zoom`: a Zoom meeting is written.
 * - `calendar`: an entry of the Zoom calendar that mirrors Outlook is written.
 */
const SyncPlace = Type.Enum(["outlook", "zoom", "calendar"]);

/** One line of a preview or of a pause; a private entry has no subject. */
export const PlannedItem = ClosedObject({
  place: SyncPlace,
  action: Type.Enum(["create", "change", "delete", "link"]),
  subject: nullable(Type.String()),
  start: nullable(Instant),
  isAllDay: Type.Boolean(),
});
export type PlannedItem = Static<typeof PlannedItem>;

/** What the first run will do, shown before any of it is done. */
export const FirstSyncPreview = ClosedObject({
  madeAt: Instant,
  outlook: SideCounts,
  zoom: SideCounts,
  calendar: SideCounts,
  unchanged: count,
  /** The first ones, in order of their start; `more` are not listed. */
  items: Type.Array(PlannedItem),
  more: count,
});
export type FirstSyncPreview = Static<typeof FirstSyncPreview>;

/**
 * - `off`: not connected, or version 2 is not chosen.
 * - `preparing`: the calendar is read for the first time; nothing is written.
 * - `preview`: read; the first run is shown and waits.
 * - `backfill`: the first run is under way.
 * - `live`: in step, and changes follow by themselves.
 * - `paused`: stopped until a person decides; `pause` says why.
 * - `lapsed`: the connection to Microsoft or to Zoom has ended; changes wait.
 */
export const SyncPhase = Type.Enum([
  "off",
  "preparing",
  "preview",
  "backfill",
  "live",
  "paused",
  "lapsed",
]);
export type SyncPhase = Static<typeof SyncPhase>;

/** Why the Zoom calendar does not show the other entries. */
export const MirrorState = Type.Enum([
  "on",
  "off",
  /** The Zoom app was not given the rights for Zoom Calendar. */
  "scopeMissing",
  /** The Zoom account has no Zoom Calendar. */
  "noCalendarService",
  /** Zoom would add a meeting to every mirrored entry, because of a setting of Zoom Calendar. */
  "autoAddsMeetings",
]);
export type MirrorState = Static<typeof MirrorState>;

/** `GET /api/portal/sync` */
export const SyncStatus = ClosedObject({
  version: SyncVersion,
  /** Who locked the choice; null when the person may choose. */
  versionLockedBy: nullable(Type.Enum(["account", "group"])),
  phase: SyncPhase,
  preview: nullable(FirstSyncPreview),
  /** When the first run begins by itself; null when it waits for a person. */
  startsAt: nullable(Instant),
  /** Of the first run, or of the first reading. */
  progress: nullable(ClosedObject({ done: count, total: count })),
  pause: nullable(
    ClosedObject({
      reason: Type.Enum(["massDeletion", "loop"]),
      deletions: count,
      total: count,
      items: Type.Array(PlannedItem),
    }),
  ),
  mirror: MirrorState,
  /** Microsoft tells of changes at once; otherwise the next sweep finds them. */
  isInstant: Type.Boolean(),
  lastRunAt: nullable(Instant),
  nextSweepAt: nullable(Instant),
  /** Zoom's limit of creates and updates for this host; background work stops at `backgroundLimit`. */
  quota: ClosedObject({
    used: count,
    limit: count,
    backgroundLimit: count,
    resetsAt: Instant,
    /** Changes that wait for the reset. */
    waiting: count,
  }),
  /** Entries that were tried too often and wait for a person. */
  failed: count,
  /** Things on `/portal/activity` that a person may want to look at. */
  attention: ClosedObject({ conflicts: count, copies: count, orphans: count }),
});
export type SyncStatus = Static<typeof SyncStatus>;

/** `PUT /api/portal/sync/version`: the person's own choice. */
export const VersionChoice = ClosedObject({ version: SyncVersion });

/** `POST /api/portal/sync/release`: what to do with deletions that were too many to be believed. */
export const ReleaseDecision = ClosedObject({
  /** `delete`: they are meant. `keep`: put back what is missing. */
  decision: Type.Enum(["delete", "keep"]),
});
export type ReleaseDecision = Static<typeof ReleaseDecision>;

/** One entry of the agenda, expanded: a series shows each of its occurrences. */
export const AgendaEntry = ClosedObject({
  id: Type.String(),
  /** Null for a private entry, and where an admin chose *times only*. */
  subject: nullable(Type.String()),
  start: Instant,
  end: Instant,
  isAllDay: Type.Boolean(),
  showAs: Type.Enum(["free", "tentative", "busy", "oof", "workingElsewhere", "unknown"]),
  isRecurring: Type.Boolean(),
  isPrivate: Type.Boolean(),
  isOrganizer: Type.Boolean(),
  location: nullable(Type.String()),
  /** `own`: linked to a Zoom meeting of this person; `other`: somebody's Zoom meeting. */
  zoom: nullable(
    ClosedObject({
      kind: Type.Enum(["own", "other"]),
      meetingId: nullable(Type.String()),
      joinUrl: nullable(Type.String()),
    }),
  ),
  state: Type.Enum(["inStep", "waiting", "failed", "copy"]),
});
export type AgendaEntry = Static<typeof AgendaEntry>;

/** `GET /api/portal/agenda?from=…&to=…` (at most 62 days) */
export const Agenda = ClosedObject({
  entries: Type.Array(AgendaEntry),
  /** Null while the calendar has not been read. */
  readAt: nullable(Instant),
});
export type Agenda = Static<typeof Agenda>;

/** A value of any field, as it is shown to a person. */
export const ShownValue = Type.Union([
  ClosedObject({ kind: Type.Literal("none") }),
  ClosedObject({ kind: Type.Literal("text"), text: Type.String() }),
  ClosedObject({ kind: Type.Literal("time"), time: AppointmentTime }),
  ClosedObject({ kind: Type.Literal("recurrence"), recurrence: nullable(Recurrence) }),
  ClosedObject({ kind: Type.Literal("people"), people: Type.Array(Type.String()) }),
  /** `moved`, `cancelled` or `edited`; `start` and `end` where moved. */
  ClosedObject({
    kind: Type.Literal("occurrence"),
    what: Type.Enum(["usual", "moved", "cancelled", "edited"]),
    start: nullable(Instant),
    end: nullable(Instant),
  }),
]);
export type ShownValue = Static<typeof ShownValue>;

/** Fields a person sees by name; `existence`: one side was deleted. */
export const ChangedField = Type.Enum([
  "subject",
  "time",
  "recurrence",
  "exception",
  "notes",
  "attendees",
  "sensitivity",
  "showAs",
  "options",
  "existence",
]);
export type ChangedField = Static<typeof ChangedField>;

export const FieldChange = ClosedObject({
  field: ChangedField,
  /** Only for `exception`: which occurrence, by its start in the pattern. */
  originalStart: nullable(Instant),
  before: ShownValue,
  after: ShownValue,
});
export type FieldChange = Static<typeof FieldChange>;

/** One step in the life of an appointment: who changed what, how it was seen, and what was done. */
export const ActivityItem = ClosedObject({
  id: Type.String(),
  at: Instant,
  /** Groups the steps of one appointment; null once nothing of it is kept. */
  entryId: nullable(Type.String()),
  subject: nullable(Type.String()),
  zoomMeetingId: nullable(Type.String()),
  /** Where it was changed; `engine`: nobody changed anything, we caught up. */
  changedIn: Type.Enum(["outlook", "zoom", "both", "portal", "addin", "engine"]),
  /** Zoom's or Outlook's word for who did it, when they say so; a mail address or a name. */
  changedBy: nullable(Type.String()),
  seenBy: Type.Enum(["notification", "webhook", "sweep", "addin", "portal", "firstSync"]),
  changes: Type.Array(FieldChange),
  did: Type.Array(
    ClosedObject({
      place: SyncPlace,
      /** `putBack`: it stands again as it did, because the other side cannot follow. */
      action: Type.Enum(["create", "change", "delete", "link", "putBack"]),
    }),
  ),
  outcome: Type.Enum(["done", "waiting", "failed"]),
  /** Both sides can be brought back to how they were before this step. */
  canUndo: Type.Boolean(),
});
export type ActivityItem = Static<typeof ActivityItem>;

/** `GET /api/portal/activity?before=…&entry=…`, newest first. */
export const Activity = ClosedObject({
  items: Type.Array(ActivityItem),
  /** Pass as `before` for the next page; null at the end. */
  next: nullable(Type.String()),
});
export type Activity = Static<typeof Activity>;

/** Both sides changed the same field; the losing value is kept and can be made to win. */
export const ConflictItem = ClosedObject({
  id: Type.String(),
  at: Instant,
  entryId: nullable(Type.String()),
  subject: nullable(Type.String()),
  field: ChangedField,
  originalStart: nullable(Instant),
  winner: Type.Enum(["outlook", "zoom"]),
  outlook: ShownValue,
  zoom: ShownValue,
});
export type ConflictItem = Static<typeof ConflictItem>;

/** `GET /api/portal/conflicts` */
export const Conflicts = ClosedObject({ conflicts: Type.Array(ConflictItem) });
export type Conflicts = Static<typeof Conflicts>;

/**
 * - `copy`: an Outlook event that carries the meeting of another one. `giveMeeting` makes it one of
 *   its own; `ignore` leaves it.
 * - `zoomWithoutEvent`: a Zoom meeting of this person without an Outlook event. `createEvent`,
 *   `deleteMeeting`, `ignore`.
 * - `eventWithoutZoom`: an Outlook event whose Zoom meeting no longer exists. `giveMeeting`,
 *   `removeLink` (takes the dead link out of body and location), `ignore`.
 * - `unlinked`: an event with the link of a Zoom meeting of this person that we did not make. `link`,
 *   `ignore`.
 * - `failed`: tried too often; `retry`. `code` says why.
 */
export const FindingKind = Type.Enum([
  "copy",
  "zoomWithoutEvent",
  "eventWithoutZoom",
  "unlinked",
  "failed",
]);
export type FindingKind = Static<typeof FindingKind>;

export const FindingAction = Type.Enum([
  "giveMeeting",
  "createEvent",
  "deleteMeeting",
  "removeLink",
  "link",
  "retry",
  "ignore",
]);
export type FindingAction = Static<typeof FindingAction>;

export const Finding = ClosedObject({
  id: Type.String(),
  kind: FindingKind,
  subject: nullable(Type.String()),
  start: nullable(Instant),
  isAllDay: Type.Boolean(),
  zoomMeetingId: nullable(Type.String()),
  code: nullable(Type.String()),
  actions: Type.Array(FindingAction),
});
export type Finding = Static<typeof Finding>;

/** `GET /api/portal/findings` */
export const Findings = ClosedObject({ findings: Type.Array(Finding) });
export type Findings = Static<typeof Findings>;

/** `POST /api/portal/findings/:id` */
export const FindingDecision = ClosedObject({ action: FindingAction });
export type FindingDecision = Static<typeof FindingDecision>;

/** `POST /api/portal/findings/clean-up`: the same action for every finding of a kind. */
export const CleanUp = ClosedObject({ kind: FindingKind, action: FindingAction });
export type CleanUp = Static<typeof CleanUp>;

/** One Zoom group, as the admin steers it; null inherits. */
export const GroupSettings = ClosedObject({
  groupId: Type.String(),
  name: Type.String(),
  /** People of the group whom we know. */
  people: count,
  syncVersion: nullable(SyncVersion),
  timesOnly: nullable(Type.Boolean()),
  locked: Type.Boolean(),
  /** 1 is asked first when somebody is in several groups. */
  priority: Type.Integer({ minimum: 1, maximum: 1000 }),
});
export type GroupSettings = Static<typeof GroupSettings>;

/** `GET /api/portal/admin/groups` */
export const AccountGroups = ClosedObject({ groups: Type.Array(GroupSettings) });
export type AccountGroups = Static<typeof AccountGroups>;

/** `PUT /api/portal/admin/groups/:groupId` */
export const GroupChoice = ClosedObject({
  syncVersion: nullable(SyncVersion),
  timesOnly: nullable(Type.Boolean()),
  locked: Type.Boolean(),
  priority: Type.Integer({ minimum: 1, maximum: 1000 }),
});
export type GroupChoice = Static<typeof GroupChoice>;

/** `GET /api/portal/admin/sync`: how it stands for everybody, and what waits for a person. */
export const AccountSync = ClosedObject({
  connections: Type.Array(
    ClosedObject({
      zoomUserId: Type.String(),
      name: Type.String(),
      email: Type.String(),
      version: SyncVersion,
      phase: SyncPhase,
      lastRunAt: nullable(Instant),
      failed: count,
      waiting: count,
      /** Why the last run did not finish. */
      errorCode: nullable(Type.String()),
    }),
  ),
  /** Work that was given up after many tries; `POST …/replay` tries all of it again. */
  deadLetters: Type.Array(
    ClosedObject({
      id: Type.String(),
      kind: Type.Enum(["zoomWebhook", "entry", "connection"]),
      at: Instant,
      tries: count,
      code: nullable(Type.String()),
    }),
  ),
});
export type AccountSync = Static<typeof AccountSync>;
