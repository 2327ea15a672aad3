import { presenceEvent } from "./meeting-events.ts";
import { recycleBinDays } from "./meeting-lookup.ts";
import { getOccurrence } from "./meeting-update.ts";
import { type Operator, type StoredMeeting, toUtcSeconds } from "./meeting.ts";
import { meetingMissing } from "./zoom-error.ts";
import { type ZoomWorld } from "./zoom-state.ts";

/** Moves a meeting to the recycle bin. */
export function deleteMeeting(world: ZoomWorld, meeting: StoredMeeting, operator: Operator): void {
  meeting.deletedAt = toUtcSeconds(world.sandbox.now());
  world.state.save();
  world.emit(presenceEvent("meeting.deleted", meeting, operator));
}

/** Takes one date out of a series; it stays in the list with status `deleted`. */
export function deleteOccurrence(
  world: ZoomWorld,
  meeting: StoredMeeting,
  occurrenceId: string,
  operator: Operator,
): void {
  const occurrence = getOccurrence(meeting, occurrenceId);
  occurrence.status = "deleted";
  world.state.save();
  world.emit(presenceEvent("meeting.deleted", meeting, operator, occurrence));
}

const isPurgeable = (meeting: StoredMeeting, now: Date) =>
  meeting.deletedAt !== null &&
  now.getTime() > Date.parse(meeting.deletedAt) + recycleBinDays * 86_400_000;

/** A deleted meeting still in the recycle bin; throws 404/3001 otherwise. */
export function getDeletedMeeting(world: ZoomWorld, meetingId: number | string): StoredMeeting {
  const meeting = world.state.value.meetings[String(meetingId)];
  if (
    meeting === undefined ||
    meeting.deletedAt === null ||
    isPurgeable(meeting, world.sandbox.now())
  ) {
    throw meetingMissing(meetingId);
  }
  return meeting;
}

/** Brings a meeting back with the id and join link it had. */
export function recoverMeeting(world: ZoomWorld, meeting: StoredMeeting, operator: Operator): void {
  meeting.deletedAt = null;
  world.state.save();
  world.emit(presenceEvent("meeting.recovered", meeting, operator));
}

/** Empties the recycle bin of what lay there too long. */
export function purgeRecycleBin(world: ZoomWorld): void {
  const { meetings } = world.state.value;
  for (const meeting of Object.values(meetings)) {
    if (!isPurgeable(meeting, world.sandbox.now())) continue;
    const host = world.users.find(({ id }) => id === meeting.hostId);
    world.state.value.meetings = Object.fromEntries(
      Object.entries(world.state.value.meetings).filter(([id]) => id !== String(meeting.id)),
    );
    world.state.save();
    world.emit(
      presenceEvent("meeting.permanently_deleted", meeting, {
        id: meeting.hostId,
        email: host?.email ?? "",
      }),
    );
  }
}
