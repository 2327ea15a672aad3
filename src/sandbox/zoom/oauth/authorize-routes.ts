import { randomUUID } from "node:crypto";
import { type FastifyInstance, type FastifyReply } from "fastify";
import { findZoomUser } from "../core/users.ts";
import { type ZoomWorld } from "../core/zoom-state.ts";
import { readForm } from "../form.ts";
import { renderConsent, renderRefusal, renderSignIn } from "./authorize-pages.ts";
import { type GrantStore } from "./grant-store.ts";
import { registeredRedirect } from "./zoom-app.ts";

/** One run through the pages; it lives until the answer, or ten minutes. */
interface Transaction {
  redirectUri: string;
  state: string | null;
  challenge: string | null;
  userId: string | null;
  startedAt: number;
}

const transactionLifeMs = 10 * 60_000;

const sendPage = (reply: FastifyReply, page: string, status = 200) =>
  reply
    .status(status)
    .type("text/html; charset=utf-8")
    .header("cache-control", "no-store")
    .send(page);

/** The pages of `GET /oauth/authorize`: sign in, consent, and back to the app. */
export function registerAuthorizeRoutes(
  app: FastifyInstance,
  world: ZoomWorld,
  grants: GrantStore,
): void {
  const transactions = new Map<string, Transaction>();
  const now = () => world.sandbox.now().getTime();
  const open = (form: URLSearchParams) => {
    const transaction = transactions.get(form.get("transaction") ?? "");
    return transaction && now() - transaction.startedAt < transactionLifeMs ? transaction : null;
  };
  const refuseStale = (reply: FastifyReply) =>
    sendPage(reply, renderRefusal("This sign-in has expired.", 4733), 400);

  app.get<{ Querystring: Record<string, string | undefined> }>(
    "/authorize",
    async ({ query }, reply) => {
      const refusal = refusalOf(query, world);
      if (refusal) return sendPage(reply, renderRefusal(refusal.what, refusal.code), 400);
      const id = randomUUID();
      transactions.set(id, {
        redirectUri: query.redirect_uri ?? "",
        state: query.state ?? null,
        challenge: query.code_challenge ?? null,
        userId: null,
        startedAt: now(),
      });
      return sendPage(reply, renderSignIn(world.users, "/zoom/oauth/signin", id));
    },
  );

  app.post("/signin", async (request, reply) => {
    const form = readForm(request.body);
    const transaction = open(form);
    const user = findZoomUser(world.users, form.get("user") ?? "");
    if (transaction === null || user === undefined) return refuseStale(reply);
    transaction.userId = user.id;
    return sendPage(
      reply,
      renderConsent(user, form.get("transaction") ?? "", grants.scopesOfNewGrant()),
    );
  });

  app.post("/consent", async (request, reply) => {
    const form = readForm(request.body);
    const transaction = open(form);
    const user = findZoomUser(world.users, transaction?.userId ?? "");
    if (transaction === null || user === undefined) return refuseStale(reply);
    transactions.delete(form.get("transaction") ?? "");
    const back = new URL(transaction.redirectUri);
    if (form.get("decision") === "allow") {
      const isShared = form.get("shared_access") === "yes";
      const { redirectUri, challenge } = transaction;
      back.searchParams.set("code", grants.allow(user, redirectUri, challenge, isShared));
    } else back.searchParams.set("error", "access_denied");
    if (transaction.state !== null) back.searchParams.set("state", transaction.state);
    return reply.redirect(back.href, 302);
  });
}

function refusalOf(
  query: Record<string, string | undefined>,
  world: ZoomWorld,
): { what: string; code: number } | null {
  const { zoomClientId, productUrl } = world.sandbox.options;
  if (query.client_id !== zoomClientId) return { what: "Invalid client_id.", code: 4702 };
  if (query.redirect_uri !== registeredRedirect(productUrl)) {
    return { what: `Invalid redirect: ${query.redirect_uri ?? "none given"}`, code: 4709 };
  }
  if (query.response_type !== "code") return { what: "Invalid response type.", code: 4705 };
  // Zoom knows the scopes from the app's registration and refuses a list in the request.
  if (query.scope !== undefined) return { what: "Invalid scopes.", code: 4711 };
  const challenge = query.code_challenge;
  const isChallengeSound =
    challenge === undefined ||
    (query.code_challenge_method === "S256" && /^[\w-]{43}$/.test(challenge));
  return isChallengeSound ? null : { what: "Invalid code challenge.", code: 4700 };
}
