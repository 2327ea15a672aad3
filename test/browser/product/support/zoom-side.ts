import { type Sandbox } from "../../../../src/sandbox/sandbox.ts";
import { type StoredMeeting } from "../../../../src/sandbox/zoom/core/meeting.ts";
import { listZoomMeetings } from "../../../../src/sandbox/zoom/routes.ts";

/** Meetings Zoom holds for a topic, deleted ones included. Every test has topics of its own. */
export function zoomMeetings(sandbox: Sandbox, topic: string): StoredMeeting[] {
  return listZoomMeetings(sandbox).filter((meeting) => meeting.topic === topic);
}

/**
 * The one living Zoom meeting of this topic.
 * @throws Error when there is none, or more than one.
 */
export function zoomMeeting(sandbox: Sandbox, topic: string): StoredMeeting {
  const living = zoomMeetings(sandbox, topic).filter(({ deletedAt }) => deletedAt === null);
  const [meeting, ...others] = living;
  if (meeting !== undefined && others.length === 0) return meeting;
  throw new Error(`Zoom has ${living.length} meetings called "${topic}", not one.`);
}
