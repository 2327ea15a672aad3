import { type StoredCalendar, type StoredEvent } from "../calendar/calendar-state.ts";
import { type EventTime } from "../calendar/event-time.ts";
import { summaryOf } from "../calendar/event-view.ts";
import { zoomTimeZones } from "../core/zoom-timezones.ts";
import { type Html, html } from "../page.ts";
import { type EventForm } from "./calendar-form.ts";
import { alertOf, choose, field, input, tickBox } from "./form-fields.ts";

const home = "/zoom/portal/calendar";

export const calendarAddress = ({ id }: StoredCalendar): string =>
  `${home}/${encodeURIComponent(id)}`;

const eventAddress = (calendar: StoredCalendar, eventId: string) =>
  `${calendarAddress(calendar)}/events/${encodeURIComponent(eventId)}`;

export interface CalendarPage {
  calendars: readonly StoredCalendar[];
  calendar: StoredCalendar;
  /** Single events and instances, in order. */
  events: readonly StoredEvent[];
  addsMeetings: boolean;
}

export const renderCalendar = ({ calendars, calendar, events, addsMeetings }: CalendarPage): Html =>
  html`<h1>Calendar</h1>
    <nav class="tabs" aria-label="Calendars">
      ${calendars.map(
        (one) =>
          html`<a href="${calendarAddress(one)}" ${one === calendar && html`aria-current="page"`}>
            ${one.summary}
          </a>`,
      )}
      <a class="button primary" href="${calendarAddress(calendar)}/new">New event</a>
    </nav>
    <p class="quiet">${calendar.id}, times in ${calendar.timeZone}; the year around today.</p>
    <form method="post" action="${home}/auto-add" class="tabs">
      <input type="hidden" name="calendar" value="${calendar.id}" />
      ${tickBox("on", "Add a Zoom meeting to every new event", addsMeetings)}
      <button>Save</button>
    </form>
    ${
      events.length === 0
        ? html`<p class="empty">No events here.</p>`
        : html`<ul class="meetings">
            ${events.map((event) => renderEvent(calendar, event))}
          </ul>`
    }`;

const renderEvent = (calendar: StoredCalendar, event: StoredEvent) => {
  const title = summaryOf(event) || "(no title)";
  const when = spellSpan(event, calendar.timeZone);
  const location = event.fields.location;
  return html`<li class="card line">
    <div>
      <strong>${title}</strong>
      <p>${when}</p>
      ${typeof location === "string" && location !== "" && html`<p class="quiet">${location}</p>`}
    </div>
    <div class="actions">
      <a class="button" href="${eventAddress(calendar, event.id)}">
        Edit<span class="unseen"> ${title}, ${when}</span>
      </a>
      ${
        event.instanceOf &&
        html`<a class="button" href="${eventAddress(calendar, event.instanceOf.seriesId)}">
          Edit the series<span class="unseen"> ${title}</span>
        </a>`
      }
      ${renderDelete(calendar, event.id, `${title}, ${when}`)}
    </div>
  </li>`;
};

const renderDelete = (calendar: StoredCalendar, eventId: string, what: string) =>
  html`<form method="post" action="${eventAddress(calendar, eventId)}/delete">
    <button class="danger">Delete<span class="unseen"> ${what}</span></button>
  </form>`;

function spellSpan({ start, end }: StoredEvent, zone: string): string {
  if (start.kind === "day" && end.kind === "day") {
    const last = Temporal.PlainDate.from(end.date).subtract({ days: 1 }).toString();
    return start.date === last ? `${start.date}, all day` : `${start.date} to ${last}, all day`;
  }
  const spell = (time: EventTime) =>
    time.kind === "day"
      ? time.date
      : new Intl.DateTimeFormat("en-GB", {
          dateStyle: "medium",
          timeStyle: "short",
          timeZone: zone,
        }).format(new Date(time.instant));
  return `${spell(start)} to ${spell(end)}`;
}

/** `eventId` is null for an event that is not there yet. */
export function renderEventForm(
  calendar: StoredCalendar,
  eventId: string | null,
  form: EventForm,
  fault?: string,
): Html {
  const zones = new Set([form.timezone, ...zoomTimeZones]);
  return html`<section class="card">
    <h1>${eventId === null ? "New event" : "Edit event"}</h1>
    ${alertOf(fault)}
    <form method="post">
      ${field("summary", "Title", input("summary", "text", form.summary, html`maxlength="1024"`))}
      <fieldset class="row">
        <legend>When</legend>
        ${field("startDate", "Start date", input("startDate", "date", form.startDate, html`required`))}
        ${field("startTime", "Start time", input("startTime", "time", form.startTime))}
        ${field("endDate", "End date", input("endDate", "date", form.endDate, html`required`))}
        ${field("endTime", "End time", input("endTime", "time", form.endTime))}
        ${field(
          "timezone",
          "Time zone",
          choose(
            "timezone",
            [...zones].map((zone) => [zone, zone] as const),
            form.timezone,
          ),
        )}
        ${tickBox("allDay", "All day", form.allDay === "yes")}
      </fieldset>
      ${eventId === null && renderRepeat(form)}
      ${field("location", "Location", input("location", "text", form.location, html`maxlength="1024"`))}
      ${field(
        "description",
        "Description",
        html`<textarea id="description" name="description" rows="5" maxlength="15000">
${form.description}</textarea>`,
      )}
      <p class="actions">
        <button class="primary">Save</button>
        <a class="button" href="${calendarAddress(calendar)}">Cancel</a>
      </p>
    </form>
    ${eventId !== null && renderDelete(calendar, eventId, form.summary)}
  </section>`;
}

const renderRepeat = (form: EventForm) =>
  html`<fieldset class="row">
    <legend>Recurrence</legend>
    ${field(
      "repeat",
      "Repeats",
      choose(
        "repeat",
        Object.entries({
          none: "Does not repeat",
          DAILY: "Daily",
          WEEKLY: "Weekly",
          MONTHLY: "Monthly",
        }),
        form.repeat,
      ),
    )}
    ${field("times", "Times", input("times", "number", form.times, html`min="1" max="400"`))}
  </fieldset>`;
