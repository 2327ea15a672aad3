import { spellMeetingId, writeInvitation } from "../core/invitation.ts";
import { type StoredMeeting } from "../core/meeting.ts";
import { type UserChoices, choiceLabels } from "../core/user-settings.ts";
import { type ZoomUser } from "../core/users.ts";
import { type ZoomWorld } from "../core/zoom-state.ts";
import { type Html, html, renderPage } from "../page.ts";

export type Shelf = "upcoming" | "previous" | "deleted";

/** One line of the list: a meeting, or one occurrence of a series. */
export interface ListedMeeting {
  meeting: StoredMeeting;
  startTime: string | null;
}

export function renderPortal(title: string, user: ZoomUser, body: Html): string {
  return renderPage(
    title,
    body,
    html`<nav aria-label="Portal">
      <a href="/zoom/portal">Meetings</a>
      <a href="/zoom/portal/schedule">Schedule</a>
      <a href="/zoom/portal/calendar">Calendar</a>
      <a href="/zoom/portal/settings">Settings</a>
      <form method="post" action="/zoom/portal/signout">
        <button class="link">Sign out ${user.displayName}</button>
      </form>
    </nav>`,
  );
}

const spellTime = (instant: string | null, zone: string) =>
  instant === null
    ? "No fixed time"
    : `${new Intl.DateTimeFormat("en-GB", { dateStyle: "full", timeStyle: "short", timeZone: zone }).format(new Date(instant))} (${zone})`;

const addressOf = (meeting: StoredMeeting) => `/zoom/portal/meetings/${meeting.id}`;

export function renderList(shelf: Shelf, search: string, listed: readonly ListedMeeting[]): Html {
  const shelves: Record<Shelf, string> = {
    upcoming: "Upcoming",
    previous: "Previous",
    deleted: "Recently deleted",
  };
  return html`<h1>Meetings</h1>
    <nav class="tabs" aria-label="Lists">
      ${Object.entries(shelves).map(
        ([name, label]) =>
          html`<a href="?show=${name}" ${name === shelf && html`aria-current="page"`}>${label}</a>`,
      )}
      <a class="button primary" href="/zoom/portal/schedule">Schedule a meeting</a>
    </nav>
    <form class="search" role="search">
      <input type="hidden" name="show" value="${shelf}" />
      <label for="q">Search by topic or meeting ID</label>
      <input id="q" name="q" type="search" value="${search}" />
      <button>Search</button>
    </form>
    ${
      listed.length === 0
        ? html`<p class="empty">No meetings here.</p>`
        : html`<ul class="meetings">
            ${listed.map(({ meeting, startTime }) => renderLine(meeting, startTime))}
          </ul>`
    }`;
}

const renderLine = (meeting: StoredMeeting, startTime: string | null) =>
  html`<li class="card line">
    <div>
      <strong>
        ${meeting.deletedAt === null ? html`<a href="${addressOf(meeting)}">${meeting.topic}</a>` : meeting.topic}
      </strong>
      <p>${spellTime(startTime, meeting.timezone)}</p>
      <p class="quiet">Meeting ID: ${spellMeetingId(meeting.id)}</p>
    </div>
    ${
      meeting.deletedAt !== null &&
      html`<form method="post" action="${addressOf(meeting)}/recover">
        <button>Recover</button>
      </form>`
    }
  </li>`;

export function renderMeeting(world: ZoomWorld, meeting: StoredMeeting, host: ZoomUser): Html {
  return html`<section class="card">
      <h1>${meeting.topic}</h1>
      <dl>
        <dt>Time</dt>
        <dd>${spellTime(meeting.startTime, meeting.timezone)}</dd>
        <dt>Duration</dt>
        <dd>${meeting.duration} minutes</dd>
        <dt>Meeting ID</dt>
        <dd>${spellMeetingId(meeting.id)}</dd>
        <dt>Passcode</dt>
        <dd>${meeting.password || "none"}</dd>
        <dt>Waiting room</dt>
        <dd>${meeting.settings.waiting_room === true ? "on" : "off"}</dd>
        <dt>Description</dt>
        <dd class="text">${meeting.agenda || "none"}</dd>
      </dl>
      <div class="actions">
        <a class="button primary" href="/zoom/s/${meeting.id}">Start</a>
        <a class="button" href="${addressOf(meeting)}/edit">Edit</a>
        ${renderDelete(meeting, "Delete", "")}
      </div>
    </section>
    <section class="card">
      <h2>Invitation</h2>
      <label for="invitation">Text to copy</label>
      <textarea id="invitation" rows="12" readonly>
${writeInvitation(world, meeting, host)}</textarea>
      <p>
        <button type="button" id="copy" hidden>Copy the invitation</button>
        <span role="status" id="copied"></span>
      </p>
      <script type="module" src="/zoom/portal/copy.js"></script>
    </section>
    ${meeting.type === 8 && renderOccurrences(meeting)}`;
}

const renderOccurrences = (meeting: StoredMeeting) =>
  html`<section class="card">
    <h2>Occurrences</h2>
    <ul class="meetings">
      ${meeting.occurrences.map(
        ({ occurrence_id, start_time, duration, status }) =>
          html`<li class="line">
            <span>${spellTime(start_time, meeting.timezone)}, ${duration} minutes</span>
            ${
              status === "deleted"
                ? html`<em>deleted</em>`
                : html`<span class="actions">
                    <a class="button" href="${addressOf(meeting)}/edit?occurrence=${occurrence_id}">
                      Edit<span class="unseen"> ${start_time}</span>
                    </a>
                    ${renderDelete(meeting, "Delete", occurrence_id)}
                  </span>`
            }
          </li>`,
      )}
    </ul>
  </section>`;

const renderDelete = (meeting: StoredMeeting, label: string, occurrenceId: string) =>
  html`<form method="post" action="${addressOf(meeting)}/delete">
    <input type="hidden" name="occurrence" value="${occurrenceId}" />
    <button class="danger">${label}<span class="unseen"> ${occurrenceId}</span></button>
  </form>`;

export const renderSettings = (choices: UserChoices, isSaved: boolean): Html =>
  html`<section class="card">
    <h1>Settings</h1>
    ${isSaved && html`<p role="status">Saved.</p>`}
    <form method="post">
      ${Object.entries(choiceLabels).map(
        ([name, label]) =>
          html`<label class="check">
            <input
              type="checkbox"
              name="${name}"
              value="yes"
              ${choices[name as keyof UserChoices] && "checked"}
            />
            ${label}
          </label>`,
      )}
      <p class="actions"><button class="primary">Save</button></p>
    </form>
  </section>`;
