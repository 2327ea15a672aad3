import { type StoredCalendar, type StoredEvent } from "../calendar/calendar-state.ts";
import { type EventTime } from "../calendar/event-time.ts";
import { type JsonObject } from "../core/json.ts";
import { isRealDate } from "../core/real-date.ts";

/** What the form of an event holds, as text; a tick is `yes`. */
export interface EventForm {
  summary: string;
  location: string;
  description: string;
  allDay: string;
  startDate: string;
  startTime: string;
  /** The last day of an all-day event is part of it. */
  endDate: string;
  endTime: string;
  timezone: string;
  repeat: "none" | "DAILY" | "WEEKLY" | "MONTHLY";
  times: string;
}

export function newEventForm(now: Date, { timeZone }: StoredCalendar): EventForm {
  const start = Temporal.Instant.fromEpochMilliseconds(now.getTime())
    .toZonedDateTimeISO(timeZone)
    .round({ smallestUnit: "hour", roundingMode: "ceil" });
  return {
    summary: "",
    location: "",
    description: "",
    allDay: "",
    ...placeOf("start", start),
    ...placeOf("end", start.add({ minutes: 30 })),
    timezone: timeZone,
    repeat: "none",
    times: "5",
  };
}

type Place<T extends string> = Record<`${T}Date` | `${T}Time`, string>;

const placeOf = <T extends string>(name: T, at: Temporal.ZonedDateTime) =>
  ({
    [`${name}Date`]: at.toPlainDate().toString(),
    [`${name}Time`]: at.toPlainTime().toString({ smallestUnit: "minute" }),
  }) as Place<T>;

export function eventFormOf(event: StoredEvent, calendar: StoredCalendar): EventForm {
  const zone = event.start.timeZone ?? calendar.timeZone;
  const at = (time: EventTime) =>
    time.kind === "day"
      ? Temporal.PlainDate.from(time.date).toZonedDateTime(zone)
      : Temporal.Instant.from(time.instant).toZonedDateTimeISO(zone);
  const isAllDay = event.start.kind === "day";
  const text = (name: string) => {
    const value = event.fields[name];
    return typeof value === "string" ? value : "";
  };
  return {
    summary: text("summary"),
    location: text("location"),
    description: text("description"),
    allDay: isAllDay ? "yes" : "",
    ...placeOf("start", at(event.start)),
    ...placeOf("end", isAllDay ? at(event.end).subtract({ days: 1 }) : at(event.end)),
    timezone: zone,
    repeat: "none",
    times: "5",
  };
}

/** What was posted, over what the page had shown. */
export function readEventForm(shown: EventForm, posted: URLSearchParams): EventForm {
  const text = (name: keyof EventForm) => posted.get(name) ?? "";
  const repeat = (["DAILY", "WEEKLY", "MONTHLY"] as const).find((one) => one === text("repeat"));
  return {
    summary: text("summary"),
    location: text("location"),
    description: text("description").replaceAll("\r\n", "\n"),
    allDay: text("allDay"),
    startDate: text("startDate"),
    startTime: text("startTime") || shown.startTime,
    endDate: text("endDate") || text("startDate"),
    endTime: text("endTime") || shown.endTime,
    timezone: text("timezone") || shown.timezone,
    repeat: repeat ?? "none",
    times: text("times"),
  };
}

/** The body the API takes for it; a series keeps its pattern, as that is not on the form. */
export function eventBodyOf(form: EventForm): JsonObject {
  const { summary, location, description, timezone: timeZone, repeat } = form;
  const times =
    form.allDay === "yes"
      ? {
          start: { date: form.startDate, timeZone },
          end: { date: dayAfter(form.endDate), timeZone },
        }
      : {
          start: { dateTime: `${form.startDate}T${form.startTime}:00`, timeZone },
          end: { dateTime: `${form.endDate}T${form.endTime}:00`, timeZone },
        };
  const recurrence =
    repeat === "none" ? {} : { recurrence: [`RRULE:FREQ=${repeat};COUNT=${form.times}`] };
  return { summary, location, description, ...times, ...recurrence };
}

function dayAfter(date: string): string {
  return /^\d{4}-\d{2}-\d{2}$/.test(date) && isRealDate(date)
    ? Temporal.PlainDate.from(date).add({ days: 1 }).toString()
    : date;
}
