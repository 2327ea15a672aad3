import { type ZoomMeetingListItem } from "../zoom/meeting-schema.ts";
import { type ZoomClient } from "../zoom/zoom-client.ts";
import { type CreateAttempt } from "./link.ts";

/** Zoom's clock and ours may differ, and the call took its time. */
const clockTolerance = { seconds: 60 };
const longestCall = { minutes: 2 };

/**
 * Zoom has no idempotency key: a create whose answer was lost is looked for among the host's
 * meetings before anything is created again. Null when it is not there, so it was never made.
 */
export async function findLostMeeting(
  client: ZoomClient,
  attempt: CreateAttempt,
  isLinked: (meetingId: string) => Promise<boolean>,
): Promise<string | null> {
  for await (const meeting of client.listScheduled()) {
    const id = String(meeting.id);
    if (isMadeBy(attempt, meeting) && !(await isLinked(id))) return id;
  }
  return null;
}

function isMadeBy(attempt: CreateAttempt, meeting: ZoomMeetingListItem): boolean {
  if (meeting.topic !== attempt.topic || meeting.type !== attempt.type) return false;
  if (!meeting.created_at) return false;
  const made = Temporal.Instant.from(meeting.created_at);
  const asked = Temporal.Instant.from(attempt.at);
  if (Temporal.Instant.compare(made, asked.subtract(clockTolerance)) < 0) return false;
  if (Temporal.Instant.compare(made, asked.add(longestCall)) > 0) return false;
  if (attempt.duration !== undefined && meeting.duration !== attempt.duration) return false;
  // A series lists its next occurrence, so only a single meeting's start identifies it.
  return (
    meeting.type !== 2 ||
    attempt.startTime === undefined ||
    meeting.start_time === undefined ||
    Temporal.Instant.from(meeting.start_time).equals(Temporal.Instant.from(attempt.startTime))
  );
}
