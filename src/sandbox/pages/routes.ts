import { readFileSync } from "node:fs";
import { type FastifyInstance } from "fastify";
import { type Sandbox } from "../sandbox.ts";
import { startPage } from "./start-page.ts";

const read = (name: string): string => readFileSync(new URL(name, import.meta.url), "utf8");

export function registerPages(app: FastifyInstance, sandbox: Sandbox): void {
  const css = read("sandbox.css");
  const icon = read("icon.svg");
  app.get("/", (_request, reply) =>
    reply.type("text/html; charset=utf-8").send(startPage(sandbox.options, sandbox.people)),
  );
  app.get("/pages/sandbox.css", (_request, reply) =>
    reply.type("text/css; charset=utf-8").send(css),
  );
  app.get("/pages/icon.svg", (_request, reply) => reply.type("image/svg+xml").send(icon));
}
