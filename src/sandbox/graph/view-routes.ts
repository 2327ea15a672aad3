import { type FastifyInstance } from "fastify";
import { type Sandbox } from "../sandbox.ts";
import { invalidRequest } from "../world/calendar-error.ts";
import { eventIn, eventsPaths, isIn } from "./calendar-scope.ts";
import { listed } from "./event-routes.ts";
import { mailboxBases, type MailboxRoute, openMailbox, page } from "./mailbox-request.ts";
import { readWindow } from "./window.ts";

/** Expanded views of a calendar and of one series. */
export function registerViews(app: FastifyInstance, sandbox: Sandbox): void {
  const { calendar } = sandbox;
  for (const base of mailboxBases) {
    for (const path of [
      "calendarView",
      "calendar/calendarView",
      "calendars/:calendar/calendarView",
    ])
      app.get<MailboxRoute>(`${base}/${path}`, async (request, reply) => {
        const mailbox = await openMailbox(sandbox, { request, reply, need: "readCalendar" });
        const { from, to } = readWindow(request.query);
        const entries = calendar.view(mailbox.owner.id, from, to).filter(isIn(mailbox));
        const all = listed(entries, mailbox);
        return page(request, mailbox, { all, collection: "calendarView" });
      });

    for (const path of eventsPaths)
      app.get<MailboxRoute>(`${base}${path}/:event/instances`, async (request, reply) => {
        const mailbox = await openMailbox(sandbox, { request, reply, need: "readCalendar" });
        const { from, to } = readWindow(request.query);
        const series = eventIn(sandbox, mailbox);
        if (series.type !== "seriesMaster")
          throw invalidRequest("Your request can't be completed. The event is not a series.");
        const instances = calendar
          .view(mailbox.owner.id, from, to)
          .filter(({ seriesMasterId }) => seriesMasterId === series.id);
        return page(request, mailbox, { all: listed(instances, mailbox), collection: "instances" });
      });
  }
}
