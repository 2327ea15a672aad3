import { type FastifyInstance, type FastifyReply, type FastifyRequest } from "fastify";
import { type AdminConsent, adminSignInPrefix } from "../microsoft/admin-consent.ts";
import { type ConnectFlow, connectStatePrefix } from "../microsoft/connect-flow.ts";
import { type PortalSignIn, portalStatePrefix } from "../portal/portal-sign-in.ts";
import { type BrowserCookie } from "./browser-cookie.ts";
import { type PortalVisitors } from "./portal-visitors.ts";

export interface PortalReturnsParts {
  visitors: PortalVisitors;
  signIn: PortalSignIn;
  connect: ConnectFlow;
  consent: AdminConsent;
  /** Names the browser that started a flow. */
  browsers: BrowserCookie;
}

/**
 * Where Zoom and Microsoft send the portal's visitors back to. The addresses are those of the add-in's
 * dialogs, too; the state says whose return it is. All of them end on a page of ours.
 */
export class PortalReturns {
  readonly #parts: PortalReturnsParts;

  constructor(parts: PortalReturnsParts) {
    this.#parts = parts;
  }

  async start(
    request: FastifyRequest,
    reply: FastifyReply,
    returnTo: string | undefined,
  ): Promise<FastifyReply> {
    const browser = this.#parts.browsers.remember(request, reply);
    return reply.redirect((await this.#parts.signIn.authorizeUrl(returnTo, browser)).href);
  }

  isPortals(query: URLSearchParams): boolean {
    const state = query.get("state") ?? "";
    return [portalStatePrefix, connectStatePrefix, adminSignInPrefix].some((prefix) =>
      state.startsWith(prefix),
    );
  }

  async fromZoom(
    request: FastifyRequest,
    reply: FastifyReply,
    query: URLSearchParams,
  ): Promise<FastifyReply> {
    const { signIn, visitors, browsers } = this.#parts;
    const result = await signIn.receive(query, browsers.read(request));
    if (typeof result === "string") return reply.redirect(`/portal/profile?signIn=${result}`);
    await visitors.end(request, reply);
    await visitors.begin(reply, result.person);
    return reply.redirect(result.returnTo);
  }

  async fromMicrosoft(
    request: FastifyRequest,
    reply: FastifyReply,
    query: URLSearchParams,
  ): Promise<FastifyReply> {
    const { connect, consent } = this.#parts;
    const at = await this.#at(request);
    if (query.get("state")?.startsWith(adminSignInPrefix)) {
      return reply.redirect(`/portal/settings?consent=${await consent.afterSignIn(query, at)}`);
    }
    const { outcome, aadsts, pending } = await connect.receive(query, at);
    const told = new URLSearchParams({ connect: outcome });
    if (aadsts !== null) told.set("code", `AADSTS${aadsts}`);
    if (pending !== null) told.set("pending", pending);
    return reply.redirect(`/portal/profile?${told.toString()}`);
  }

  async fromAdminConsent(
    request: FastifyRequest,
    reply: FastifyReply,
    query: URLSearchParams,
  ): Promise<FastifyReply> {
    // An admin who followed a link that somebody had sent them has no session here, and needs none.
    if (!query.has("state")) {
      return reply.redirect(
        `/portal/profile?adminApproval=${query.has("error") ? "declined" : "done"}`,
      );
    }
    const next = await this.#parts.consent.afterConsent(query, await this.#at(request));
    return reply.redirect(next instanceof URL ? next.href : `/portal/settings?consent=${next}`);
  }

  async #at(request: FastifyRequest) {
    const visitor = await this.#parts.visitors.find(request);
    return {
      session: visitor?.session ?? null,
      person: visitor?.person ?? null,
      browser: this.#parts.browsers.read(request),
    };
  }
}

/** The one return address that belongs to the portal alone. */
export function adminConsentRoute(app: FastifyInstance, returns: PortalReturns): void {
  app.get("/auth/microsoft/adminconsent", (request, reply) =>
    returns.fromAdminConsent(request, reply, queryOf(request)),
  );
}

export function queryOf(request: FastifyRequest): URLSearchParams {
  return new URL(request.url, "http://localhost").searchParams;
}
