import Fastify, { type FastifyInstance } from "fastify";
import { type FakeSandbox, createFakeSandbox } from "./fake-sandbox.ts";
import { registerZoom } from "../../src/sandbox/zoom/routes.ts";

export type Body = Record<string, unknown>;

export interface Reply {
  status: number;
  body: Body;
  text: string;
  headers: Headers;
}

/** The emulated Zoom behind a real port, and a person's way through its OAuth. */
export interface RunningZoom {
  readonly origin: string;
  readonly sandbox: FakeSandbox;
  connect(email: string): Promise<Tokens>;
  call(token: string, method: string, path: string, body?: unknown): Promise<Reply>;
  token(form: Record<string, string>, basic?: string): Promise<Reply>;
  close(): Promise<void>;
}

export interface Tokens {
  access_token: string;
  refresh_token: string;
}

export const clientBasic = `Basic ${Buffer.from("zoom-client:zoom-secret").toString("base64")}`;

export async function startZoom(
  sandbox: FakeSandbox = createFakeSandbox(),
  webhookTimeScale = 1,
): Promise<RunningZoom> {
  const app: FastifyInstance = Fastify();
  await registerZoom(app, sandbox, { webhookTimeScale });
  const origin = await app.listen({ port: 0, host: "127.0.0.1" });
  const redirectUri = `${sandbox.options.productUrl}/auth/zoom/callback`;

  const token: RunningZoom["token"] = async (form, basic = clientBasic) =>
    read(
      await fetch(`${origin}/zoom/oauth/token`, {
        method: "POST",
        headers: { authorization: basic },
        body: new URLSearchParams(form),
      }),
    );

  return {
    origin,
    sandbox,
    token,
    connect: async (email) => {
      const code = await consent(origin, email, {
        response_type: "code",
        client_id: sandbox.options.zoomClientId,
        redirect_uri: redirectUri,
      });
      const reply = await token({
        grant_type: "authorization_code",
        code: code.searchParams.get("code") ?? "",
        redirect_uri: redirectUri,
      });
      return reply.body as unknown as Tokens;
    },
    call: async (accessToken, method, path, body) =>
      read(
        await fetch(`${origin}/zoom/v2${path}`, {
          method,
          headers: {
            authorization: `Bearer ${accessToken}`,
            ...(body === undefined ? {} : { "content-type": "application/json" }),
          },
          ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        }),
      ),
    close: () => app.close(),
  };
}

async function read(response: Response): Promise<Reply> {
  const text = await response.text();
  const isJson = (response.headers.get("content-type") ?? "").includes("json");
  return {
    status: response.status,
    body: isJson && text !== "" ? (JSON.parse(text) as Body) : {},
    text,
    headers: response.headers,
  };
}

const transactionOf = (page: string) => /name="transaction" value="([^"]+)"/.exec(page)?.[1] ?? "";

/** Signs in as a person and allows (or declines) the app; answers where Zoom sends the browser. */
export async function consent(
  origin: string,
  email: string,
  query: Record<string, string>,
  decision: "allow" | "decline" = "allow",
): Promise<URL> {
  const signIn = await fetch(`${origin}/zoom/oauth/authorize?${new URLSearchParams(query)}`);
  const page = await signIn.text();
  const post = (path: string, form: Record<string, string>) =>
    fetch(`${origin}/zoom/oauth/${path}`, {
      method: "POST",
      body: new URLSearchParams(form),
      redirect: "manual",
    });
  const transaction = transactionOf(page);
  await post("signin", { transaction, user: email });
  const back = await post("consent", { transaction, decision, shared_access: "yes" });
  return new URL(back.headers.get("location") ?? "about:blank");
}
