import { type FastifyPluginAsync } from "fastify";
import { type Kysely, sql } from "kysely";
import { type Metrics } from "../metrics.ts";
import { type Schema } from "../store/schema.ts";

interface OperationsRoutes {
  db: Kysely<Schema>;
  metrics: Metrics;
}

/** For whoever runs the server: alive, ready, and figures. */
export const operationsRoutes: FastifyPluginAsync<OperationsRoutes> = async (
  app,
  { db, metrics },
) => {
  app.get("/healthz", () => ({ status: "ok" }));

  app.get("/readyz", async (request, reply) => {
    try {
      await sql`select 1`.execute(db);
      return { status: "ready" };
    } catch (error) {
      request.log.error({ err: error }, "the database does not answer");
      return reply.status(503).send({ status: "database does not answer" });
    }
  });

  app.get("/metrics", async (_request, reply) =>
    reply.type(metrics.registry.contentType).send(await metrics.registry.metrics()),
  );

  return Promise.resolve();
};
