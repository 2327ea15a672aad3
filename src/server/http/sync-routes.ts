import { type FastifyPluginAsyncTypebox } from "@fastify/type-provider-typebox";
import { Type } from "typebox";
import { Instant } from "../../shared/api/appointment.ts";
import { routes } from "../../shared/api/routes.ts";
import {
  Activity,
  Agenda,
  CleanUp,
  Conflicts,
  FindingDecision,
  Findings,
  ReleaseDecision,
  SyncStatus,
  VersionChoice,
} from "../../shared/api/sync.ts";
import { RequestError } from "../errors.ts";
import { type ZoomPerson } from "../identity/zoom-people.ts";
import { type Connection, type Connections } from "../microsoft/connections.ts";
import { type ActivityView } from "../sync/portal/activity.ts";
import { type AgendaView } from "../sync/portal/agenda.ts";
import { type Findings as FindingsOf } from "../sync/portal/findings.ts";
import { type SyncActions } from "../sync/portal/sync-actions.ts";
import { type SyncStatusView } from "../sync/portal/sync-status.ts";
import { type PortalVisitors } from "./portal-visitors.ts";
import { limitByCaller } from "./request-limits.ts";

interface SyncRoutes {
  visitors: PortalVisitors;
  connections: Connections;
  status: SyncStatusView;
  agenda: AgendaView;
  activity: ActivityView;
  findings: FindingsOf;
  actions: SyncActions;
}

const Span = Type.Object({ from: Instant, to: Instant });
const Page = Type.Object({
  before: Type.Optional(Type.String({ pattern: "^\\d{1,18}$" })),
  entry: Type.Optional(Type.String({ format: "uuid" })),
});
const Id = Type.Object({ id: Type.String({ format: "uuid" }) });
const FindingId = Type.Object({ id: Type.String({ minLength: 1, maxLength: 80 }) });
const longestAgenda = { hours: 24 * 62 };

/** What somebody signed in with Zoom sees and decides of their calendar's sync. */
export const syncRoutes: FastifyPluginAsyncTypebox<SyncRoutes> = async (app, parts) => {
  const { visitors, connections, status, agenda, activity, findings, actions } = parts;
  limitByCaller(app);

  const connectionOf = async (person: ZoomPerson): Promise<Connection> => {
    const connection = await connections.of(person);
    if (connection) return connection;
    throw new RequestError(404, "connect.none", "No calendar is connected.");
  };

  app.get(routes.sync, { schema: { response: { 200: SyncStatus } } }, async (request) =>
    status.of((await visitors.reading(request)).person),
  );

  const decisions = {
    [routes.syncStart]: (person: ZoomPerson) => actions.start(person),
    [routes.syncHold]: (person: ZoomPerson) => actions.hold(person),
    [routes.syncNow]: (person: ZoomPerson) => actions.now(person),
  };
  for (const [path, decide] of Object.entries(decisions)) {
    app.post(path, { schema: { response: { 200: SyncStatus } } }, async (request) => {
      const { person } = await visitors.changing(request);
      await decide(person);
      return status.of(person);
    });
  }

  app.post(
    routes.syncRelease,
    { schema: { body: ReleaseDecision, response: { 200: SyncStatus } } },
    async (request) => {
      const { person } = await visitors.changing(request);
      await actions.release(person, request.body);
      return status.of(person);
    },
  );

  app.put(
    routes.syncVersion,
    { schema: { body: VersionChoice, response: { 200: SyncStatus } } },
    async (request) => {
      const { person } = await visitors.changing(request);
      await actions.chooseVersion(person, request.body.version);
      return status.of(person);
    },
  );

  app.get(
    routes.agenda,
    { schema: { querystring: Span, response: { 200: Agenda } } },
    async (request) => {
      const { person } = await visitors.reading(request);
      const from = Temporal.Instant.from(request.query.from);
      const to = Temporal.Instant.from(request.query.to);
      const isLonger = Temporal.Instant.compare(from.add(longestAgenda), to) < 0;
      if (isLonger || Temporal.Instant.compare(from, to) >= 0) {
        throw new RequestError(
          400,
          "sync.badSpan",
          "Ask for at most 62 days, the first one first.",
        );
      }
      return agenda.between(await connectionOf(person), from, to);
    },
  );

  app.get(
    routes.activity,
    { schema: { querystring: Page, response: { 200: Activity } } },
    async (request) => {
      const { person } = await visitors.reading(request);
      const { before = null, entry = null } = request.query;
      return activity.page(await connectionOf(person), { before, entryId: entry });
    },
  );

  app.post(
    routes.activityUndo(":id"),
    { schema: { params: Id, response: { 204: Type.Null() } } },
    async (request, reply) => {
      const { person } = await visitors.changing(request);
      await actions.undo(person, request.params.id);
      return reply.status(204).send(null);
    },
  );

  app.get(routes.conflicts, { schema: { response: { 200: Conflicts } } }, async (request) => {
    const { person } = await visitors.reading(request);
    return activity.conflicts(await connectionOf(person));
  });

  app.post(
    routes.conflictFlip(":id"),
    { schema: { params: Id, response: { 204: Type.Null() } } },
    async (request, reply) => {
      const { person } = await visitors.changing(request);
      await actions.flip(person, request.params.id);
      return reply.status(204).send(null);
    },
  );

  app.post(
    routes.conflictDismiss(":id"),
    { schema: { params: Id, response: { 204: Type.Null() } } },
    async (request, reply) => {
      const { person } = await visitors.changing(request);
      await actions.dismiss(person, request.params.id);
      return reply.status(204).send(null);
    },
  );

  app.get(routes.findings, { schema: { response: { 200: Findings } } }, async (request) => {
    const { person } = await visitors.reading(request);
    return { findings: await findings.all(await connectionOf(person)) };
  });

  app.post(
    routes.findingsCleanUp,
    { schema: { body: CleanUp, response: { 204: Type.Null() } } },
    async (request, reply) => {
      const { person } = await visitors.changing(request);
      await actions.cleanUp(person, request.body);
      return reply.status(204).send(null);
    },
  );

  app.post(
    `${routes.findings}/:id`,
    { schema: { params: FindingId, body: FindingDecision, response: { 204: Type.Null() } } },
    async (request, reply) => {
      const { person } = await visitors.changing(request);
      await actions.decide(person, request.params.id, request.body.action);
      return reply.status(204).send(null);
    },
  );

  return Promise.resolve();
};
