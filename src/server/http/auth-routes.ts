import { type FastifyPluginAsyncTypebox } from "@fastify/type-provider-typebox";
import { type FastifyReply } from "fastify";
import { Type } from "typebox";
import { RedeemReply, RedeemRequest } from "../../shared/api/account.ts";
import { routes } from "../../shared/api/routes.ts";
import { AppError } from "../errors.ts";
import { type MicrosoftSignIn } from "../identity/microsoft-sign-in.ts";
import { type ZoomConnect } from "../identity/zoom-connect.ts";
import { type AddInPages } from "./add-in-pages.ts";
import { type BrowserCookie } from "./browser-cookie.ts";
import { adminConsentRoute, type PortalReturns, queryOf } from "./portal-returns.ts";
import { limitByAddress } from "./request-limits.ts";

interface AuthRoutes {
  browsers: BrowserCookie;
  portal: PortalReturns;
  microsoft: MicrosoftSignIn;
  zoom: ZoomConnect;
  pages: AddInPages;
}

/** What the page at the end of a sign-in dialog tells the pane that opened it. */
interface DialogOutcome {
  kind: "microsoft" | "zoom";
  code?: string;
  error?: { code: string; detail: string };
}

const Start = Type.Object({
  code: Type.Optional(Type.String({ maxLength: 200 })),
  return: Type.Optional(Type.String({ maxLength: 200 })),
  login_hint: Type.Optional(Type.String({ maxLength: 320 })),
});

/** The browser side of both OAuth flows. These pages open in dialogs, as top-level windows. */
export const authRoutes: FastifyPluginAsyncTypebox<AuthRoutes> = async (app, parts) => {
  const { microsoft, zoom, pages, browsers, portal } = parts;
  limitByAddress(app);
  adminConsentRoute(app, portal);

  const finishDialog = async (
    reply: FastifyReply,
    kind: DialogOutcome["kind"],
    receive: () => Promise<string>,
  ): Promise<FastifyReply> => {
    let outcome: DialogOutcome;
    try {
      outcome = { kind, code: await receive() };
    } catch (error) {
      reply.request.log.info({ err: error }, "sign-in was not completed");
      if (!(error instanceof AppError)) throw error;
      outcome = { kind, error: { code: error.code, detail: error.message } };
    }
    return pages.sendDialog(reply, outcome);
  };

  app.get("/auth/zoom/start", { schema: { querystring: Start } }, async (request, reply) => {
    const { code } = request.query;
    // A dialog of the add-in brings a code of its own; everybody else wants to see the portal.
    if (code === undefined) return portal.start(request, reply, request.query.return);
    const browser = browsers.remember(request, reply);
    try {
      return await reply.redirect((await zoom.authorizeUrl(code, browser)).href);
    } catch (error) {
      return finishDialog(reply, "zoom", () => {
        throw error;
      });
    }
  });

  app.get("/auth/zoom/callback", async (request, reply) => {
    const query = queryOf(request);
    if (portal.isPortals(query)) return portal.fromZoom(request, reply, query);
    return finishDialog(reply, "zoom", () => zoom.receive(query, browsers.read(request)));
  });

  app.get(routes.microsoftStart, { schema: { querystring: Start } }, async (request, reply) => {
    const browser = browsers.remember(request, reply);
    const url = await microsoft.authorizeUrl(browser, request.query.login_hint);
    return reply.redirect(url.href);
  });

  app.get("/auth/microsoft/callback", async (request, reply) => {
    const query = queryOf(request);
    if (portal.isPortals(query)) return portal.fromMicrosoft(request, reply, query);
    return finishDialog(reply, "microsoft", () => microsoft.receive(query, browsers.read(request)));
  });

  app.post(
    routes.microsoftRedeem,
    { schema: { body: RedeemRequest, response: { 200: RedeemReply } } },
    async (request) => microsoft.finish(request.body.code),
  );

  return Promise.resolve();
};
