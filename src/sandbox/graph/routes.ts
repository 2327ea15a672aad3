import { randomUUID } from "node:crypto";
import { type FastifyError, type FastifyInstance, type FastifyRequest } from "fastify";
import { type Sandbox } from "../sandbox.ts";
import { registerBatch } from "./batch-routes.ts";
import { registerCalendars } from "./calendar-routes.ts";
import { registerContacts } from "./contact-routes.ts";
import { registerDelta } from "./delta-routes.ts";
import { registerDirectory } from "./directory-routes.ts";
import { registerEvents } from "./event-routes.ts";
import { badRequest, errorBody, GraphError, isRefusal } from "./graph-error.ts";
import { registerPeople } from "./people-routes.ts";
import { registerSubscriptions } from "./subscription-routes.ts";
import { registerTranslation } from "./translate-routes.ts";
import { registerViews } from "./view-routes.ts";

/** Microsoft Graph v1.0 beneath `/graph/v1.0`, which is what `GRAPH_URL` names. */
export async function registerGraph(app: FastifyInstance, sandbox: Sandbox): Promise<void> {
  await app.register(
    (scope, _options, done) => {
      identifyRequests(scope);
      acceptEmptyJson(scope);
      answerFaults(scope, sandbox);
      registerBatch(scope, sandbox);
      registerPeople(scope, sandbox);
      registerCalendars(scope, sandbox);
      registerDirectory(scope, sandbox);
      registerContacts(scope, sandbox);
      registerSubscriptions(scope, sandbox);
      registerEvents(scope, sandbox);
      registerViews(scope, sandbox);
      registerDelta(scope, sandbox);
      registerTranslation(scope, sandbox);
      done();
    },
    { prefix: "/graph/v1.0" },
  );
}

/** What a client that declared `CP1` passes on to Entra. */
const claimsWanted = `, error="insufficient_claims", claims="${Buffer.from('{"access_token":{"nbf":{"essential":true}}}').toString("base64")}"`;

const requestIds = new WeakMap<FastifyRequest, { requestId: string; clientRequestId: string }>();

function idsOf(request: FastifyRequest) {
  const given = request.headers["client-request-id"];
  const ids = requestIds.get(request) ?? {
    requestId: randomUUID(),
    clientRequestId: typeof given === "string" ? given : randomUUID(),
  };
  requestIds.set(request, ids);
  return ids;
}

function identifyRequests(scope: FastifyInstance): void {
  scope.addHook("onSend", (request, reply, payload, done) => {
    const { requestId, clientRequestId } = idsOf(request);
    reply.headers({ "request-id": requestId, "client-request-id": clientRequestId });
    const type = reply.getHeader("content-type");
    if (typeof type === "string" && type.startsWith("application/json"))
      reply.header(
        "content-type",
        "application/json;odata.metadata=minimal;odata.streaming=true;IEEE754Compatible=false;charset=utf-8",
      );
    done(null, payload);
  });
}

/** Actions may come with a JSON header and no body at all. */
function acceptEmptyJson(scope: FastifyInstance): void {
  scope.removeContentTypeParser("application/json");
  scope.addContentTypeParser("application/json", { parseAs: "string" }, (_request, body, done) => {
    try {
      const text = body.toString();
      done(null, text === "" ? undefined : JSON.parse(text));
    } catch (cause) {
      done(
        new GraphError(
          400,
          "BadRequest",
          "Unable to read JSON request payload. Please ensure Content-Type header is set and payload is of valid JSON format.",
          { cause },
        ),
      );
    }
  });
}

function answerFaults(scope: FastifyInstance, sandbox: Sandbox): void {
  scope.setErrorHandler((error: FastifyError | GraphError, request, reply) => {
    const refusal = isRefusal(error)
      ? error
      : new GraphError(
          error.statusCode ?? 500,
          "generalException",
          `The emulated Graph failed: ${error.message}`,
          { cause: error },
        );
    if (refusal.status === 401)
      reply.header(
        "www-authenticate",
        `Bearer realm="", authorization_uri="${sandbox.options.publicUrl}/entra/common/oauth2/authorize", client_id="00000003-0000-0000-c000-000000000000"${refusal.message.includes("result: InteractionRequired") ? claimsWanted : ""}`,
      );
    if (refusal instanceof GraphError) reply.headers(refusal.headers);
    if (refusal.status >= 500) process.stderr.write(`${String(error.stack)}\n`);
    return reply.code(refusal.status).send(errorBody(refusal, sandbox.now(), idsOf(request)));
  });
  scope.setNotFoundHandler((request, reply) => {
    const segment = request.url.split("?")[0]?.split("/").at(-1) ?? "";
    const refusal = badRequest(`Resource not found for the segment '${segment}'.`);
    return reply.code(400).send(errorBody(refusal, sandbox.now(), idsOf(request)));
  });
}
