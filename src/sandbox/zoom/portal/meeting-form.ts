import { isSameJson, type JsonObject } from "../core/json.ts";
import { type StoredMeeting } from "../core/meeting.ts";
import { type UserChoices } from "../core/user-settings.ts";

/** What the schedule form holds, as text; a tick is `yes`. */
export interface MeetingForm {
  topic: string;
  agenda: string;
  date: string;
  time: string;
  duration: string;
  timezone: string;
  repeat: "none" | "daily" | "weekly" | "monthly" | "monthlyWeekday" | "noFixedTime";
  interval: string;
  /** Zoom's day numbers, 1 = Sunday, comma separated. */
  days: string;
  monthDay: string;
  monthWeek: string;
  monthWeekday: string;
  end: "times" | "date";
  times: string;
  until: string;
  passcode: string;
  waitingRoom: string;
  hostVideo: string;
  participantVideo: string;
}

const tick = (isOn: unknown) => (isOn === true ? "yes" : "");

/** A form for a new meeting: the next full hour, and the person's own choices. */
export function newForm(now: Date, zone: string, choices: UserChoices): MeetingForm {
  const start = Temporal.Instant.fromEpochMilliseconds(now.getTime())
    .toZonedDateTimeISO(zone)
    .round({ smallestUnit: "hour", roundingMode: "ceil" });
  return {
    ...repeatDefaults(start),
    topic: "",
    agenda: "",
    date: start.toPlainDate().toString(),
    time: start.toPlainTime().toString({ smallestUnit: "minute" }),
    duration: "60",
    timezone: zone,
    repeat: "none",
    passcode: "",
    waitingRoom: tick(choices.waitingRoom),
    hostVideo: tick(choices.hostVideo),
    participantVideo: tick(choices.participantVideo),
  };
}

const repeatDefaults = (start: Temporal.ZonedDateTime) => ({
  interval: "1",
  days: String((start.dayOfWeek % 7) + 1),
  monthDay: String(start.day),
  monthWeek: String(Math.min(4, Math.ceil(start.day / 7))),
  monthWeekday: String((start.dayOfWeek % 7) + 1),
  end: "times" as const,
  times: "7",
  until: start.toPlainDate().add({ months: 1 }).toString(),
});

/** The form of a stored meeting, as its edit page shows it. */
export function formOf(meeting: StoredMeeting): MeetingForm {
  const start = Temporal.Instant.from(meeting.startTime ?? meeting.createdAt).toZonedDateTimeISO(
    meeting.timezone,
  );
  const { recurrence, settings } = meeting;
  const until = recurrence?.end_date_time;
  const defaults = repeatDefaults(start);
  return {
    topic: meeting.topic,
    agenda: meeting.agenda,
    date: start.toPlainDate().toString(),
    time: start.toPlainTime().toString({ smallestUnit: "minute" }),
    duration: String(meeting.duration),
    timezone: meeting.timezone,
    repeat: repeatOf(meeting),
    interval: String(recurrence?.repeat_interval ?? 1),
    days: recurrence?.weekly_days ?? defaults.days,
    monthDay: String(recurrence?.monthly_day ?? defaults.monthDay),
    monthWeek: String(recurrence?.monthly_week ?? defaults.monthWeek),
    monthWeekday: String(recurrence?.monthly_week_day ?? defaults.monthWeekday),
    end: until === undefined ? "times" : "date",
    times: String(recurrence?.end_times ?? defaults.times),
    until:
      until === undefined
        ? defaults.until
        : Temporal.Instant.from(until)
            .toZonedDateTimeISO(meeting.timezone)
            .toPlainDate()
            .toString(),
    passcode: meeting.password,
    waitingRoom: tick(settings.waiting_room),
    hostVideo: tick(settings.host_video),
    participantVideo: tick(settings.participant_video),
  };
}

function repeatOf(meeting: StoredMeeting): MeetingForm["repeat"] {
  if (meeting.type === 3) return "noFixedTime";
  if (meeting.recurrence === null) return "none";
  if (meeting.recurrence.type === 3 && meeting.recurrence.monthly_week !== undefined) {
    return "monthlyWeekday";
  }
  return (["daily", "weekly", "monthly"] as const)[meeting.recurrence.type - 1] ?? "none";
}

/** What came back from the browser, over what the page had shown. */
export function readMeetingForm(shown: MeetingForm, posted: URLSearchParams): MeetingForm {
  const get = (name: keyof MeetingForm) => posted.get(name) ?? "";
  const texts = Object.fromEntries(
    Object.entries(shown).map(([name, value]) => [name, posted.get(name) ?? value]),
  );
  return {
    ...shown,
    ...texts,
    days: posted.getAll("days").join(","),
    waitingRoom: get("waitingRoom"),
    hostVideo: get("hostVideo"),
    participantVideo: get("participantVideo"),
  };
}

/** The form in the words of the API. */
export function bodyOf(form: MeetingForm): JsonObject {
  const type = form.repeat === "none" ? 2 : form.repeat === "noFixedTime" ? 3 : 8;
  return {
    topic: form.topic,
    agenda: form.agenda,
    type,
    ...(type === 3
      ? {}
      : {
          start_time: `${form.date}T${form.time}:00`,
          timezone: form.timezone,
          duration: Number(form.duration),
        }),
    ...(type === 8 ? { recurrence: recurrenceOf(form) } : {}),
    password: form.passcode,
    settings: {
      waiting_room: form.waitingRoom === "yes",
      host_video: form.hostVideo === "yes",
      participant_video: form.participantVideo === "yes",
    },
  };
}

function recurrenceOf(form: MeetingForm): JsonObject {
  const type = form.repeat === "daily" ? 1 : form.repeat === "weekly" ? 2 : 3;
  return {
    type,
    repeat_interval: Number(form.interval),
    ...(form.repeat === "weekly" ? { weekly_days: form.days } : {}),
    ...(form.repeat === "monthly" ? { monthly_day: Number(form.monthDay) } : {}),
    ...(form.repeat === "monthlyWeekday"
      ? { monthly_week: Number(form.monthWeek), monthly_week_day: Number(form.monthWeekday) }
      : {}),
    ...(form.end === "times"
      ? { end_times: Number(form.times) }
      : { end_date_time: endOfDay(form.until, form.timezone) }),
  };
}

/** The end of a local day in UTC; text that is no day is left for the validation to refuse. */
function endOfDay(day: string, zone: string): string {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(day)) return day;
  return Temporal.PlainDate.from(day)
    .toZonedDateTime({ timeZone: zone, plainTime: "23:59:59" })
    .toInstant()
    .toString();
}

/**
 * Only what the person changed: a series whose schedule was not touched keeps its single changes.
 */
export function changesBetween(before: MeetingForm, after: MeetingForm): JsonObject {
  const [shown, wanted] = [bodyOf(before), bodyOf(after)];
  const scheduleNames = ["start_time", "timezone", "duration", "recurrence", "type"];
  const isMoved = scheduleNames.some((name) => !isSameJson(shown[name], wanted[name]));
  return Object.fromEntries(
    Object.entries(wanted).filter(([name, value]) =>
      scheduleNames.includes(name) ? isMoved : !isSameJson(shown[name], value),
    ),
  );
}
