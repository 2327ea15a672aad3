import { randomBytes } from "node:crypto";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer as createNetServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import tls from "node:tls";
import { type Browser } from "playwright-core";
import { ensureCertificate, type LocalCertificate } from "../../scripts/certificate.ts";
import { startChild, type Child } from "../../scripts/child.ts";
import { waitForAnswer } from "../../scripts/wait-until-ready.ts";
import { type Sandbox } from "../../src/sandbox/sandbox.ts";
import { createSandbox, type SandboxServer } from "../../src/sandbox/server.ts";
import { applySwitches, calmSwitches } from "../../src/sandbox/traffic/switches.ts";
import { renderManifest } from "../../src/shared/manifest/render-manifest.ts";
import { launchChromium } from "./chromium.ts";

const root = join(import.meta.dirname, "../..");
const readyWithinMs = 60_000;

/** Kept with the processes, so that a product that was stopped comes back as the same one. */
interface Settings {
  folder: string;
  certificate: LocalCertificate;
  productPort: number;
  productUrl: string;
  sandboxUrl: string;
  secretKey: string;
}

/**
 * Everything `npm start` brings up, for one test file: the sandbox inside the test, so that tests see
 * its calendars and its Zoom; the product as a process of its own, which tests can stop and start;
 * and a browser. All over TLS, on free ports, with nothing kept afterwards.
 */
export class WholeWorld {
  readonly browser: Browser;
  readonly #settings: Settings;
  readonly #server: SandboxServer;
  #product: Child | null = null;
  #lines: string[] = [];

  private constructor(settings: Settings, server: SandboxServer, browser: Browser) {
    this.#settings = settings;
    this.#server = server;
    this.browser = browser;
  }

  static async start(): Promise<WholeWorld> {
    assertBuilt();
    const folder = mkdtempSync(join(tmpdir(), "whole-world-"));
    // The one of npm start: making a new one for every test file takes longer than most tests.
    const certificate = await ensureCertificate(join(root, ".data/tls"));
    const [productPort, sandboxPort] = [await freePort(), await freePort()];
    const settings: Settings = {
      folder,
      certificate,
      productPort,
      productUrl: `https://localhost:${productPort}`,
      sandboxUrl: `https://localhost:${sandboxPort}`,
      secretKey: randomBytes(32).toString("base64"),
    };
    trust(certificate);
    const server = await startSandbox(settings, sandboxPort);
    const world = new WholeWorld(settings, server, await launchChromium());
    await world.startProduct();
    return world;
  }

  get sandbox(): Sandbox {
    return this.#server.sandbox;
  }

  get sandboxUrl(): string {
    return this.#settings.sandboxUrl;
  }

  get productUrl(): string {
    return this.#settings.productUrl;
  }

  /** The product's last log lines, without files served. */
  productLog(): string {
    return this.#lines
      .filter((line) => !/"route":"\/(addin\/assets|assets)\//.test(line))
      .slice(-20)
      .join("\n");
  }

  async startProduct(): Promise<void> {
    const { folder, certificate, productUrl } = this.#settings;
    this.#product = startChild({
      name: "The product",
      args: [join(root, "src/server/main.ts")],
      env: productEnvironment(this.#settings),
      logFile: join(folder, "product.log"),
      onLine: (line) => this.#lines.push(line),
    });
    await waitForAnswer(
      `${productUrl}/readyz`,
      certificate.caFile,
      AbortSignal.timeout(readyWithinMs),
    );
  }

  async stopProduct(): Promise<void> {
    await this.#product?.stop();
    this.#product = null;
  }

  /** Bends the world; `calm` takes it all back. */
  bend(patch: object): void {
    applySwitches(this.sandbox.switches.value, patch);
  }

  calm(): void {
    applySwitches(this.sandbox.switches.value, calmSwitches());
  }

  async stop(): Promise<void> {
    await this.browser.close();
    await this.stopProduct();
    await this.#server.close();
    rmSync(this.#settings.folder, { recursive: true, force: true });
  }
}

function productEnvironment(settings: Settings): NodeJS.ProcessEnv {
  const { sandboxUrl, certificate, folder } = settings;
  return {
    ...process.env,
    NODE_OPTIONS: "",
    NODE_EXTRA_CA_CERTS: certificate.caFile,
    TLS_CERT_FILE: certificate.certFile,
    TLS_KEY_FILE: certificate.keyFile,
    PORT: String(settings.productPort),
    PUBLIC_URL: settings.productUrl,
    DATA_DIR: join(folder, "product"),
    DATABASE_URL: "",
    SECRET_KEYS: settings.secretKey,
    ROLE: "all",
    ...vendorSettings,
    ENTRA_AUTHORITY: `${sandboxUrl}/entra`,
    GRAPH_URL: `${sandboxUrl}/graph/v1.0`,
    ZOOM_OAUTH_URL: `${sandboxUrl}/zoom`,
    ZOOM_API_URL: `${sandboxUrl}/zoom/v2`,
    OFFICE_JS_URL: `${sandboxUrl}/office/office.js`,
  };
}

const vendorSettings = {
  ENTRA_CLIENT_ID: "add10000-0000-4000-8000-000000000002",
  ENTRA_CLIENT_SECRET: "entra-secret",
  ZOOM_CLIENT_ID: "zoom-app",
  ZOOM_CLIENT_SECRET: "zoom-secret",
  ZOOM_WEBHOOK_SECRET: "zoom-webhook-secret",
} as const;

async function startSandbox(settings: Settings, port: number): Promise<SandboxServer> {
  const { folder, certificate, productUrl, sandboxUrl } = settings;
  const manifestFile = join(folder, "manifest.xml");
  const template = readFileSync(join(root, "manifest.xml"), "utf8");
  writeFileSync(manifestFile, renderManifest(template, { publicUrl: productUrl }));
  const server = await createSandbox({
    publicUrl: sandboxUrl,
    productUrl,
    dataDir: join(folder, "sandbox"),
    manifestFile,
    entraClientId: vendorSettings.ENTRA_CLIENT_ID,
    entraClientSecret: vendorSettings.ENTRA_CLIENT_SECRET,
    zoomClientId: vendorSettings.ZOOM_CLIENT_ID,
    zoomClientSecret: vendorSettings.ZOOM_CLIENT_SECRET,
    zoomWebhookSecret: vendorSettings.ZOOM_WEBHOOK_SECRET,
    tls: {
      cert: readFileSync(certificate.certFile, "utf8"),
      key: readFileSync(certificate.keyFile, "utf8"),
    },
  });
  await server.app.listen({ port, host: "localhost" });
  return server;
}

/** The sandbox's webhooks go from this very process to the product's throw-away certificate. */
function trust({ caFile }: LocalCertificate): void {
  const known = tls.getCACertificates("default");
  tls.setDefaultCACertificates([...known, readFileSync(caFile, "utf8")]);
}

function assertBuilt(): void {
  if (existsSync(join(root, "dist/.built"))) return;
  throw new Error("The browser bundles are not built: run npm run build, then the tests again.");
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createNetServer();
    server.once("error", reject);
    server.listen(0, "localhost", () => {
      const address = server.address();
      server.close(() => {
        if (typeof address === "object" && address !== null) resolve(address.port);
        else reject(new Error("No port is free"));
      });
    });
  });
}
