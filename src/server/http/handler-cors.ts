import { type FastifyInstance } from "fastify";
import { routes } from "../../shared/api/routes.ts";

/**
 * Classic Outlook runs handlers outside any page, so their requests come from no origin of ours. They
 * carry a ticket in a header and never a cookie: any origin may ask, and learns nothing without one.
 */
export function allowHandlersFromAnywhere(app: FastifyInstance): void {
  app.options(routes.report, { schema: { hide: true } }, async (_request, reply) =>
    reply
      .header("access-control-allow-origin", "*")
      .header("access-control-allow-methods", "POST")
      .header("access-control-allow-headers", "authorization, content-type, accept-language")
      .header("access-control-max-age", "86400")
      .status(204)
      .send(),
  );
  app.addHook("onSend", async (request, reply) => {
    if (request.routeOptions.url === routes.report) {
      void reply.header("access-control-allow-origin", "*");
    }
    return Promise.resolve();
  });
}
