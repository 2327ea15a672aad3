import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  createSandbox,
  type SandboxServer,
  type SandboxServerOptions,
} from "../../../src/sandbox/server.ts";
import { type Person } from "../../../src/sandbox/world/model.ts";
import { people } from "../../../src/sandbox/world/people.ts";
import { freePort } from "../../support/cluster/free-port.ts";

export const [ada, ben, dana, alex, finn] = people as [Person, Person, Person, Person, Person];

export const clientId = "7f3c1a52-0d4e-4b8a-9c61-5e2f8a90b7d4";
export const clientSecret = "a secret of the tests";
export const productUrl = "https://localhost:3000";

export interface RunningSandbox extends SandboxServer {
  url: string;
  dataDir: string;
}

/** A sandbox over real HTTP, on a port of its own; `stop` also deletes what it kept. */
export async function startSandbox(
  options: Partial<Pick<SandboxServerOptions, "dataDir" | "now" | "deliver" | "random">> = {},
): Promise<RunningSandbox> {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const dataDir = options.dataDir ?? newDataDir();
  const server = await createSandbox({
    publicUrl: url,
    productUrl,
    manifestFile: "manifest.xml",
    entraClientId: clientId,
    entraClientSecret: clientSecret,
    zoomClientId: "zoom-client",
    zoomClientSecret: "zoom-secret",
    zoomWebhookSecret: "zoom-webhook-secret",
    ...options,
    dataDir,
  });
  await server.app.listen({ host: "127.0.0.1", port });
  return { ...server, url, dataDir };
}

export async function stopSandbox({ close, dataDir }: RunningSandbox): Promise<void> {
  await close();
  rmSync(dataDir, { recursive: true, force: true });
}

function newDataDir(): string {
  return mkdtempSync(join(tmpdir(), "sandbox-"));
}
