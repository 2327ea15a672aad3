import { newUuid } from "./meeting-creation.ts";
import { runEvent } from "./meeting-events.ts";
import { type StoredMeeting, toUtcSeconds } from "./meeting.ts";
import { type ZoomWorld } from "./zoom-state.ts";

/** The host comes in. Starting a running meeting changes nothing. */
export function startMeeting(world: ZoomWorld, meeting: StoredMeeting): void {
  if (meeting.startedAt !== null) return;
  meeting.startedAt = toUtcSeconds(world.sandbox.now());
  meeting.lastUsedAt = meeting.startedAt;
  world.state.save();
  world.emit(runEvent(meeting, meeting.startedAt, null));
}

/** Ends a running meeting; the next one held under this id has another uuid. */
export function endMeeting(world: ZoomWorld, meeting: StoredMeeting): void {
  if (meeting.startedAt === null) return;
  const startTime = meeting.startedAt;
  const endTime = toUtcSeconds(world.sandbox.now());
  const ended = runEvent(meeting, startTime, endTime);
  world.state.value.pastInstances.push({
    meetingId: meeting.id,
    uuid: meeting.uuid,
    hostId: meeting.hostId,
    accountId: meeting.accountId,
    topic: meeting.topic,
    type: meeting.type,
    startTime,
    endTime,
  });
  meeting.startedAt = null;
  meeting.lastUsedAt = endTime;
  meeting.uuid = newUuid();
  world.state.save();
  world.emit(ended);
}
