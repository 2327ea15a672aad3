import { type StoredMeeting } from "./meeting.ts";
import { meetingMissing } from "./zoom-error.ts";
import { type ZoomWorld } from "./zoom-state.ts";

const dayMs = 86_400_000;

/** How long a deleted meeting can be recovered. */
export const recycleBinDays = 7;

/**
 * Meeting ids die: thirty days after the last use of a single meeting, a year after that of a series
 * (https://support.zoom.us/hc/en-us/articles/201362373).
 */
function isExpired(meeting: StoredMeeting, now: Date): boolean {
  const last = meeting.occurrences.at(-1)?.start_time ?? meeting.startTime ?? meeting.createdAt;
  const used = Math.max(Date.parse(last), Date.parse(meeting.lastUsedAt ?? last));
  const days = meeting.type === 8 || meeting.type === 3 ? 365 : 30;
  return meeting.startedAt === null && now.getTime() > used + days * dayMs;
}

/** A living meeting; throws 404/3001 for the unknown, the deleted and the expired. */
export function getMeeting(world: ZoomWorld, meetingId: number | string): StoredMeeting {
  const meeting = world.state.value.meetings[String(meetingId)];
  if (meeting?.deletedAt !== null || isExpired(meeting, world.sandbox.now())) {
    throw meetingMissing(meetingId);
  }
  return meeting;
}

/** All living meetings of one host, as the lists draw on them. */
export function meetingsOf(world: ZoomWorld, hostId: string): StoredMeeting[] {
  const now = world.sandbox.now();
  return Object.values(world.state.value.meetings).filter(
    (meeting) =>
      meeting.hostId === hostId && meeting.deletedAt === null && !isExpired(meeting, now),
  );
}

/** Meetings in a host's recycle bin. */
export const deletedMeetingsOf = (world: ZoomWorld, hostId: string): StoredMeeting[] =>
  Object.values(world.state.value.meetings).filter(
    (meeting) => meeting.hostId === hostId && meeting.deletedAt !== null,
  );
