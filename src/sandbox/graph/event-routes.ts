import { type FastifyInstance } from "fastify";
import { type Sandbox } from "../sandbox.ts";
import { CalendarError } from "../world/calendar-error.ts";
import { type StoredEvent, type ViewedEvent } from "../world/model.ts";
import { eventIn, eventsPaths, isIn } from "./calendar-scope.ts";
import { readEventInput } from "./event-input.ts";
import { eventJson, eventProperties } from "./event-json.ts";
import { parseFilter } from "./filter.ts";
import { badRequest } from "./graph-error.ts";
import { shownId } from "./exchange-ids.ts";
import {
  mailboxBases,
  type MailboxRequest,
  type MailboxRoute,
  openMailbox,
  page,
} from "./mailbox-request.ts";
import { sortEvents } from "./order.ts";
import { pick } from "./query.ts";

type Event = StoredEvent | ViewedEvent;

/** Events one by one. https://learn.microsoft.com/graph/api/resources/event#methods */
export function registerEvents(app: FastifyInstance, sandbox: Sandbox): void {
  const { calendar } = sandbox;

  for (const base of mailboxBases.flatMap((mailbox) => eventsPaths.map((path) => mailbox + path))) {
    app.get<MailboxRoute>(base, async (request, reply) => {
      const mailbox = await openMailbox(sandbox, { request, reply, need: "readCalendar" });
      const all = listed(calendar.list(mailbox.owner.id).filter(isIn(mailbox)), mailbox);
      return page(request, mailbox, { all, collection: "events" });
    });

    app.post<MailboxRoute>(base, async (request, reply) => {
      const mailbox = await openMailbox(sandbox, { request, reply, need: "writeCalendar" });
      const { owner, calendarId, root } = mailbox;
      const event = inTheirIds(mailbox, () =>
        calendar.create(owner.id, readEventInput(request.body), calendarId),
      );
      const answer = entity(event, mailbox);
      const address = `${root}/users/${owner.id}/events/${encodeURIComponent(String(answer.id))}`;
      return reply.code(201).header("location", address).send(answer);
    });

    app.get<MailboxRoute>(`${base}/:event`, async (request, reply) => {
      const mailbox = await openMailbox(sandbox, { request, reply, need: "readCalendar" });
      const event = eventIn(sandbox, mailbox);
      return { ...entity(event, mailbox), ...seriesParts(sandbox, event, mailbox) };
    });

    app.patch<MailboxRoute>(`${base}/:event`, async (request, reply) => {
      const mailbox = await openMailbox(sandbox, { request, reply, need: "writeCalendar" });
      const { id } = eventIn(sandbox, mailbox);
      const patch = readEventInput(request.body);
      const event = calendar.update(mailbox.owner.id, id, patch, request.headers["if-match"]);
      return entity(event, mailbox);
    });

    app.delete<MailboxRoute>(`${base}/:event`, async (request, reply) => {
      const mailbox = await openMailbox(sandbox, { request, reply, need: "writeCalendar" });
      calendar.remove(mailbox.owner.id, eventIn(sandbox, mailbox).id);
      return reply.code(204).send();
    });

    app.post<MailboxRoute>(`${base}/:event/cancel`, async (request, reply) => {
      const mailbox = await openMailbox(sandbox, { request, reply, need: "writeCalendar" });
      calendar.cancel(mailbox.owner.id, eventIn(sandbox, mailbox).id, comment(request.body));
      return reply.code(202).send();
    });
  }
}

/** A refused repeat names the event that is there, in the kind of id the caller prefers. */
function inTheirIds<T>({ view }: MailboxRequest, work: () => T): T {
  try {
    return work();
  } catch (error) {
    const existing =
      error instanceof CalendarError ? error.members["@event.existingEventId"] : undefined;
    if (!(error instanceof CalendarError) || existing === undefined) throw error;
    throw new CalendarError(error.code, error.status, error.message, {
      members: { "@event.existingEventId": shownId(existing, view.immutableIds) },
    });
  }
}

/** Filtered, sorted and in Graph's words. */
export function listed(events: readonly Event[], { query, view }: MailboxRequest) {
  const test = query.filter === undefined ? () => true : parseFilter(query.filter);
  return sortEvents(events.filter(test), query.orderBy).map((event) =>
    pick(eventJson(event, view), withProperties(query.select), eventProperties),
  );
}

function entity(event: Event, { query, view, owner, root }: MailboxRequest) {
  return {
    "@odata.context": `${root}/$metadata#users('${owner.id}')/events/$entity`,
    ...pick(eventJson(event, view), withProperties(query.select), eventProperties),
  };
}

/** Extended properties are expanded, not selected, and so survive a `$select`. */
const withProperties = (select: string[] | null): string[] | null =>
  select && [...select, "singleValueExtendedProperties"];

/** Given only for one series, and only when asked for. */
function seriesParts({ calendar }: Sandbox, event: Event, { query, view, owner }: MailboxRequest) {
  if (event.type !== "seriesMaster") return {};
  const wantsCancelled = query.select?.includes("cancelledOccurrences") === true;
  return {
    ...(wantsCancelled && {
      cancelledOccurrences: event.cancelledDates.map(
        (date) => `OID.${shownId(event.id, view.immutableIds)}.${date}`,
      ),
    }),
    ...(query.expand.includes("exceptionOccurrences") && {
      exceptionOccurrences: calendar
        .exceptions(owner.id, event.id)
        .map((exception) => eventJson(exception, view)),
    }),
  };
}

function comment(body: unknown): string {
  if (body === undefined || body === null) return "";
  if (typeof body !== "object") throw badRequest("Empty Payload. JSON content expected.");
  const entry = Object.entries(body).find(([name]) => name.toLowerCase() === "comment");
  return typeof entry?.[1] === "string" ? entry[1] : "";
}
