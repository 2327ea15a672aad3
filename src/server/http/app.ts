import { randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import fastifyCookie from "@fastify/cookie";
import fastifyHelmet from "@fastify/helmet";
import fastifyRateLimit from "@fastify/rate-limit";
import fastifySwagger from "@fastify/swagger";
import Fastify, { type FastifyBaseLogger, type FastifyInstance, LogController } from "fastify";
import { type Logger } from "pino";
import { type Config } from "../config.ts";
import { type Metrics } from "../metrics.ts";
import { answerProblems, answerUnknownAddresses, sendError } from "./problem-reply.ts";

/** Largest JSON body of `/api`; a report of 500 attendees takes about a third of it. */
const bodyLimit = 512 * 1024;

/**
 * Fastify with everything that holds for every route: strict validation, problem documents, request
 * ids and one log line per request that names the route and never the address or the body.
 */
export function createApp(config: Config, logger: Logger, metrics: Metrics): FastifyInstance {
  const loggerInstance: FastifyBaseLogger = logger;
  const app = Fastify({
    loggerInstance,
    logController: new LogController({ disableRequestLogging: true }),
    genReqId: () => randomUUID(),
    bodyLimit,
    // Without TLS of our own a proxy stands before us, and only the address it saw is to be believed.
    trustProxy: (_address, hop) => config.tls === null && hop === 0,
    frameworkErrors: (error, request, reply) => void sendError(error, request, reply),
    ajv: { customOptions: { removeAdditional: false, coerceTypes: false, allErrors: false } },
    ...(config.tls && {
      https: { cert: readFileSync(config.tls.certFile), key: readFileSync(config.tls.keyFile) },
    }),
  });

  app.removeContentTypeParser("text/plain");
  answerProblems(app);

  let isStopping = false;
  app.addHook("preClose", (done) => {
    isStopping = true;
    done();
  });
  app.addHook("onSend", (_request, reply, _payload, done) => {
    void reply.header("x-content-type-options", "nosniff");
    // A connection kept alive after its last answer would hold up the stop for more than a minute.
    if (isStopping) void reply.header("connection", "close");
    done();
  });

  app.addHook("onResponse", (request, reply, done) => {
    const route = request.routeOptions.url ?? "none";
    const status = reply.statusCode;
    metrics.requests.observe({ method: request.method, route, status }, reply.elapsedTime / 1000);
    // Thousands a second may come, and the metric counts them.
    const level = route.startsWith("/webhooks/") && status < 300 ? "debug" : "info";
    request.log[level](
      { method: request.method, route, status, ms: Math.round(reply.elapsedTime) },
      "request",
    );
    done();
  });

  return app;
}

/**
 * What routes for people and their browsers need: security headers, cookies, limits, the description
 * of the API. In a scope of their own, because thousands of webhooks a second would pay for it too.
 */
export async function addBrowserPlugins(app: FastifyInstance, publicUrl: string): Promise<void> {
  const isLocal = ["localhost", "127.0.0.1"].includes(new URL(publicUrl).hostname);
  answerUnknownAddresses(app);
  await app.register(fastifyHelmet, {
    // Pages set their own policy with a nonce; a page in a dialog must keep its opener.
    contentSecurityPolicy: false,
    crossOriginOpenerPolicy: false,
    xFrameOptions: false,
    // It would bind every port of localhost to https.
    strictTransportSecurity: isLocal ? false : { maxAge: 31_536_000, includeSubDomains: false },
    referrerPolicy: { policy: "no-referrer" },
  });
  await app.register(fastifyCookie);
  await app.register(fastifyRateLimit, { global: false });
  await app.register(fastifySwagger, {
    openapi: {
      openapi: "3.1.0",
      info: {
        title: "Zoom Meetings for Outlook",
        version: "1.0.0",
        description: "What the add-in asks of its backend.",
      },
      servers: [{ url: publicUrl }],
      components: {
        securitySchemes: {
          entra: { type: "http", scheme: "bearer", bearerFormat: "JWT" },
          ticket: { type: "apiKey", in: "header", name: "authorization" },
        },
      },
      security: [{ entra: [] }],
    },
  });
}
