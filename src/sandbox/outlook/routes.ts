import { type FastifyInstance } from "fastify";
import { type Sandbox } from "../sandbox.ts";
import { registerOfficeJs } from "./office-js.ts";
import { registerPage } from "./server/page.ts";
import { registerService } from "./server/service-routes.ts";

/** Outlook on the web: its page, the page's JSON service, and the office.js its add-ins load. */
export function registerOutlook(app: FastifyInstance, sandbox: Sandbox): void {
  registerPage(app);
  registerService(app, sandbox);
  registerOfficeJs(app);
}
