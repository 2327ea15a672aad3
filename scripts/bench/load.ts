import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";

export interface BenchSubscription {
  id: string;
  clientState: string;
  tenantId: string;
}

/** What the load generator is to do. */
export interface LoadOrder {
  url: string;
  kind: "zoom" | "graph";
  connections: number;
  durationMs: number;
  mostRequests: number;
  /** Zoom's webhook secret. */
  secret: string;
  subscriptions: readonly BenchSubscription[];
}

export interface LoadResult {
  perSecond: number;
  acknowledged: number;
  failures: number;
  p50Ms: number;
  p99Ms: number;
}

const run = promisify(execFile);

export async function generateLoad(order: LoadOrder): Promise<LoadResult> {
  const script = join(import.meta.dirname, "load-generator.ts");
  const { stdout } = await run(process.execPath, [script, JSON.stringify(order)], {
    timeout: order.durationMs + 60_000,
  });
  return JSON.parse(stdout) as LoadResult;
}
