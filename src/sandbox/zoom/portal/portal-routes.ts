import { type FastifyInstance } from "fastify";
import { type ZoomWorld } from "../core/zoom-state.ts";

export function registerPortalRoutes(app: FastifyInstance, world: ZoomWorld): void {
  app.get("/", () => ({ people: world.users.length }));
}
