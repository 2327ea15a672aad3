import { type OutlookEntry } from "../graph/event-entry.ts";
import { type OutlookPresent } from "../../sync/model.ts";
import { type SeenEvent } from "./state/entry.ts";

/**
 * The least that is of use. Of an event without a Zoom meeting of ours neither notes nor attendees
 * are kept; of a private one, and where an admin chose *times only*, not even its subject.
 */
export function keptOf(
  read: OutlookEntry,
  outlook: OutlookPresent,
  isLinked: boolean,
  timesOnly: boolean,
): SeenEvent {
  const { location, hasJoinBlock } = read;
  const joinUrl = read.joinUrls[0] ?? null;
  if (isLinked) {
    return { outlook, location: timesOnly ? "" : location, joinUrl, hasJoinBlock };
  }
  const seen: SeenEvent = {
    outlook: { ...outlook, notes: null, attendees: null },
    location,
    joinUrl: isPrivate(outlook) ? null : joinUrl,
    hasJoinBlock,
  };
  return timesOnly || isPrivate(outlook) ? withoutText(seen) : seen;
}

/** Only when it is. */
export function withoutText(seen: SeenEvent): SeenEvent {
  const { outlook } = seen;
  const exceptions = Object.entries(outlook.exceptions).map(([start, exception]) => {
    const kept = Object.entries(exception).filter(([name]) => name !== "subject");
    return [start, Object.fromEntries(kept)];
  });
  return {
    ...seen,
    location: "",
    outlook: {
      ...outlook,
      subject: "",
      exceptions: Object.fromEntries(exceptions) as OutlookPresent["exceptions"],
    },
  };
}

/** To be shown; null where it was not kept. */
export function subjectOf(seen: SeenEvent | null): string | null {
  const subject = seen?.outlook.subject ?? "";
  return subject === "" ? null : subject;
}

/** Its text was not kept, and may be shown now. */
export function lacksText({ outlook }: SeenEvent): boolean {
  return outlook.subject === "" && !isPrivate(outlook);
}

function isPrivate({ sensitivity }: OutlookPresent): boolean {
  return sensitivity === "private" || sensitivity === "confidential";
}
