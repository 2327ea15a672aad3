import { type FastifyInstance } from "fastify";
import { type Sandbox } from "../sandbox.ts";
import { CalendarError } from "../world/calendar-error.ts";
import { type Person } from "../world/model.ts";
import {
  addCalendar,
  findCalendar,
  ownCalendarId,
  removeCalendar,
  renameCalendar,
  secondaryCalendars,
  storedCalendarId,
  type SecondaryCalendar,
} from "./calendars.ts";
import { badRequest } from "./graph-error.ts";
import {
  mailboxBases,
  type MailboxRequest,
  type MailboxRoute,
  openMailbox,
  page,
} from "./mailbox-request.ts";
import { pick } from "./query.ts";

/** Calendars as things of their own. https://learn.microsoft.com/graph/api/resources/calendar */
export function registerCalendars(app: FastifyInstance, sandbox: Sandbox): void {
  for (const base of mailboxBases) {
    app.get<MailboxRoute>(`${base}/calendar`, async (request, reply) => {
      const mailbox = await openMailbox(sandbox, { request, reply, need: "readCalendar" });
      return entity(mailbox, ownCalendar(mailbox));
    });

    app.get<MailboxRoute>(`${base}/calendars`, async (request, reply) => {
      const mailbox = await openMailbox(sandbox, { request, reply, need: "readCalendar" });
      const all = [
        ownCalendar(mailbox),
        ...secondaryCalendars(sandbox, mailbox.owner).map((one) => secondary(mailbox, one)),
      ].map((calendar) => pick(calendar, mailbox.query.select, new Set(Object.keys(calendar))));
      return page(request, mailbox, { all, collection: "calendars" });
    });

    app.post<MailboxRoute>(`${base}/calendars`, async (request, reply) => {
      const mailbox = await openMailbox(sandbox, { request, reply, need: "writeCalendar" });
      const name = nameIn(request.body);
      const names = secondaryCalendars(sandbox, mailbox.owner).map((calendar) => calendar.name);
      if (["Calendar", ...names].includes(name))
        throw new CalendarError(
          "ErrorFolderExists",
          409,
          "A folder with the specified name already exists.",
        );
      const made = addCalendar(sandbox, mailbox.owner, name);
      return reply.code(201).send(entity(mailbox, secondary(mailbox, made)));
    });

    app.get<MailboxRoute>(`${base}/calendars/:calendar`, async (request, reply) => {
      const mailbox = await openMailbox(sandbox, { request, reply, need: "readCalendar" });
      return entity(mailbox, named(sandbox, mailbox, request.params.calendar ?? ""));
    });

    app.patch<MailboxRoute>(`${base}/calendars/:calendar`, async (request, reply) => {
      const mailbox = await openMailbox(sandbox, { request, reply, need: "writeCalendar" });
      const calendar = findCalendar(sandbox, mailbox.owner, request.params.calendar ?? "");
      renameCalendar(sandbox, calendar, nameIn(request.body));
      return entity(mailbox, secondary(mailbox, calendar));
    });

    app.delete<MailboxRoute>(`${base}/calendars/:calendar`, async (request, reply) => {
      const { owner } = await openMailbox(sandbox, { request, reply, need: "writeCalendar" });
      if (request.params.calendar === ownCalendarId(owner))
        throw badRequest(
          "The default calendar cannot be deleted.",
          "ErrorDeleteDistinguishedFolder",
        );
      const calendar = findCalendar(sandbox, owner, request.params.calendar ?? "");
      removeCalendar(sandbox, owner, calendar);
      return reply.code(204).send();
    });
  }
}

function nameIn(body: unknown): string {
  if (typeof body === "object" && body !== null && "name" in body)
    if (typeof body.name === "string" && body.name.trim() !== "") return body.name;
  throw badRequest("The calendar needs a name.", "ErrorInvalidRequest");
}

function named(sandbox: Sandbox, mailbox: MailboxRequest, id: string) {
  if (storedCalendarId(sandbox, mailbox.owner, id) === null) return ownCalendar(mailbox);
  return secondary(mailbox, findCalendar(sandbox, mailbox.owner, id));
}

const isOwn = ({ owner, caller }: MailboxRequest): boolean => caller.person?.id === owner.id;

function ownCalendar(mailbox: MailboxRequest) {
  const { owner } = mailbox;
  return {
    id: ownCalendarId(owner),
    name: "Calendar",
    color: "auto",
    isDefaultCalendar: isOwn(mailbox) || mailbox.caller.person === null,
    changeKey: Buffer.from(`calendar ${owner.id}`).toString("base64"),
    isRemovable: false,
    ...common(owner, isOwn(mailbox)),
  };
}

function secondary(mailbox: MailboxRequest, { id, name, color, changeKey }: SecondaryCalendar) {
  return {
    id,
    name,
    color,
    isDefaultCalendar: false,
    changeKey,
    isRemovable: true,
    ...common(mailbox.owner, isOwn(mailbox)),
  };
}

function common({ displayName, mail }: Person, isOwner: boolean) {
  return {
    hexColor: "",
    canShare: isOwner,
    canViewPrivateItems: isOwner,
    canEdit: true,
    allowedOnlineMeetingProviders: ["teamsForBusiness"],
    defaultOnlineMeetingProvider: "teamsForBusiness",
    isTallyingResponses: isOwner,
    owner: { name: displayName, address: mail },
  };
}

function entity({ owner, root, query }: MailboxRequest, calendar: ReturnType<typeof ownCalendar>) {
  return {
    "@odata.context": `${root}/$metadata#users('${owner.id}')/calendars/$entity`,
    ...pick(calendar, query.select, new Set(Object.keys(calendar))),
  };
}
