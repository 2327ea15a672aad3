import { randomBytes } from "node:crypto";
import { type FastifyInstance } from "fastify";
import { purgeRecycleBin } from "../core/meeting-removal.ts";
import { ZoomError } from "../core/zoom-error.ts";
import { type ZoomWorld } from "../core/zoom-state.ts";
import { type DailyLimit, guardApi } from "../limits/guard.ts";
import { type GrantStore } from "../oauth/grant-store.ts";
import { registerCalendarEventRoutes } from "./calendar-event-routes.ts";
import { registerCalendarRoutes } from "./calendar-routes.ts";
import { registerCalendarUserRoutes } from "./calendar-user-routes.ts";
import { registerGroupRoutes } from "./group-routes.ts";
import { registerMeetingRoutes } from "./meeting-routes.ts";
import { registerUserRoutes } from "./user-routes.ts";

/** The REST API, `/zoom/v2`. */
export function registerApi(
  api: FastifyInstance,
  world: ZoomWorld,
  grants: GrantStore,
  daily: DailyLimit,
): void {
  speakZoomErrors(api);
  api.addHook("onRequest", (_request, reply, done) => {
    reply.header("x-zm-trackingid", `v=2.0;clid=us02;rid=WEB_${randomBytes(16).toString("hex")}`);
    purgeRecycleBin(world);
    done();
  });
  guardApi(api, world, grants, daily);
  registerMeetingRoutes(api, world, grants);
  registerUserRoutes(api, world, grants);
  registerGroupRoutes(api, world, grants);
  registerCalendarRoutes(api, world, grants);
  registerCalendarEventRoutes(api, world, grants);
  registerCalendarUserRoutes(api, world, grants);
}

function speakZoomErrors(api: FastifyInstance): void {
  api.removeContentTypeParser("application/json");
  api.addContentTypeParser("application/json", { parseAs: "string" }, (_request, body, done) => {
    try {
      done(null, body === "" ? undefined : JSON.parse(body.toString()));
    } catch (cause) {
      done(
        Object.assign(new ZoomError(400, 300, "Request Body should be a valid JSON object."), {
          cause,
        }),
      );
    }
  });
  api.setErrorHandler(async (error, _request, reply) => {
    if (error instanceof ZoomError) {
      return reply.status(error.status).headers(error.headers).send(error.toBody());
    }
    throw error;
  });
  api.setNotFoundHandler(async (_request, reply) =>
    reply.status(400).send({ code: 2300, message: "This API endpoint is not recognized." }),
  );
}
