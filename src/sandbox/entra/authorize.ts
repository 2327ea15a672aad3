import { type FastifyInstance, type FastifyReply, type FastifyRequest } from "fastify";
import { type Sandbox } from "../sandbox.ts";
import { type Person } from "../world/model.ts";
import {
  answerAddress,
  answerValues,
  type AuthorizeRequest,
  AuthorizeRefused,
  readAuthorizeRequest,
} from "./authorize-request.ts";
import { issueCode } from "./codes.ts";
import { EntraError } from "./entra-error.ts";
import { signInAnew } from "./lapses.ts";
import { registrationOf } from "./registration.ts";
import { missingConsent, recordConsent } from "./scopes.ts";
import { endSession, readSession, startSession } from "./session.ts";
import {
  accountPage,
  approvalPage,
  consentPage,
  faultPage,
  formPostPage,
  formPostScript,
} from "./sign-in-pages.ts";
import { entraState } from "./state.ts";
import { belongsTo, resolveTenant } from "./tenants.ts";

type TenantRoute = { Params: { tenant: string } };
type Form = TenantRoute & { Body: { request?: string; person?: string; decision?: string } };

/** Sign-in and consent in the browser. */
export function registerAuthorize(app: FastifyInstance, sandbox: Sandbox): void {
  const authorize = "/entra/:tenant/oauth2/v2.0/authorize";

  app.get<TenantRoute>(authorize, (request, reply) =>
    guarded(reply, () => {
      const { tenant } = request.params;
      const asked = readAuthorizeRequest(sandbox, request.url.split("?")[1] ?? "");
      const candidates = sandbox.people.filter((person) =>
        belongsTo(person, resolveTenant(tenant)),
      );
      const known = signedInPerson(request, asked, candidates);
      if (known !== undefined) return proceed(reply, { tenant, asked, person: known });
      if (asked.prompt === "none")
        throw refused(
          asked,
          "login_required",
          50058,
          "A silent sign-in request was sent but no user is signed in.",
        );
      const page = { query: asked.query, action: `/entra/${tenant}/sign-in` };
      return html(reply, accountPage(page, narrowed(candidates, asked.loginHint)));
    }),
  );

  app.post<Form>("/entra/:tenant/sign-in", (request, reply) =>
    guarded(reply, () => {
      const { tenant } = request.params;
      const asked = readAuthorizeRequest(sandbox, request.body.request ?? "");
      const person = personIn(sandbox, tenant, request.body.person);
      signInAnew(sandbox, person.id);
      startSession(reply, person);
      return proceed(reply, { tenant, asked, person });
    }),
  );

  app.post<Form>("/entra/:tenant/consent", (request, reply) =>
    guarded(reply, () => {
      const { tenant } = request.params;
      const asked = readAuthorizeRequest(sandbox, request.body.request ?? "");
      const person = personIn(sandbox, tenant, request.body.person);
      if (request.body.decision !== "accept")
        throw refused(asked, "access_denied", 65004, "User declined to consent to access the app.");
      recordConsent(sandbox, person.id, asked.scopes);
      return finish(reply, asked, person);
    }),
  );

  app.post<Form>("/entra/:tenant/approval", (request, reply) =>
    guarded(reply, () => {
      const asked = readAuthorizeRequest(sandbox, request.body.request ?? "");
      throw refused(
        asked,
        "access_denied",
        90094,
        "The grant requires admin permission. The administrator of the organization has to approve the app first.",
      );
    }),
  );

  app.get<TenantRoute & { Querystring: { post_logout_redirect_uri?: string } }>(
    "/entra/:tenant/oauth2/v2.0/logout",
    (request, reply) => {
      endSession(reply);
      const address = request.query.post_logout_redirect_uri;
      const isOurs = address?.startsWith(`${new URL(sandbox.options.productUrl).origin}/`);
      return reply.redirect(isOurs === true && address !== undefined ? address : "/");
    },
  );

  app.get("/entra/form-post.js", (_request, reply) =>
    reply.type("text/javascript; charset=utf-8").send(formPostScript),
  );

  function proceed(
    reply: FastifyReply,
    { tenant, asked, person }: { tenant: string; asked: AuthorizeRequest; person: Person },
  ) {
    signInAnew(sandbox, person.id);
    const missing = missingConsent(sandbox, person.id, asked.scopes);
    if (missing.length === 0 && asked.prompt !== "consent") return finish(reply, asked, person);
    if (asked.prompt === "none")
      throw refused(asked, "interaction_required", 65001, consentMissing(sandbox));
    const isAdminNeeded = entraState(sandbox).value.adminConsentOnly.includes(person.tenantId);
    if (isAdminNeeded && person.role !== "admin" && missing.length > 0) {
      const approval = { query: asked.query, action: `/entra/${tenant}/approval` };
      return html(reply, approvalPage(approval, registrationOf(sandbox.options).displayName));
    }
    const page = {
      query: asked.query,
      action: `/entra/${tenant}/consent`,
      appName: registrationOf(sandbox.options).displayName,
    };
    return html(reply, consentPage(page, person, asked.scopes));
  }

  function finish(reply: FastifyReply, asked: AuthorizeRequest, person: Person) {
    const code = issueCode(sandbox, asked, person);
    return answer(reply, asked, { code, session_state: crypto.randomUUID() });
  }
}

const consentMissing = ({ options }: Sandbox): string =>
  `The user or administrator has not consented to use the application with ID '${options.entraClientId}'. Send an interactive authorization request for this user and resource.`;

/** Somebody already signed in, whom the request lets through without asking. */
function signedInPerson(request: FastifyRequest, asked: AuthorizeRequest, people: Person[]) {
  if (asked.prompt === "login" || asked.prompt === "select_account") return undefined;
  const person = people.find(({ id }) => id === readSession(request));
  const hint = asked.loginHint?.toLowerCase();
  return hint === undefined || hint === person?.userPrincipalName.toLowerCase()
    ? person
    : undefined;
}

function narrowed(people: Person[], hint: string | undefined): Person[] {
  const hinted = people.filter(
    ({ userPrincipalName }) => userPrincipalName.toLowerCase() === hint?.toLowerCase(),
  );
  return hinted.length > 0 ? hinted : people;
}

function personIn(sandbox: Sandbox, tenant: string, id: string | undefined): Person {
  const person = sandbox.people.find((candidate) => candidate.id === id);
  if (person === undefined || !belongsTo(person, resolveTenant(tenant)))
    throw new EntraError(
      "invalid_request",
      50020,
      "The selected user account does not exist in the tenant and cannot access the application. The account needs to be added as an external user in the tenant first.",
    );
  return person;
}

const refused = (asked: AuthorizeRequest, error: string, aadsts: number, message: string) =>
  new AuthorizeRefused(new EntraError(error, aadsts, message), asked);

function answer(
  reply: FastifyReply,
  back: AuthorizeRefused["back"],
  values: Record<string, string>,
): FastifyReply {
  if (back.responseMode === "form_post")
    return html(reply, formPostPage(back.redirectUri, answerValues(back, values)));
  return reply.redirect(answerAddress(back, values));
}

const html = (reply: FastifyReply, page: string): FastifyReply =>
  reply.type("text/html; charset=utf-8").send(page);

/** Faults go to the app where that is safe, and onto a page where it is not. */
function guarded(reply: FastifyReply, work: () => FastifyReply): FastifyReply {
  try {
    return work();
  } catch (error) {
    if (error instanceof AuthorizeRefused)
      return answer(reply, error.back, {
        error: error.refusal.error,
        error_description: error.refusal.description,
        ...(error.refusal.aadsts === 65004 && { error_subcode: "cancel" }),
      });
    if (error instanceof EntraError) return html(reply.code(error.status), faultPage(error));
    throw error;
  }
}
