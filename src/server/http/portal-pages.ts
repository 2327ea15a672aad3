import { randomBytes } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import fastifyStatic from "@fastify/static";
import { type FastifyInstance } from "fastify";
import { fillTemplate } from "./page-template.ts";

const root = join(import.meta.dirname, "../../..");
const bundles = join(root, "dist/portal");

/**
 * The portal's pages, each with a nonce of its own. The activity page is also where the links of
 * invitations lead: whoever is not signed in reads there what the link is about.
 * @throws Error naming the command to run when the browser bundles were not built.
 */
export async function portalPages(app: FastifyInstance): Promise<void> {
  const template = readFileSync(join(root, "src/portal/portal.html"), "utf8");
  const files = readAssets();
  for (const page of ["profile", "settings", "activity"]) {
    app.get(`/portal/${page}`, (_request, reply) => {
      const nonce = newNonce();
      return reply
        .type("text/html; charset=utf-8")
        .header("cache-control", "no-store")
        .header("content-security-policy", policyOf(nonce))
        .header("x-frame-options", "DENY")
        .send(fillTemplate(template, { nonce, scripts: scriptsOf(files, nonce) }));
    });
  }
  app.get("/portal", (_request, reply) => reply.redirect("/portal/profile"));
  await app.register(fastifyStatic, {
    root: bundles,
    prefix: "/portal/assets/",
    decorateReply: false,
    immutable: true,
    maxAge: "365d",
    index: false,
  });
}

/** Nobody frames the portal, and nothing but our own files runs in it. */
function policyOf(nonce: string): string {
  return [
    "default-src 'none'",
    `script-src 'nonce-${nonce}' 'self'`,
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join("; ");
}

function scriptsOf(files: readonly string[], nonce: string): string {
  return files
    .map((file) =>
      file.endsWith(".css")
        ? `<link rel="stylesheet" nonce="${nonce}" href="/portal/assets/${file}" />`
        : `<script nonce="${nonce}" defer src="/portal/assets/${file}"></script>`,
    )
    .join("\n");
}

function readAssets(): string[] {
  try {
    const assets = JSON.parse(readFileSync(join(bundles, "assets.json"), "utf8")) as {
      portal?: string[];
    };
    return assets.portal ?? [];
  } catch (cause) {
    throw new Error("The browser bundles are missing. Build them with: npm run build", { cause });
  }
}

function newNonce(): string {
  return randomBytes(16).toString("base64");
}
