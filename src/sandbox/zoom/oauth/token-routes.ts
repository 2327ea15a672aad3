import { timingSafeEqual } from "node:crypto";
import { type FastifyInstance, type FastifyRequest } from "fastify";
import { type GrantStore, type TokenAnswer } from "./grant-store.ts";
import { OAuthError } from "./oauth-error.ts";
import { type ZoomWorld } from "../core/zoom-state.ts";
import { readForm } from "../form.ts";

/** `POST /oauth/token` and `/oauth/revoke` (https://developers.zoom.us/docs/integrations/oauth/). */
export function registerTokenRoutes(
  app: FastifyInstance,
  world: ZoomWorld,
  grants: GrantStore,
): void {
  app.post("/token", async (request, reply) => {
    requireClient(request, world);
    const answer = exchange(readParameters(request), world, grants);
    return reply.header("cache-control", "no-store").send(answer);
  });

  app.post("/revoke", async (request, reply) => {
    requireClient(request, world);
    if (!grants.revoke(readParameters(request).token ?? "")) {
      throw new OAuthError(400, "invalid_request", "Invalid Token!");
    }
    return reply.send({ status: "success" });
  });

  app.setErrorHandler(async (error, _request, reply) => {
    if (error instanceof OAuthError) return reply.status(error.status).send(error.toBody());
    throw error;
  });
}

function exchange(
  parameters: Record<string, string>,
  world: ZoomWorld,
  grants: GrantStore,
): TokenAnswer {
  const get = (name: string) => parameters[name] ?? "";
  switch (get("grant_type")) {
    case "authorization_code":
      return grants.redeemCode(get("code"), get("redirect_uri"), get("code_verifier"));
    case "refresh_token":
      return grants.refresh(get("refresh_token"));
    case "account_credentials": {
      const accountId = get("account_id");
      if (!world.users.some((user) => user.accountId === accountId)) {
        throw new OAuthError(400, "invalid_request", "Bad Request");
      }
      return grants.issueAccountToken(accountId);
    }
    case "client_credentials":
      return grants.issueAppToken();
    default:
      throw new OAuthError(400, "unsupported_grant_type", "Unsupported grant type");
  }
}

/** Zoom takes the parameters from the form as well as from the query. */
function readParameters(request: FastifyRequest): Record<string, string> {
  const query = Object.entries(request.query as Record<string, unknown>).flatMap(([name, value]) =>
    typeof value === "string" ? [[name, value] as const] : [],
  );
  return { ...Object.fromEntries(query), ...Object.fromEntries(readForm(request.body)) };
}

function requireClient(request: FastifyRequest, world: ZoomWorld): void {
  const { zoomClientId, zoomClientSecret } = world.sandbox.options;
  const [scheme, credentials = ""] = (request.headers.authorization ?? "").split(" ");
  const given = Buffer.from(credentials, "base64");
  const expected = Buffer.from(`${zoomClientId}:${zoomClientSecret}`);
  const isKnown =
    scheme?.toLowerCase() === "basic" &&
    given.length === expected.length &&
    timingSafeEqual(given, expected);
  if (!isKnown) throw new OAuthError(401, "invalid_client", "Invalid client_id or client_secret");
}
