/** How one thing of one person must stand on both sides once everything has come to rest. */
export interface Expected {
  readonly key: string;
  /** `meeting`: an Outlook event and a Zoom meeting. `entry`: an Outlook event and its mirror. */
  readonly kind: "meeting" | "entry";
  /** Where its subject is edited. */
  readonly subjectIn: "outlook" | "zoom";
  readonly timeIn: "outlook" | "zoom";
  subject: string;
  start: Temporal.Instant;
  isAlive: boolean;
  /** It will be deleted, and is never edited before. */
  readonly isDoomed: boolean;
  edits: number;
  /** In Outlook, once it is there. */
  eventId: string | null;
  /** Number of the Zoom meeting, or id in Zoom's calendar, once it is there. */
  zoomId: string | null;
}

export const subjectOf = (key: string, edits: number): string => `${key} v${edits}`;

/** The key every subject begins with; what the world was seeded with has none. */
export function keyOf(subject: string): string | null {
  return /^(\S+~\d+) v\d+$/.exec(subject)?.[1] ?? null;
}
