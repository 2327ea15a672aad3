import { ZoomError } from "../core/zoom-error.ts";
import { type ZoomWorld } from "../core/zoom-state.ts";
import {
  type StoredCalendar,
  type StoredEvent,
  eventsIn,
  fieldsOfInstance,
  isCancelled,
} from "./calendar-state.ts";
import { type PatternInstance, isSeries, patternOf } from "./instances.ts";

const eventMissing = (eventId: string) =>
  new ZoomError(404, 404, `Event does not exist: ${eventId}.`);

/** The id of an instance tells its series and its place, and is the only thing that does. */
const instanceId = (seriesId: string, key: string) => `${seriesId}_${key}`;

/** The instance a series has there, before anybody changed it. */
const untouchedInstance = (series: StoredEvent, at: PatternInstance): StoredEvent => ({
  ...series,
  id: instanceId(series.id, at.key),
  start: at.start,
  end: at.end,
  fields: fieldsOfInstance(series.fields),
  instanceOf: { seriesId: series.id, originalKey: at.key },
});

/** The changed and deleted instances of a series, by their place in the pattern. */
export function touchedInstances(
  world: ZoomWorld,
  calendar: StoredCalendar,
  series: StoredEvent,
): Map<string, StoredEvent> {
  return new Map(
    eventsIn(world, calendar).flatMap((event) =>
      event.instanceOf?.seriesId === series.id
        ? [[event.instanceOf.originalKey, event] as const]
        : [],
    ),
  );
}

/** Every instance of a series as it stands, deleted ones with status `cancelled`. */
export function instancesOf(
  world: ZoomWorld,
  calendar: StoredCalendar,
  series: StoredEvent,
): StoredEvent[] {
  const touched = touchedInstances(world, calendar, series);
  return patternOf(series).map((at) => touched.get(at.key) ?? untouchedInstance(series, at));
}

/** A living event, series or instance; throws 404 for the unknown and the deleted. */
export function getEvent(world: ZoomWorld, calendar: StoredCalendar, eventId: string): StoredEvent {
  const stored = world.calendars.value.events[calendar.id]?.[eventId];
  const event = stored ?? instanceNamed(world, calendar, eventId);
  if (event === undefined || isCancelled(event)) throw eventMissing(eventId);
  return event;
}

function instanceNamed(
  world: ZoomWorld,
  calendar: StoredCalendar,
  eventId: string,
): StoredEvent | undefined {
  const [seriesId = "", key = ""] = eventId.split("_");
  const series = world.calendars.value.events[calendar.id]?.[seriesId];
  if (series === undefined || !isSeries(series) || isCancelled(series)) return undefined;
  const at = patternOf(series).find((instance) => instance.key === key);
  return at && untouchedInstance(series, at);
}
