import { randomBytes } from "node:crypto";
import { type FastifyPluginAsyncTypebox } from "@fastify/type-provider-typebox";
import type {} from "@fastify/cookie";
import { type FastifyReply, type FastifyRequest } from "fastify";
import { Type } from "typebox";
import { RedeemReply, RedeemRequest } from "../../shared/api/account.ts";
import { routes } from "../../shared/api/routes.ts";
import { AppError } from "../errors.ts";
import { type MicrosoftSignIn } from "../identity/microsoft-sign-in.ts";
import { type ZoomConnect } from "../identity/zoom-connect.ts";
import { type AddInPages } from "./add-in-pages.ts";
import { limitByAddress } from "./request-limits.ts";

interface AuthRoutes {
  publicUrl: string;
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
  login_hint: Type.Optional(Type.String({ maxLength: 320 })),
});

/** The browser side of both OAuth flows. These pages open in dialogs, as top-level windows. */
export const authRoutes: FastifyPluginAsyncTypebox<AuthRoutes> = async (app, parts) => {
  const { microsoft, zoom, pages } = parts;
  limitByAddress(app);
  const browsers = new BrowserCookie(parts.publicUrl);

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
    if (code === undefined) {
      return pages.sendDialog(reply, {
        kind: "zoom",
        error: { code: "signIn.expired", detail: "Start from Zoom settings in Outlook." },
      });
    }
    const browser = browsers.remember(request, reply);
    try {
      return await reply.redirect((await zoom.authorizeUrl(code, browser)).href);
    } catch (error) {
      return finishDialog(reply, "zoom", () => {
        throw error;
      });
    }
  });

  app.get("/auth/zoom/callback", async (request, reply) =>
    finishDialog(reply, "zoom", () => zoom.receive(queryOf(request), browsers.read(request))),
  );

  app.get(routes.microsoftStart, { schema: { querystring: Start } }, async (request, reply) => {
    const browser = browsers.remember(request, reply);
    const url = await microsoft.authorizeUrl(browser, request.query.login_hint);
    return reply.redirect(url.href);
  });

  app.get("/auth/microsoft/callback", async (request, reply) =>
    finishDialog(reply, "microsoft", () =>
      microsoft.receive(queryOf(request), browsers.read(request)),
    ),
  );

  app.post(
    routes.microsoftRedeem,
    { schema: { body: RedeemRequest, response: { 200: RedeemReply } } },
    async (request) => microsoft.finish(request.body.code),
  );

  return Promise.resolve();
};

function queryOf(request: FastifyRequest): URLSearchParams {
  return new URL(request.url, "http://localhost").searchParams;
}

/** A random name for this browser, so that an answer is taken only from the one that asked. */
class BrowserCookie {
  readonly #name: string;
  readonly #secure: boolean;

  constructor(publicUrl: string) {
    this.#secure = publicUrl.startsWith("https://");
    this.#name = this.#secure ? "__Host-sign-in" : "sign-in";
  }

  remember(request: FastifyRequest, reply: FastifyReply): string {
    const browser = this.read(request) ?? randomBytes(16).toString("base64url");
    void reply.setCookie(this.#name, browser, {
      path: "/",
      httpOnly: true,
      sameSite: "lax",
      secure: this.#secure,
      maxAge: 3600,
    });
    return browser;
  }

  read(request: FastifyRequest): string | undefined {
    return request.cookies[this.#name];
  }
}
