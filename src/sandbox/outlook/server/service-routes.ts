import { readFile } from "node:fs/promises";
import { type FastifyInstance, type FastifyReply } from "fastify";
import { type Sandbox } from "../../sandbox.ts";
import { type Person } from "../../world/model.ts";
import { windowsZones } from "../../world/windows-zones.ts";
import { ianaZone } from "../../world/zoned-time.ts";
import { CalendarService } from "./calendar-service.ts";
import { calendarsOf, choosePerson, keyOf, toPersonCard } from "./mailboxes.ts";
import * as schemas from "./schemas.ts";
import {
  type FormFields,
  type RefusalReply,
  type ResponseKind,
  type SessionReply,
  type TimesPatch,
} from "./service-model.ts";

interface As {
  as?: string;
}
interface InMailbox extends As {
  mailbox: string;
}
interface OfEvent extends InMailbox {
  id: string;
}

const base = "/outlook/api";

/** The page's private JSON service. */
export function registerService(app: FastifyInstance, sandbox: Sandbox): void {
  const person = (query: As) => choosePerson(sandbox.people, query.as);
  const service = async (query: As) =>
    new CalendarService(sandbox, person(query), readAddInId(await readManifest(sandbox)));

  void app.register((routes, _options, done) => {
    routes.setErrorHandler((error, _request, reply) => refuse(error, reply));

    routes.get<{ Querystring: As }>(
      `${base}/session`,
      { schema: { querystring: schemas.asQuery } },
      ({ query }) => sessionOf(person(query), sandbox.people),
    );

    routes.get<{ Querystring: InMailbox & { from: string; to: string } }>(
      `${base}/view`,
      { schema: { querystring: schemas.viewQuery } },
      async ({ query }) => (await service(query)).view(query.mailbox, query.from, query.to),
    );

    const ofEvent = { querystring: schemas.eventQuery };
    routes.get<{ Querystring: OfEvent }>(`${base}/event`, { schema: ofEvent }, async ({ query }) =>
      (await service(query)).get(query.mailbox, query.id),
    );
    routes.post<{ Querystring: InMailbox; Body: FormFields }>(
      `${base}/events`,
      { schema: { querystring: schemas.mailboxQuery, body: schemas.fieldsBody } },
      async ({ query, body }, reply) => {
        const event = (await service(query)).create(query.mailbox, body);
        return reply.code(201).send(event);
      },
    );
    routes.put<{ Querystring: OfEvent; Body: FormFields }>(
      `${base}/event`,
      { schema: { ...ofEvent, body: schemas.fieldsBody } },
      async ({ query, body }) => (await service(query)).update(query.mailbox, query.id, body),
    );
    routes.patch<{ Querystring: OfEvent; Body: TimesPatch }>(
      `${base}/event/times`,
      { schema: { ...ofEvent, body: schemas.timesBody } },
      async ({ query, body }) => (await service(query)).move(query.mailbox, query.id, body),
    );
    routes.delete<{ Querystring: OfEvent }>(
      `${base}/event`,
      { schema: ofEvent },
      async ({ query }, reply) => {
        (await service(query)).remove(query.mailbox, query.id);
        return reply.code(204).send();
      },
    );
    routes.post<{ Querystring: OfEvent; Body: { comment: string } }>(
      `${base}/event/cancel`,
      { schema: { ...ofEvent, body: schemas.cancelBody } },
      async ({ query, body }, reply) => {
        (await service(query)).cancel(query.mailbox, query.id, body.comment);
        return reply.code(204).send();
      },
    );
    routes.post<{ Querystring: OfEvent; Body: { response: ResponseKind } }>(
      `${base}/event/respond`,
      { schema: { ...ofEvent, body: schemas.respondBody } },
      async ({ query, body }, reply) => {
        (await service(query)).respond(query.mailbox, query.id, body.response);
        return reply.code(204).send();
      },
    );

    registerAddInRoutes(routes, sandbox, person);
    done();
  });
}

/** What the host side of office.js needs from a server. */
function registerAddInRoutes(
  routes: FastifyInstance,
  sandbox: Sandbox,
  person: (query: As) => Person,
): void {
  const roaming = sandbox.keep<Record<string, Record<string, string>>>(
    "outlook-roaming-settings",
    () => ({}),
  );
  routes.get<{ Querystring: As }>(
    `${base}/roaming-settings`,
    { schema: { querystring: schemas.asQuery } },
    ({ query }) => roaming.value[person(query).id] ?? {},
  );
  routes.put<{ Querystring: As; Body: Record<string, string> }>(
    `${base}/roaming-settings`,
    { schema: { querystring: schemas.asQuery, body: schemas.settingsBody } },
    ({ query, body }, reply) => {
      roaming.value[person(query).id] = body;
      roaming.save();
      return reply.code(204).send();
    },
  );

  routes.get(`${base}/switches`, () => sandbox.switches.value);

  routes.get(`${base}/manifest`, async (_request, reply) =>
    reply.type("application/xml; charset=utf-8").send(await readManifest(sandbox)),
  );

  routes.post<{ Querystring: As; Body: { request: Record<string, unknown> } }>(
    `${base}/nested-auth`,
    { schema: { querystring: schemas.asQuery, body: schemas.nestedAuthBody } },
    async ({ query, body }, reply) => {
      const answer = await routes.inject({
        method: "POST",
        url: "/entra/nested",
        payload: { request: body.request, personId: person(query).id },
      });
      return reply
        .code(answer.statusCode)
        .type(answer.headers["content-type"] ?? "application/json")
        .send(answer.body);
    },
  );
}

function sessionOf(person: Person, people: readonly Person[]): SessionReply {
  return {
    person,
    key: keyOf(person),
    zone: { windows: person.timeZone, iana: ianaZone(person.timeZone) },
    people: people.map(toPersonCard),
    calendars: calendarsOf(person, people),
    zones: [...windowsZones].map(([windows, iana]) => ({ windows, iana })),
  };
}

const readManifest = (sandbox: Sandbox) => readFile(sandbox.options.manifestFile, "utf8");

/** Outlook names an add-in's properties after the manifest's id. */
function readAddInId(manifest: string): string {
  const id = /<Id>\s*([^<\s]+)\s*<\/Id>/.exec(manifest)?.[1];
  if (id !== undefined) return id;
  throw new Error(
    "The manifest has no Id element; give it one so that its properties have a name.",
  );
}

interface Refusal extends Error {
  code: string;
  status: number;
}

const isRefusal = (error: unknown): error is Refusal =>
  error instanceof Error &&
  "code" in error &&
  typeof error.code === "string" &&
  "status" in error &&
  typeof error.status === "number";

function refuse(error: unknown, reply: FastifyReply): FastifyReply {
  const message = error instanceof Error ? error.message : String(error);
  const answer = (status: number, code: string) =>
    reply.code(status).send({ error: { code, message } } satisfies RefusalReply);
  if (isRefusal(error)) return answer(error.status, error.code);
  const status = (error as { statusCode?: unknown }).statusCode;
  if (typeof status === "number" && status < 500) return answer(status, "ErrorInvalidRequest");
  return answer(500, "ErrorInternalServerError");
}
