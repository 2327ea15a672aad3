import { type FastifyInstance, type FastifyReply, type FastifyRequest } from "fastify";
import { type Sandbox } from "../sandbox.ts";
import { EntraError, errorBody } from "./entra-error.ts";
import { registrationOf, requireClient } from "./registration.ts";
import { resolveTenant } from "./tenants.ts";
import { grantTokens } from "./token.ts";

type TokenRoute = {
  Params: { tenant: string };
  Body: Record<string, string | undefined> | undefined;
};

export function registerToken(app: FastifyInstance, sandbox: Sandbox): void {
  app.post<TokenRoute>("/entra/:tenant/oauth2/v2.0/token", async (request, reply) => {
    reply.headers({ "cache-control": "no-store", pragma: "no-cache" });
    try {
      return await answerRequest(sandbox, request);
    } catch (error) {
      if (!(error instanceof EntraError)) throw error;
      return refuse(reply, error, {
        at: sandbox.now(),
        correlationId: header(request, "client-request-id"),
      });
    }
  });
}

function answerRequest(sandbox: Sandbox, request: FastifyRequest<TokenRoute>): Promise<object> {
  const { tenant } = request.params;
  resolveTenant(tenant);
  const form = request.body ?? {};
  const basic = basicCredentials(header(request, "authorization"));
  requireClient(registrationOf(sandbox.options), basic?.clientId ?? form.client_id);
  return grantTokens(sandbox, {
    tenant,
    form,
    secret: basic?.secret ?? form.client_secret,
    isCrossOrigin: header(request, "origin") !== undefined,
  });
}

function refuse(
  reply: FastifyReply,
  error: EntraError,
  { at, correlationId }: { at: Date; correlationId: string | undefined },
) {
  return reply.code(error.status).send(errorBody(error, at, correlationId));
}

const header = (request: FastifyRequest, name: string): string | undefined => {
  const value = request.headers[name];
  return typeof value === "string" ? value : undefined;
};

/** RFC 6749 2.3.1: both halves are form-encoded before they are joined. */
function basicCredentials(value: string | undefined) {
  const encoded = /^Basic (.+)$/i.exec(value ?? "")?.[1];
  if (encoded === undefined) return undefined;
  const [clientId = "", secret = ""] = Buffer.from(encoded, "base64").toString().split(":", 2);
  const decode = (half: string) => decodeURIComponent(half.replaceAll("+", " "));
  return { clientId: decode(clientId), secret: decode(secret) };
}
