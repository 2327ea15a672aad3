import { type FastifyInstance, type FastifyReply } from "fastify";
import { type Sandbox } from "../sandbox.ts";
import { type Person } from "../world/model.ts";
import { EntraError } from "./entra-error.ts";
import { registrationOf, requireClient, requireRedirect } from "./registration.ts";
import { graphRoles, parseScopes, recordTenantConsent } from "./scopes.ts";
import { readSession, startSession } from "./session.ts";
import { accountPage, adminConsentPage, faultPage } from "./sign-in-pages.ts";
import { entraState, grantAppRoles } from "./state.ts";
import { belongsTo, resolveTenant } from "./tenants.ts";

type TenantRoute = { Params: { tenant: string } };
type Form = TenantRoute & { Body: { request?: string; person?: string; decision?: string } };

interface Asked {
  query: string;
  redirectUri: string;
  state: string | null;
  scope: string;
  /** All the app's own permissions, or the delegated ones named. */
  isForApp: boolean;
}

/** https://learn.microsoft.com/entra/identity-platform/v2-admin-consent */
export function registerAdminConsent(app: FastifyInstance, sandbox: Sandbox): void {
  const base = "/entra/:tenant/v2.0/adminconsent";

  app.get<TenantRoute>(base, (request, reply) =>
    guarded(reply, () => {
      const { tenant } = request.params;
      const asked = readAsked(sandbox, request.url.split("?")[1] ?? "");
      const candidates = sandbox.people.filter((one) => belongsTo(one, resolveTenant(tenant)));
      const known = candidates.find(({ id }) => id === readSession(request));
      if (known?.role === "admin") return show(reply, tenant, asked, known);
      const page = { query: asked.query, action: `/entra/${tenant}/adminconsent/sign-in` };
      return html(reply, accountPage(page, candidates));
    }),
  );

  app.post<Form>("/entra/:tenant/adminconsent/sign-in", (request, reply) =>
    guarded(reply, () => {
      const asked = readAsked(sandbox, request.body.request ?? "");
      const person = personIn(sandbox, request.params.tenant, request.body.person);
      startSession(reply, person);
      return show(reply, request.params.tenant, asked, person);
    }),
  );

  app.post<Form>("/entra/:tenant/adminconsent/decision", (request, reply) =>
    guarded(reply, () => {
      const asked = readAsked(sandbox, request.body.request ?? "");
      const person = requireAdmin(personIn(sandbox, request.params.tenant, request.body.person));
      if (request.body.decision !== "accept")
        return back(reply, asked, {
          error: "access_denied",
          error_description:
            "AADSTS65004: User declined to consent to access the app. The user or administrator has not consented.",
        });
      agree(sandbox, asked, person);
      return back(reply, asked, { tenant: person.tenantId, scope: asked.scope });
    }),
  );

  function show(reply: FastifyReply, tenant: string, asked: Asked, person: Person): FastifyReply {
    requireAdmin(person);
    const page = {
      query: asked.query,
      action: `/entra/${tenant}/adminconsent/decision`,
      appName: registrationOf(sandbox.options).displayName,
    };
    const named = asked.isForApp ? graphRoles : asked.scope.split(" ");
    return html(reply, adminConsentPage(page, person, named));
  }
}

function agree(sandbox: Sandbox, asked: Asked, person: Person): void {
  const { tenantId } = person;
  const kept = entraState(sandbox);
  kept.value.removedFrom = kept.value.removedFrom.filter((id) => id !== tenantId);
  if (asked.isForApp) grantAppRoles(sandbox, tenantId, graphRoles);
  else recordTenantConsent(sandbox, tenantId, parseScopes(sandbox, asked.scope));
  kept.save();
}

function readAsked(sandbox: Sandbox, query: string): Asked {
  const given = new URLSearchParams(query);
  const registration = registrationOf(sandbox.options);
  requireClient(registration, given.get("client_id") ?? undefined);
  requireRedirect(registration, given.get("redirect_uri") ?? undefined);
  const scope = given.get("scope") ?? "";
  parseScopes(sandbox, scope);
  return {
    query,
    redirectUri: given.get("redirect_uri") ?? "",
    state: given.get("state"),
    scope,
    isForApp: scope.endsWith("/.default"),
  };
}

/** `admin_consent=True` comes with refusals as well. */
function back(reply: FastifyReply, asked: Asked, values: Record<string, string>): FastifyReply {
  const address = new URL(asked.redirectUri);
  const state = asked.state === null ? {} : { state: asked.state };
  for (const [name, value] of Object.entries({ admin_consent: "True", ...values, ...state }))
    address.searchParams.set(name, value);
  return reply.redirect(address.href);
}

function requireAdmin(person: Person): Person {
  if (person.role === "admin") return person;
  throw new EntraError(
    "access_denied",
    90094,
    "You need an administrator account to grant these permissions. Sign in with one, and open the link again.",
  );
}

function personIn(sandbox: Sandbox, tenant: string, id: string | undefined): Person {
  const person = sandbox.people.find((candidate) => candidate.id === id);
  if (person !== undefined && belongsTo(person, resolveTenant(tenant))) return person;
  throw new EntraError(
    "invalid_request",
    50020,
    "The selected user account does not exist in the tenant and cannot access the application.",
  );
}

const html = (reply: FastifyReply, page: string): FastifyReply =>
  reply.type("text/html; charset=utf-8").send(page);

function guarded(reply: FastifyReply, work: () => FastifyReply): FastifyReply {
  try {
    return work();
  } catch (error) {
    if (error instanceof EntraError) return html(reply.code(error.status), faultPage(error));
    throw error;
  }
}
