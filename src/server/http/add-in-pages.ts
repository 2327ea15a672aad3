import { randomBytes } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import fastifyStatic from "@fastify/static";
import { type FastifyInstance, type FastifyReply } from "fastify";
import { renderManifest } from "../../shared/manifest/render-manifest.ts";
import { type Config } from "../config.ts";
import { apiScopeName } from "../identity/entra-tokens.ts";
import { contentSecurityPolicy } from "./content-security-policy.ts";
import { escapeAttribute, fillTemplate, jsonForScript } from "./page-template.ts";

const root = join(import.meta.dirname, "../../..");
const bundles = join(root, "dist/addin");

type Page = "taskpane" | "commands" | "launchevents" | "dialog";

const templateFiles: Record<Page, string> = {
  taskpane: "src/addin/taskpane/taskpane.html",
  commands: "src/addin/commands/commands.html",
  launchevents: "src/addin/launchevents/launchevents.html",
  dialog: "src/addin/auth/dialog.html",
};

/** The add-in's pages, each with a nonce of its own: static HTML could not carry one. */
export class AddInPages {
  readonly #config: Config;
  readonly #templates: Record<Page, string>;
  readonly #assets: Record<string, string[] | undefined>;

  /** @throws Error naming the command to run when the browser bundles were not built. */
  constructor(config: Config) {
    this.#config = config;
    this.#assets = readAssets();
    this.#templates = {
      taskpane: read(templateFiles.taskpane),
      commands: read(templateFiles.commands),
      launchevents: read(templateFiles.launchevents),
      dialog: read(templateFiles.dialog),
    };
  }

  /** Registers pages, bundles, icons, the handler file and the manifest. */
  async register(app: FastifyInstance): Promise<void> {
    for (const page of ["taskpane", "commands", "launchevents"] as const) {
      app.get(`/addin/${page}.html`, (_request, reply) => this.#send(reply, page));
    }

    const handlers = read("dist/addin/launchevents.js").replaceAll(
      "__PUBLIC_URL__",
      this.#config.publicUrl,
    );
    app.get("/addin/launchevents.js", (_request, reply) =>
      reply
        .type("text/javascript; charset=utf-8")
        .header("cache-control", "no-cache")
        .send(handlers),
    );

    const { publicUrl } = this.#config;
    app.get("/addin/manifest.xml", (_request, reply) =>
      reply
        .type("application/xml; charset=utf-8")
        .send(renderManifest(read("manifest.xml"), { publicUrl })),
    );
    const icon = readFileSync(join(root, "assets/icon-32.png"));
    // Browsers ask for it in every window of its own, such as the sign-in dialog.
    app.get("/favicon.ico", (_request, reply) =>
      reply.type("image/png").header("cache-control", "max-age=86400").send(icon),
    );
    // Classic Outlook lets exactly these files make cross-origin and sign-in requests.
    app.get("/.well-known/microsoft-officeaddins-allowed.json", () => ({
      allowed: [`${publicUrl}/addin/launchevents.js`],
    }));

    await app.register(fastifyStatic, {
      root: bundles,
      prefix: "/addin/assets/",
      decorateReply: false,
      immutable: true,
      maxAge: "365d",
      index: false,
    });
    await app.register(fastifyStatic, {
      root: join(root, "assets"),
      prefix: "/assets/",
      decorateReply: false,
      maxAge: "1d",
      index: false,
      // Outlook shows the icons in pages of its own origin.
      setHeaders: (reply) => void reply.header("cross-origin-resource-policy", "cross-origin"),
    });
  }

  /** The page at the end of a sign-in dialog; it hands `outcome` to the pane. */
  sendDialog(reply: FastifyReply, outcome: object): FastifyReply {
    return this.#send(reply, "dialog", { outcome: jsonForScript(outcome) });
  }

  #send(reply: FastifyReply, page: Page, extra: Record<string, string> = {}): FastifyReply {
    const nonce = randomBytes(16).toString("base64");
    const html = fillTemplate(this.#templates[page], {
      nonce,
      officeJsUrl: escapeAttribute(this.#config.officeJsUrl),
      publicUrl: escapeAttribute(this.#config.publicUrl),
      scripts: this.#scripts(page, nonce),
      config: jsonForScript(this.#pageConfig()),
      ...extra,
    });
    return reply
      .type("text/html; charset=utf-8")
      .header("cache-control", "no-store")
      .header("content-security-policy", contentSecurityPolicy(this.#config, nonce))
      .send(html);
  }

  #scripts(page: Page, nonce: string): string {
    if (page === "launchevents") {
      return `<script nonce="${nonce}" src="/addin/launchevents.js"></script>`;
    }
    const files = this.#assets[page] ?? [];
    return files
      .map((file) =>
        file.endsWith(".css")
          ? `<link rel="stylesheet" nonce="${nonce}" href="/addin/assets/${file}" />`
          : `<script nonce="${nonce}" defer src="/addin/assets/${file}"></script>`,
      )
      .join("\n");
  }

  #pageConfig(): object {
    const { entra, publicUrl, zoom } = this.#config;
    return {
      publicUrl,
      entraClientId: entra.clientId,
      entraAuthority: entra.authority,
      apiScope: `api://${entra.clientId}/${apiScopeName}`,
      zoomHosts: [new URL(zoom.oauthUrl).host],
    };
  }
}

function readAssets(): Record<string, string[]> {
  try {
    return JSON.parse(readFileSync(join(bundles, "assets.json"), "utf8")) as Record<
      string,
      string[]
    >;
  } catch (cause) {
    throw new Error("The browser bundles are missing. Build them with: npm run build", { cause });
  }
}

function read(file: string): string {
  return readFileSync(join(root, file), "utf8");
}
