import { setTimeout as wait } from "node:timers/promises";
import { type FastifyInstance, type FastifyRequest } from "fastify";
import { type Sandbox, type Service } from "../sandbox.ts";
import { failed, throttled } from "./faults.ts";
import { services } from "./switches.ts";

/** Between the parts of the sandbox itself: recorded, but no vendor's service that could fail. */
const isOwn = (url: string): boolean => url.startsWith("/entra/nested");

function serviceOf(url: string): Service | undefined {
  return services.find((service) => new RegExp(`^/${service}(?:[/?]|$)`).test(url));
}

/** Records every call to the emulated services and bends their answers as the switches say. */
export function watchCalls(app: FastifyInstance, sandbox: Sandbox): void {
  const started = new WeakMap<FastifyRequest, number>();
  const lost = new WeakSet<FastifyRequest>();
  const faultsFor = ({ url, method }: FastifyRequest) => {
    const service = serviceOf(url);
    if (service === undefined || method === "OPTIONS" || isOwn(url)) return undefined;
    return { service, ...sandbox.switches.value.faults[service] };
  };
  const record = (request: FastifyRequest, status: number | null, note?: string) => {
    const service = serviceOf(request.url);
    if (service === undefined) return;
    sandbox.traffic.record({
      direction: "in",
      service,
      method: request.method,
      path: request.url,
      status,
      durationMs: Math.round(performance.now() - (started.get(request) ?? performance.now())),
      ...(note !== undefined && { note }),
    });
  };

  app.addHook("onRequest", async (request, reply) => {
    started.set(request, performance.now());
    const faults = faultsFor(request);
    if (faults === undefined) return;
    if (faults.slowMs > 0) await wait(faults.slowMs);
    if (faults.drop) {
      record(request, null, "connection dropped before the work");
      reply.hijack();
      request.raw.socket.destroy();
      return;
    }
    const at = sandbox.now();
    const answer = faults.throttle
      ? throttled(faults.service, at)
      : faults.fail
        ? failed(faults.service, at)
        : undefined;
    if (answer === undefined) return;
    await reply.code(answer.status).headers(answer.headers).send(answer.body);
  });

  app.addHook("onSend", async (request, reply, payload) => {
    await Promise.resolve();
    if (faultsFor(request)?.lostAnswer !== true || reply.statusCode >= 400) return payload;
    lost.add(request);
    record(request, null, `answer ${reply.statusCode} lost after the work`);
    reply.hijack();
    request.raw.socket.destroy();
    return undefined;
  });

  app.addHook("onResponse", (request, reply, done) => {
    if (!lost.has(request)) record(request, reply.statusCode);
    done();
  });
}
