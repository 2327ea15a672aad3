import { type FastifyInstance } from "fastify";
import { type Sandbox } from "../sandbox.ts";
import { invalidRequest } from "../world/calendar-error.ts";
import { listed } from "./event-routes.ts";
import { GraphError } from "./graph-error.ts";
import { mailboxBases, type MailboxRoute, openMailbox, page } from "./mailbox-request.ts";
import { type RawQuery } from "./query.ts";

/** Graph looks at no more than five years at a time. */
const longestDays = 1825;

/** Expanded views of a calendar and of one series. */
export function registerViews(app: FastifyInstance, sandbox: Sandbox): void {
  const { calendar } = sandbox;
  for (const base of mailboxBases) {
    for (const path of ["calendarView", "calendar/calendarView"])
      app.get<MailboxRoute>(`${base}/${path}`, async (request, reply) => {
        const mailbox = await openMailbox(sandbox, { request, reply, need: "readCalendar" });
        const { from, to } = readWindow(request.query);
        const all = listed(calendar.view(mailbox.owner.id, from, to), mailbox);
        return page(request, mailbox, { all, collection: "calendarView" });
      });

    app.get<MailboxRoute>(`${base}/events/:event/instances`, async (request, reply) => {
      const mailbox = await openMailbox(sandbox, { request, reply, need: "readCalendar" });
      const { from, to } = readWindow(request.query);
      const series = calendar.get(mailbox.owner.id, request.params.event ?? "");
      if (series.type !== "seriesMaster")
        throw invalidRequest("Your request can't be completed. The event is not a series.");
      const instances = calendar
        .view(mailbox.owner.id, from, to)
        .filter(({ seriesMasterId }) => seriesMasterId === series.id);
      return page(request, mailbox, { all: listed(instances, mailbox), collection: "instances" });
    });
  }
}

/** A time without an offset means UTC here, whatever the caller prefers for answers. */
function readWindow(query: RawQuery) {
  const from = instantFrom(query, "startDateTime");
  const to = instantFrom(query, "endDateTime");
  const hours = from.until(to, { largestUnit: "hours" }).hours;
  if (hours < 0) throw invalidRequest("The end of the time window is before its start.");
  if (hours > longestDays * 24)
    throw invalidRequest(
      `The range between the start and end dates is greater than the allowed range. Maximum number of days: ${longestDays}`,
    );
  return { from: from.toString(), to: to.toString() };
}

function instantFrom(query: RawQuery, name: string): Temporal.Instant {
  const key = Object.keys(query).find(
    (candidate) => candidate.toLowerCase() === name.toLowerCase(),
  );
  const value = key === undefined ? undefined : query[key];
  if (typeof value !== "string")
    throw new GraphError(
      400,
      "ErrorInvalidParameter",
      "This request requires a time window specified by the query string parameters StartDateTime and EndDateTime.",
    );
  // A plus sign in a query that nobody encoded arrives as a space.
  const text = value.replace(/ (\d{2}:\d{2})$/, "+$1");
  try {
    return Temporal.Instant.from(/(Z|[+-]\d{2}:?\d{2})$/i.test(text) ? text : `${withTime(text)}Z`);
  } catch (cause) {
    throw new GraphError(
      400,
      "ErrorInvalidParameter",
      `The ${name} parameter is not valid.`,
      cause,
    );
  }
}

const withTime = (text: string): string => (text.includes("T") ? text : `${text}T00:00:00`);
