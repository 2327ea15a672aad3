import { setImmediate as aTurn } from "node:timers/promises";
import { type FastifyInstance, type FastifyReply, type FastifyRequest } from "fastify";
import { ZoomError } from "../core/zoom-error.ts";
import { type ZoomWorld } from "../core/zoom-state.ts";
import { type GrantStore } from "../oauth/grant-store.ts";
import { AccountRates } from "./account-rates.ts";
import { failureFor } from "./flaky.ts";
import { labelOf } from "./labels.ts";
import { ParallelWrites, resourceOf } from "./parallel-writes.ts";
import { zoomThrottleReply } from "./throttle.ts";

/** What the button on the traffic page holds: the account's day is used up. */
export interface DailyLimit {
  isReached: boolean;
}

/** Stands before every call to the API: limits of the account and the resource, and bad luck. */
export function guardApi(
  api: FastifyInstance,
  world: ZoomWorld,
  grants: GrantStore,
  daily: DailyLimit,
): void {
  const { sandbox } = world;
  const rates = new AccountRates();
  const writes = new ParallelWrites();
  const lost = new WeakSet<FastifyRequest>();

  const limitOver = (request: FastifyRequest) => {
    const label = labelOf(request.method, request.routeOptions.url ?? "");
    if (daily.isReached) return zoomThrottleReply("daily", sandbox.now(), label);
    const accountId = grants.find(tokenOf(request))?.accountId;
    if (!sandbox.switches.value.zoomRateLimits || accountId === undefined) return null;
    const form = rates.take(accountId, label, sandbox.now());
    return form && zoomThrottleReply(form, sandbox.now(), label);
  };
  const lose = (request: FastifyRequest, reply: FastifyReply, when: string) => {
    const { method, url } = request;
    const note = `connection lost ${when}, as it happens at Zoom`;
    const entry = { direction: "in", service: "zoom", method, path: url } as const;
    sandbox.traffic.record({ ...entry, status: null, durationMs: null, note });
    reply.hijack();
    reply.raw.destroy();
  };

  api.addHook("onRequest", async (request, reply) => {
    const over = limitOver(request);
    if (over) throw new ZoomError(over.status, over.body.code, over.body.message, over);
    const failure = failureFor(sandbox, request);
    if (failure?.kind === "lostBefore") lose(request, reply, "before the work");
    else if (failure?.kind === "lostAfter") lost.add(request);
    else if (failure) {
      return reply.status(failure.status).headers(failure.headers).send(failure.body);
    }
    return undefined;
  });

  api.addHook("preHandler", async (request, reply) => {
    const resource = request.method === "GET" ? null : resourceOf(request.url);
    if (resource === null || !sandbox.switches.value.zoomRateLimits) return;
    writes.enter(request.method, resource, reply.raw);
    // Real work takes a while; without one, writes sent together would never meet here.
    await aTurn();
    await aTurn();
  });

  api.addHook("onSend", async (request, reply, payload) => {
    await Promise.resolve();
    if (!lost.has(request)) return payload;
    lose(request, reply, "after the work");
    return undefined;
  });
}

const tokenOf = ({ headers }: FastifyRequest) =>
  /^bearer (.+)$/i.exec(headers.authorization ?? "")?.[1] ?? "";
