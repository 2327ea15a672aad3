import { setTimeout as wait } from "node:timers/promises";
import { type FastifyInstance, type FastifyRequest } from "fastify";
import { faultFor, isAnswerLost } from "../graph/flaky.ts";
import { MailboxLimits } from "../graph/mailbox-limits.ts";
import { isBatchPart } from "../graph/origin.ts";
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
  const limits = new MailboxLimits(sandbox);
  const faultsFor = (request: FastifyRequest) => {
    const { url, method } = request;
    const service = serviceOf(url);
    if (service === undefined || method === "OPTIONS" || isOwn(url)) return undefined;
    const faults = sandbox.switches.value.faults[service];
    // A part of a batch has no connection of its own to lose.
    return isBatchPart(request)
      ? { service, ...faults, drop: false, lostAnswer: false }
      : { service, ...faults };
  };
  const record = (request: FastifyRequest, status: number | null, given?: string) => {
    const note = given ?? (isBatchPart(request) ? "part of a batch" : undefined);
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
    const { url, method, headers } = request;
    const refusal =
      faults.service === "graph"
        ? limits.enter({ url, authorization: headers.authorization }, reply.raw)
        : null;
    if (refusal !== null) {
      await reply.code(refusal.status).headers(refusal.headers).send(refusal.body);
      return;
    }
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
        : faults.service === "graph"
          ? faultFor(sandbox, { method, url })
          : null;
    if (answer === null) return;
    await reply.code(answer.status).headers(answer.headers).send(answer.body);
  });

  app.addHook("onSend", async (request, reply, payload) => {
    await Promise.resolve();
    const faults = faultsFor(request);
    if (faults === undefined || reply.statusCode >= 400) return payload;
    const isLost =
      faults.lostAnswer || (faults.service === "graph" && isAnswerLost(sandbox, request));
    if (!isLost) return payload;
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
