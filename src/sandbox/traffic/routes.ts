import { readFileSync } from "node:fs";
import { type FastifyInstance } from "fastify";
import { type Sandbox } from "../sandbox.ts";
import { listActions } from "./actions.ts";
import { trafficPage } from "./traffic-page.ts";
import { applySwitches } from "./switches.ts";

/** The traffic page and the JSON API beneath it. */
export function registerTraffic(app: FastifyInstance, sandbox: Sandbox): void {
  const script = readFileSync(new URL("traffic.js", import.meta.url), "utf8");

  app.get("/traffic", (_request, reply) =>
    reply.type("text/html; charset=utf-8").send(trafficPage(sandbox)),
  );
  app.get("/traffic/traffic.js", (_request, reply) =>
    reply.type("text/javascript; charset=utf-8").send(script),
  );
  app.get("/traffic/api/entries", () => ({ entries: sandbox.traffic.recent() }));
  app.get("/traffic/api/switches", () => sandbox.switches.value);

  app.put("/traffic/api/switches", (request, reply) => {
    try {
      applySwitches(sandbox.switches.value, request.body);
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      return reply.code(400).send({ message: `${error.message} Nothing was changed.` });
    }
    sandbox.switches.save();
    return reply.send({ message: "Switched.", switches: sandbox.switches.value });
  });

  app.post<{ Params: { name: string } }>("/traffic/api/actions/:name", async (request, reply) => {
    const action = listActions(sandbox).find(({ name }) => name === request.params.name);
    if (action === undefined)
      return reply.code(404).send({ message: `There is no action "${request.params.name}".` });
    return { message: await action.run() };
  });

  app.get("/traffic/api/stream", (request, reply) => {
    reply.hijack();
    reply.raw.writeHead(200, {
      "content-type": "text/event-stream",
      "cache-control": "no-store",
    });
    const send = (entry: unknown) => reply.raw.write(`data: ${JSON.stringify(entry)}\n\n`);
    reply.raw.write(": connected\n\n");
    for (const entry of sandbox.traffic.recent()) send(entry);
    const stop = sandbox.traffic.subscribe(send);
    request.raw.socket.once("close", stop);
  });
}
