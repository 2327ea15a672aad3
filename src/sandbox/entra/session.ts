import { type FastifyReply, type FastifyRequest } from "fastify";
import { type Person } from "../world/model.ts";

const cookie = "sandbox_sign_in";

/** Remembers the person in this browser until it is closed. */
export function startSession(reply: FastifyReply, person: Person): void {
  reply.header("set-cookie", `${cookie}=${person.id}; Path=/entra; HttpOnly; SameSite=Lax`);
}

export function endSession(reply: FastifyReply): void {
  reply.header("set-cookie", `${cookie}=; Path=/entra; HttpOnly; SameSite=Lax; Max-Age=0`);
}

/** The id of the person signed in in this browser. */
export function readSession(request: FastifyRequest): string | undefined {
  const pairs = (request.headers.cookie ?? "").split(/;\s*/);
  return pairs.find((pair) => pair.startsWith(`${cookie}=`))?.slice(cookie.length + 1);
}
