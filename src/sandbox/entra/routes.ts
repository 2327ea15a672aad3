import formbody from "@fastify/formbody";
import { type FastifyInstance } from "fastify";
import { type Sandbox } from "../sandbox.ts";
import { registerAction } from "../traffic/actions.ts";
import { tenants } from "../world/people.ts";
import { registerAdminConsent } from "./admin-consent.ts";
import { registerAuthorize } from "./authorize.ts";
import { registerDiscovery } from "./discovery.ts";
import { registerNested } from "./nested.ts";
import { graphRoles } from "./scopes.ts";
import { entraState, grantAppRoles, revokeTokens, rotateSigningKey } from "./state.ts";
import { registerToken } from "./token-route.ts";
import { registerTroubles } from "./troubles.ts";

/** Entra ID beneath `/entra`: `ENTRA_AUTHORITY` is the sandbox's address and `/entra`. */
export async function registerEntra(app: FastifyInstance, sandbox: Sandbox): Promise<void> {
  await app.register(formbody);
  allowBrowserApps(app);
  entraState(sandbox);
  registerDiscovery(app, sandbox);
  registerAuthorize(app, sandbox);
  registerAdminConsent(app, sandbox);
  registerToken(app, sandbox);
  registerTroubles(sandbox);
  registerNested(app, sandbox);
  registerAction(sandbox, {
    name: "revoke-microsoft-tokens",
    label: "Revoke Microsoft tokens",
    explanation: "Refresh tokens die, and access tokens to Graph count as expired.",
    run: () => {
      revokeTokens(sandbox);
      return "Microsoft tokens are revoked. People have to connect again.";
    },
  });
  registerAction(sandbox, {
    name: "rotate-signing-keys",
    label: "Rotate Entra signing keys",
    explanation: "New tokens carry another key id; the old keys still verify.",
    run: () => {
      rotateSigningKey(sandbox);
      return "Entra signs with a new key from now on.";
    },
  });
  registerAction(sandbox, {
    name: "grant-application-permissions",
    label: "Grant application permissions",
    explanation: "The admin of contoso.example grants the app its own access to every mailbox.",
    run: () => {
      grantAppRoles(sandbox, tenants.contoso.id, graphRoles);
      return `Granted for contoso.example: ${graphRoles.join(", ")}.`;
    },
  });
}

/** Entra lets every origin read its metadata, keys and token answers; the redirect address is what it checks. */
function allowBrowserApps(app: FastifyInstance): void {
  app.addHook("onRequest", (request, reply, done) => {
    if (request.headers.origin !== undefined) reply.header("access-control-allow-origin", "*");
    done();
  });
  app.options("/entra/*", (_request, reply) =>
    reply
      .code(204)
      .headers({
        "access-control-allow-methods": "GET, POST, OPTIONS",
        "access-control-allow-headers": "*",
        "access-control-max-age": "600",
      })
      .send(),
  );
}
