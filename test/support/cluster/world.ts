import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Sandbox, type TrafficEntry } from "../../../src/sandbox/sandbox.ts";
import { createSandbox } from "../../../src/sandbox/server.ts";
import { vendorSettings } from "../vendor-settings.ts";
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

export async function startWorld(): Promise<RunningWorld> {
  const folder = mkdtempSync(join(tmpdir(), "product-processes-"));
  const [publicPort, sandboxPort] = [await freePort(), await freePort()];
  const publicUrl = `http://127.0.0.1:${publicPort}`;
  const sandboxUrl = `http://127.0.0.1:${sandboxPort}`;
  const vendors = vendorSettings(sandboxUrl);
  const { app, sandbox, close } = await createSandbox({
    ...vendors.sandbox,
    productUrl: publicUrl,
    dataDir: join(folder, "sandbox"),
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
      ...vendors.environment,
    },
    close: async () => {
      await close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
