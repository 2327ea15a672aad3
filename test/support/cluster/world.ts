import { randomBytes, randomUUID } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Sandbox, type TrafficEntry } from "../../../src/sandbox/sandbox.ts";
import { createSandbox } from "../../../src/sandbox/server.ts";
import { freePort } from "./free-port.ts";

/** The emulated services on a clock that runs, and what processes of the product need to know of them. */
export interface RunningWorld {
  sandbox: Sandbox;
  /** Where the world sends webhooks and browsers; whoever listens there is the product. */
  publicPort: number;
  publicUrl: string;
  /** For every process of the product. */
  environment: Readonly<Record<string, string>>;
  /** For files of the test; goes with the world. */
  folder: string;
  /** Every call so far; the sandbox itself remembers only the newest. */
  traffic: TrafficEntry[];
  close: () => Promise<void>;
}

const zoomWebhookSecret = "zoom-webhook-secret";

export async function startWorld(): Promise<RunningWorld> {
  const folder = mkdtempSync(join(tmpdir(), "product-processes-"));
  const [publicPort, sandboxPort] = [await freePort(), await freePort()];
  const publicUrl = `http://127.0.0.1:${publicPort}`;
  const sandboxUrl = `http://127.0.0.1:${sandboxPort}`;
  const entraClientId = randomUUID();
  const { app, sandbox, close } = await createSandbox({
    publicUrl: sandboxUrl,
    productUrl: publicUrl,
    dataDir: join(folder, "sandbox"),
    manifestFile: "manifest.xml",
    entraClientId,
    entraClientSecret: "entra-secret",
    zoomClientId: "zoom-client",
    zoomClientSecret: "zoom-secret",
    zoomWebhookSecret,
  });
  const traffic: TrafficEntry[] = [];
  sandbox.traffic.subscribe((entry) => traffic.push(entry));
  await app.listen({ port: sandboxPort, host: "127.0.0.1" });
  return {
    sandbox,
    publicPort,
    publicUrl,
    folder,
    traffic,
    environment: {
      PUBLIC_URL: publicUrl,
      SECRET_KEYS: randomBytes(32).toString("base64"),
      ENTRA_CLIENT_ID: entraClientId,
      ENTRA_CLIENT_SECRET: "entra-secret",
      ENTRA_AUTHORITY: `${sandboxUrl}/entra`,
      GRAPH_URL: `${sandboxUrl}/graph/v1.0`,
      ZOOM_CLIENT_ID: "zoom-client",
      ZOOM_CLIENT_SECRET: "zoom-secret",
      ZOOM_WEBHOOK_SECRET: zoomWebhookSecret,
      ZOOM_OAUTH_URL: `${sandboxUrl}/zoom`,
      ZOOM_API_URL: `${sandboxUrl}/zoom/v2`,
      OFFICE_JS_URL: `${sandboxUrl}/office/office.js`,
    },
    close: async () => {
      await close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
