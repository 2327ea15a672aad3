import { createPublicKey } from "node:crypto";
import { type FastifyInstance } from "fastify";
import { type Sandbox } from "../sandbox.ts";
import { EntraError, errorBody } from "./entra-error.ts";
import { entraState } from "./state.ts";
import { isSharedTenant, resolveTenant } from "./tenants.ts";

type TenantRoute = { Params: { tenant: string } };

/** Metadata and keys. https://learn.microsoft.com/entra/identity-platform/v2-protocols-oidc */
export function registerDiscovery(app: FastifyInstance, sandbox: Sandbox): void {
  app.get<TenantRoute>("/entra/:tenant/v2.0/.well-known/openid-configuration", (request, reply) => {
    try {
      return reply.send(metadata(sandbox, resolveTenant(request.params.tenant)));
    } catch (error) {
      if (!(error instanceof EntraError)) throw error;
      return reply.code(400).send(errorBody(error, sandbox.now()));
    }
  });
  app.get<TenantRoute>("/entra/:tenant/discovery/v2.0/keys", () => ({ keys: publicKeys(sandbox) }));
}

function metadata({ options }: Sandbox, tenant: string) {
  const base = `${options.publicUrl}/entra/${tenant}`;
  const issuerTenant = isSharedTenant(tenant) ? "{tenantid}" : tenant;
  return {
    token_endpoint: `${base}/oauth2/v2.0/token`,
    token_endpoint_auth_methods_supported: ["client_secret_post", "client_secret_basic"],
    jwks_uri: `${base}/discovery/v2.0/keys`,
    response_modes_supported: ["query", "fragment", "form_post"],
    subject_types_supported: ["pairwise"],
    id_token_signing_alg_values_supported: ["RS256"],
    response_types_supported: ["code"],
    scopes_supported: ["openid", "profile", "email", "offline_access"],
    issuer: `${options.publicUrl}/entra/${issuerTenant}/v2.0`,
    request_uri_parameter_supported: false,
    authorization_endpoint: `${base}/oauth2/v2.0/authorize`,
    end_session_endpoint: `${base}/oauth2/v2.0/logout`,
    claims_supported: [
      "sub",
      "iss",
      "aud",
      "exp",
      "iat",
      "nonce",
      "preferred_username",
      "name",
      "tid",
      "ver",
    ],
    tenant_region_scope: isSharedTenant(tenant) ? null : "EU",
    cloud_instance_name: "sandbox",
    msgraph_host: new URL(options.publicUrl).host,
  };
}

function publicKeys(sandbox: Sandbox) {
  return entraState(sandbox).value.keys.map(({ kid, privateJwk }) => {
    const { n, e } = createPublicKey({ key: privateJwk, format: "jwk" }).export({ format: "jwk" });
    const issuer = `${sandbox.options.publicUrl}/entra/{tenantid}/v2.0`;
    return { kty: "RSA", use: "sig", alg: "RS256", kid, n, e, issuer };
  });
}
