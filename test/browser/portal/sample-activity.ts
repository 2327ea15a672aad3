import {
  type Activity,
  type ActivityItem,
  type ConflictItem,
  type Conflicts,
  type Finding,
  type Findings,
  type ShownValue,
} from "../../../src/shared/api/sync.ts";

const text = (value: string): ShownValue => ({ kind: "text", text: value });
const time = (start: string, end: string, timeZone = "Europe/Berlin"): ShownValue => ({
  kind: "time",
  time: { start, end, timeZone, isAllDay: false },
});
const none: ShownValue = { kind: "none" };

const conflict = (
  id: string,
  subject: string | null,
  different: Pick<ConflictItem, "field" | "winner" | "outlook" | "zoom">,
): ConflictItem => ({
  id,
  at: "2026-11-24T07:41:00Z",
  entryId: `entry-${id}`,
  subject,
  originalStart: null,
  ...different,
});

export const conflicts: Conflicts = {
  conflicts: [
    conflict("1", "Planning the spring fair", {
      field: "time",
      winner: "outlook",
      outlook: time("2026-11-25T09:00:00Z", "2026-11-25T10:00:00Z"),
      zoom: time("2026-11-26T13:00:00Z", "2026-11-26T14:00:00Z"),
    }),
    conflict("2", "Weekly with Fabrikam", {
      field: "recurrence",
      winner: "outlook",
      outlook: {
        kind: "recurrence",
        recurrence: {
          pattern: {
            type: "weekly",
            interval: 2,
            daysOfWeek: ["monday", "wednesday"],
            firstDayOfWeek: "monday",
          },
          range: { type: "endDate", startDate: "2026-11-02", endDate: "2027-03-31" },
          timeZone: "Europe/Berlin",
        },
      },
      zoom: { kind: "recurrence", recurrence: null },
    }),
    conflict("3", "Interview, second round", {
      field: "existence",
      winner: "zoom",
      outlook: none,
      zoom: text("Interview, second round"),
    }),
  ],
};

const finding = (
  id: string,
  kind: Finding["kind"],
  subject: string | null,
  actions: Finding["actions"],
  code: string | null = null,
): Finding => ({
  id,
  kind,
  subject,
  actions,
  code,
  start: "2026-11-27T14:00:00Z",
  isAllDay: false,
  zoomMeetingId: kind === "failed" ? null : "84123456789",
});

export const findings: Findings = {
  findings: [
    finding("f1", "copy", "Budget 2027 (copy)", ["giveMeeting", "ignore"]),
    finding("f2", "zoomWithoutEvent", "Sprint review", ["createEvent", "deleteMeeting", "ignore"]),
    finding("f3", "zoomWithoutEvent", "Donaudampfschifffahrtsgesellschaftskapitänsversammlung", [
      "createEvent",
      "deleteMeeting",
      "ignore",
    ]),
    finding("f4", "eventWithoutZoom", "Old project call", ["giveMeeting", "removeLink", "ignore"]),
    finding("f5", "unlinked", "Coffee with Ben", ["link", "ignore"]),
    finding("f6", "failed", null, ["retry"], "zoom.dailyLimit"),
  ],
};

const step = (id: string, different: Partial<ActivityItem> = {}): ActivityItem => ({
  id,
  at: "2026-11-24T08:20:00Z",
  entryId: "entry-1",
  subject: "Planning the spring fair",
  zoomMeetingId: "84123456789",
  changedIn: "outlook",
  changedBy: null,
  seenBy: "notification",
  changes: [],
  did: [{ place: "zoom", action: "change" }],
  outcome: "done",
  canUndo: true,
  ...different,
});

export const activityPages: Activity[] = [
  {
    next: "1",
    items: [
      step("s1", {
        changedBy: "ada@contoso.example",
        changes: [
          {
            field: "time",
            originalStart: null,
            before: time("2026-11-24T09:00:00Z", "2026-11-24T10:00:00Z"),
            after: time("2026-11-25T09:00:00Z", "2026-11-25T10:00:00Z"),
          },
          {
            field: "attendees",
            originalStart: null,
            before: { kind: "people", people: ["Ben Okafor"] },
            after: { kind: "people", people: ["Ben Okafor", "cleo.stein@contoso.example"] },
          },
        ],
      }),
      step("s2", {
        at: "2026-11-24T07:58:00Z",
        subject: null,
        entryId: "entry-2",
        seenBy: "sweep",
        changedIn: "engine",
        did: [{ place: "calendar", action: "create" }],
        canUndo: false,
      }),
      step("s3", {
        at: "2026-11-23T16:03:00Z",
        subject: "Weekly with Fabrikam",
        entryId: "entry-3",
        changedIn: "zoom",
        changedBy: "Ben Okafor",
        seenBy: "webhook",
        changes: [
          {
            field: "exception",
            originalStart: "2026-11-25T13:00:00Z",
            before: { kind: "occurrence", what: "usual", start: null, end: null },
            after: {
              kind: "occurrence",
              what: "moved",
              start: "2026-11-25T14:00:00Z",
              end: "2026-11-25T15:00:00Z",
            },
          },
        ],
        did: [{ place: "outlook", action: "change" }],
        outcome: "waiting",
      }),
      step("s4", {
        at: "2026-11-23T11:30:00Z",
        subject: "Interview, second round",
        entryId: "entry-4",
        changes: [
          {
            field: "subject",
            originalStart: null,
            before: text("Interview"),
            after: text("Interview, second round"),
          },
        ],
        outcome: "failed",
        canUndo: false,
      }),
      step("s6", {
        at: "2026-11-23T09:12:00Z",
        subject: "Weekly report",
        entryId: "entry-6",
        zoomMeetingId: null,
        changedIn: "zoom",
        seenBy: "webhook",
        changes: [
          {
            field: "time",
            originalStart: null,
            before: time("2026-11-24T09:00:00Z", "2026-11-24T10:00:00Z"),
            after: time("2026-11-26T09:00:00Z", "2026-11-26T10:00:00Z"),
          },
        ],
        did: [{ place: "calendar", action: "putBack" }],
        canUndo: false,
      }),
    ],
  },
  {
    next: null,
    items: [
      step("s5", {
        at: "2026-11-22T09:00:00Z",
        seenBy: "firstSync",
        changedIn: "engine",
        did: [
          { place: "outlook", action: "link" },
          { place: "zoom", action: "link" },
        ],
        canUndo: false,
      }),
    ],
  },
];
