import { createHash } from "node:crypto";
import type {} from "@fastify/rate-limit";
import { type FastifyInstance, type FastifyRequest } from "fastify";

/** Far above what Outlook's handlers send while somebody types; below what hurts. */
const callsPerMinute = 600;
/** A company's people often share one address, and each sign-in takes three requests. */
const signInsPerMinute = 300;

/** Limits a scope's routes by who calls. Webhooks are never limited: Zoom does not repeat a 429. */
export function limitByCaller(app: FastifyInstance): void {
  limit(app, callsPerMinute, callerOf);
}

/** Limits a scope's routes by address, because nobody is known there yet. */
export function limitByAddress(app: FastifyInstance): void {
  limit(app, signInsPerMinute, ({ ip }) => ip);
}

function limit(app: FastifyInstance, max: number, key: (request: FastifyRequest) => string): void {
  app.addHook("onRequest", app.rateLimit({ max, timeWindow: "1 minute", keyGenerator: key }));
}

/** The credential, unverified: a false one only limits itself. Hashed, so that none stays in memory. */
function callerOf(request: FastifyRequest): string {
  const { authorization, cookie } = request.headers;
  const credential = authorization ?? cookie;
  if (credential === undefined) return request.ip;
  return createHash("sha256").update(credential).digest("base64url");
}
