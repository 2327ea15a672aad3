/** How the emulated Graph behaves beyond faults of the connection. */
export interface GraphSwitches {
  mailboxLimits: boolean;
  flakyPercent: number;
  bareOccurrences: boolean;
  mastersInDelta: boolean;
  oldMastersMissing: boolean;
  emptyExceptions: boolean;
  deletedOccurrencesHidden: boolean;
  deltaReplays: boolean;
  deltaLate: boolean;
  deltaEmptyPages: boolean;
  deltaReset: "gone" | "syncStateNotFound";
  deltaMemory: number;
  immutableIdsDiffer: boolean;
  notificationCopies: number;
  notificationDelaySeconds: number;
  notificationLossPercent: number;
  notificationsShuffled: boolean;
  tripleUpdates: boolean;
}

type NamesOf<Kind> = {
  [Name in keyof GraphSwitches]: GraphSwitches[Name] extends Kind ? Name : never;
}[keyof GraphSwitches];

/** Documented behaviour, and what the field reports of it. */
export const usualGraph = (): GraphSwitches => ({
  mailboxLimits: true,
  flakyPercent: 0,
  bareOccurrences: true,
  mastersInDelta: true,
  oldMastersMissing: false,
  emptyExceptions: false,
  deletedOccurrencesHidden: true,
  deltaReplays: false,
  deltaLate: false,
  deltaEmptyPages: false,
  deltaReset: "gone",
  deltaMemory: 2000,
  immutableIdsDiffer: false,
  notificationCopies: 1,
  notificationDelaySeconds: 0,
  notificationLossPercent: 0,
  notificationsShuffled: false,
  tripleUpdates: false,
});

/** One line each for the traffic page. */
export const graphToggles: Record<NamesOf<boolean>, string> = {
  mailboxLimits: "Throttle more than four requests at once, or 10,000 in ten minutes, to a mailbox",
  bareOccurrences: "Delta gives occurrences without subject, body, attendees and organizer",
  mastersInDelta: "Delta gives series masters, at their first occurrence's time",
  oldMastersMissing: "Delta leaves out masters that started before the window",
  emptyExceptions: "Delta gives exceptions with an empty subject and body",
  deletedOccurrencesHidden: "A deleted occurrence is told as an update of its series only",
  deltaReplays: "Delta repeats the changes of the round before",
  deltaLate: "Delta gives a change one round late",
  deltaEmptyPages: "Delta puts an empty page before every page",
  immutableIdsDiffer: "Immutable ids differ from ordinary ones",
  notificationsShuffled: "Notifications arrive in another order",
  tripleUpdates: "One edit is notified as three updates",
};

export const graphNumbers: Record<
  NamesOf<number>,
  { label: string; unit: string; least: number; most: number }
> = {
  flakyPercent: { label: "Fail at random", unit: "% of calls", least: 0, most: 100 },
  deltaMemory: { label: "Delta remembers", unit: "changes per mailbox", least: 0, most: 100_000 },
  notificationCopies: { label: "Send a notification", unit: "times", least: 1, most: 10 },
  notificationDelaySeconds: { label: "Notify late by", unit: "s", least: 0, most: 3600 },
  notificationLossPercent: { label: "Lose", unit: "% of notifications", least: 0, most: 100 },
};

export const deltaResets = {
  gone: "410 Gone, with the address to start anew",
  syncStateNotFound: "400 SyncStateNotFound",
} as const;

/** @throws RangeError naming the switch */
export function checkGraphSwitches(graph: GraphSwitches): void {
  for (const [name, { least, most }] of Object.entries(graphNumbers)) {
    const value = graph[name as keyof typeof graphNumbers];
    if (!Number.isInteger(value) || value < least || value > most)
      throw new RangeError(`graph.${name} must be a whole number from ${least} to ${most}.`);
  }
  if (!Object.hasOwn(deltaResets, graph.deltaReset))
    throw new RangeError("graph.deltaReset must be gone or syncStateNotFound.");
}
