import { zoomTimeZones } from "../core/zoom-timezones.ts";
import { type Html, html } from "../page.ts";
import { alertOf, choose, field, input, tickBox } from "./form-fields.ts";
import { type MeetingForm } from "./meeting-form.ts";

const dayNames = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];
const weekNames: Record<string, string> = {
  "1": "First",
  "2": "Second",
  "3": "Third",
  "4": "Fourth",
  "-1": "Last",
};
const repeatNames: Record<MeetingForm["repeat"], string> = {
  none: "Does not repeat",
  daily: "Daily",
  weekly: "Weekly",
  monthly: "Monthly, on a date",
  monthlyWeekday: "Monthly, on a weekday",
  noFixedTime: "No fixed time",
};

export function renderMeetingForm(title: string, form: MeetingForm, fault?: string): Html {
  const days = form.days.split(",");
  return html`<section class="card">
    <h1>${title}</h1>
    ${alertOf(fault)}
    <form method="post">
      ${field("topic", "Topic", input("topic", "text", form.topic, html`maxlength="200"`))}
      ${field(
        "agenda",
        "Description (optional)",
        html`<textarea id="agenda" name="agenda" rows="3" maxlength="2000">
${form.agenda}</textarea>`,
      )}
      <fieldset class="row">
        <legend>When</legend>
        ${field("date", "Date", input("date", "date", form.date, html`required`))}
        ${field("time", "Time", input("time", "time", form.time, html`required`))}
        ${field(
          "duration",
          "Duration in minutes",
          input("duration", "number", form.duration, html`min="1" max="1440" required`),
        )}
        ${field(
          "timezone",
          "Time zone",
          choose(
            "timezone",
            [...zoomTimeZones].map((zone) => [zone, zone] as const),
            form.timezone,
          ),
        )}
      </fieldset>
      ${renderRecurrence(form, days)}
      <fieldset>
        <legend>Security</legend>
        ${field(
          "passcode",
          "Passcode (empty: Zoom makes one when you require it)",
          input("passcode", "text", form.passcode, html`maxlength="10" autocomplete="off"`),
        )}
        ${tickBox("waitingRoom", "Waiting room", form.waitingRoom === "yes")}
      </fieldset>
      <fieldset>
        <legend>Video</legend>
        ${tickBox("hostVideo", "Host video on", form.hostVideo === "yes")}
        ${tickBox("participantVideo", "Participants' video on", form.participantVideo === "yes")}
      </fieldset>
      <p class="actions">
        <button class="primary">Save</button>
        <a class="button" href="/zoom/portal">Cancel</a>
      </p>
    </form>
  </section>`;
}

const renderRecurrence = (form: MeetingForm, days: readonly string[]) =>
  html`<fieldset class="row">
    <legend>Recurrence</legend>
    ${field("repeat", "Repeats", choose("repeat", Object.entries(repeatNames), form.repeat))}
    ${field(
      "interval",
      "Every (days, weeks or months)",
      input("interval", "number", form.interval, html`min="1" max="99"`),
    )}
    <fieldset class="days">
      <legend>Weekly on</legend>
      ${dayNames.map(
        (name, at) =>
          html`<label class="check">
            <input
              type="checkbox"
              name="days"
              value="${at + 1}"
              ${days.includes(String(at + 1)) && "checked"}
            />
            ${name}
          </label>`,
      )}
    </fieldset>
    ${field(
      "monthDay",
      "Monthly on day",
      input("monthDay", "number", form.monthDay, html`min="1" max="31"`),
    )}
    ${field(
      "monthWeek",
      "Monthly on week",
      choose("monthWeek", Object.entries(weekNames), form.monthWeek),
    )}
    ${field(
      "monthWeekday",
      "Monthly on weekday",
      choose(
        "monthWeekday",
        dayNames.map((name, at) => [String(at + 1), name] as const),
        form.monthWeekday,
      ),
    )}
    ${field(
      "end",
      "Ends",
      choose(
        "end",
        [
          ["times", "After a number of times"],
          ["date", "By a date"],
        ],
        form.end,
      ),
    )}
    ${field("times", "Times", input("times", "number", form.times, html`min="0" max="60"`))}
    ${field("until", "Last date", input("until", "date", form.until))}
  </fieldset>`;

/** The edit page of one occurrence: only what Zoom lets one occurrence differ in. */
export const renderOccurrenceForm = (
  topic: string,
  form: Pick<MeetingForm, "date" | "time" | "duration" | "agenda">,
  fault?: string,
): Html =>
  html`<section class="card">
    <h1>Edit this occurrence of ${topic}</h1>
    ${alertOf(fault)}
    <form method="post">
      <fieldset class="row">
        <legend>When</legend>
        ${field("date", "Date", input("date", "date", form.date, html`required`))}
        ${field("time", "Time", input("time", "time", form.time, html`required`))}
        ${field(
          "duration",
          "Duration in minutes",
          input("duration", "number", form.duration, html`min="1" max="1440" required`),
        )}
      </fieldset>
      ${field(
        "agenda",
        "Description (optional)",
        html`<textarea id="agenda" name="agenda" rows="3" maxlength="2000">
${form.agenda}</textarea>`,
      )}
      <p class="actions"><button class="primary">Save</button></p>
    </form>
  </section>`;
