import { type JsonObject } from "./json.ts";
import { meetingsOf } from "./meeting-lookup.ts";
import { joinUrlOf } from "./meeting-view.ts";
import { type StoredMeeting } from "./meeting.ts";
import { type ZoomWorld } from "./zoom-state.ts";

export const listTypes = [
  "scheduled",
  "live",
  "upcoming",
  "upcoming_meetings",
  "previous_meetings",
] as const;

export interface ListQuery {
  type: (typeof listTypes)[number];
  /** `yyyy-MM-dd` in `timezone`, both ends included. */
  from?: string | undefined;
  to?: string | undefined;
  timezone?: string | undefined;
}

interface Entry {
  meeting: StoredMeeting;
  startTime: string | null;
  duration: number;
}

/** The longest agenda a list shows. */
const listedAgenda = 250;

/** How far the upcoming and the previous lists reach. */
const reachMonths = 6;

/**
 * `GET /users/{userId}/meetings`: `scheduled` has a series once, the upcoming and previous lists
 * once per occurrence. Instant and prescheduled meetings are in none of them.
 */
export function listMeetings(world: ZoomWorld, hostId: string, query: ListQuery): JsonObject[] {
  const now = world.sandbox.now().getTime();
  const listed = meetingsOf(world, hostId).filter(
    ({ type, preSchedule }) => type !== 1 && !preSchedule,
  );
  const entries = listed
    .flatMap((meeting) => entriesOf(meeting, query.type, now))
    .filter(({ startTime }) => isWithin(startTime, query));
  entries.sort((a, b) => (a.startTime ?? "9").localeCompare(b.startTime ?? "9"));
  return entries.map((entry) => describeEntry(world, entry));
}

function entriesOf(meeting: StoredMeeting, type: ListQuery["type"], now: number): Entry[] {
  const whole = { meeting, startTime: meeting.startTime, duration: meeting.duration };
  if (type === "scheduled") return [whole];
  if (type === "live") return meeting.startedAt === null ? [] : [whole];
  const reach = reachFrom(now);
  const parts =
    meeting.type === 8
      ? meeting.occurrences
          .filter(({ status }) => status === "available")
          .map(({ start_time, duration }) => ({ meeting, startTime: start_time, duration }))
      : [whole];
  const isOver = ({ startTime, duration }: Entry) =>
    startTime === null
      ? meeting.lastUsedAt !== null && meeting.startedAt === null
      : Date.parse(startTime) + duration * 60_000 <= now;
  const isNear = ({ startTime }: Entry) =>
    startTime === null ||
    (Date.parse(startTime) >= reach.earliest && Date.parse(startTime) <= reach.latest);
  if (type === "previous_meetings") return parts.filter((part) => isOver(part) && isNear(part));
  return parts
    .filter((part) => meeting.startedAt !== null || part.startTime === null || !isOver(part))
    .filter(isNear);
}

function reachFrom(now: number): { earliest: number; latest: number } {
  const today = Temporal.Instant.fromEpochMilliseconds(now).toZonedDateTimeISO("UTC");
  return {
    earliest: today.subtract({ months: reachMonths }).epochMilliseconds,
    latest: today.add({ months: reachMonths }).epochMilliseconds,
  };
}

function isWithin(startTime: string | null, { from, to, timezone = "UTC" }: ListQuery): boolean {
  if (startTime === null || (from === undefined && to === undefined)) return true;
  const local = Temporal.Instant.from(startTime).toZonedDateTimeISO(timezone);
  const day = local.toPlainDate().toString();
  return (from === undefined || day >= from) && (to === undefined || day <= to);
}

const describeEntry = (world: ZoomWorld, { meeting, startTime, duration }: Entry): JsonObject => ({
  uuid: meeting.uuid,
  id: meeting.id,
  host_id: meeting.hostId,
  topic: meeting.topic,
  type: meeting.type,
  ...(startTime === null ? {} : { start_time: startTime }),
  duration,
  timezone: meeting.timezone,
  ...(meeting.agenda === "" ? {} : { agenda: meeting.agenda.slice(0, listedAgenda) }),
  created_at: meeting.createdAt,
  join_url: joinUrlOf(world, meeting),
});

/** `GET /users/{userId}/upcoming_meetings`: the next 24 hours only. */
export function listNextDay(world: ZoomWorld, hostId: string): JsonObject[] {
  const now = world.sandbox.now().getTime();
  return meetingsOf(world, hostId)
    .filter(({ type, preSchedule }) => type !== 1 && !preSchedule)
    .flatMap((meeting) =>
      entriesOf(meeting, "upcoming", now).filter(
        ({ startTime }) => startTime !== null && Date.parse(startTime) < now + 86_400_000,
      ),
    )
    .map(({ meeting, startTime, duration }) => ({
      id: meeting.id,
      topic: meeting.topic,
      type: meeting.type,
      ...(startTime === null ? {} : { start_time: startTime }),
      duration,
      timezone: meeting.timezone,
      created_at: meeting.createdAt,
      join_url: joinUrlOf(world, meeting),
      ...(meeting.password === "" ? {} : { passcode: meeting.password }),
      use_pmi: meeting.settings.use_pmi ?? false,
      is_host: true,
      is_all_day: false,
    }));
}
