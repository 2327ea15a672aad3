/**
 * Measures what docs/performance.md tells of. `--quick` only shows that it works; names of parts
 * (`webhooks`, `latency`, `memory`, `jobs`) measure those alone. PostgreSQL is measured where
 * DATABASE_URL names a server on which databases may be created.
 */
import "./assert-node.ts";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { settingsFor, type BenchSettings } from "./bench/bench-settings.ts";
import { benchLatency } from "./bench/latency.ts";
import { benchJobs, benchMemory } from "./bench/runs.ts";
import { benchWebhooks } from "./bench/webhooks.ts";
import { buildIfAbsent } from "./build-if-stale.ts";

const parts: Record<string, (settings: BenchSettings) => Promise<void>> = {
  webhooks: benchWebhooks,
  latency: benchLatency,
  memory: benchMemory,
  jobs: benchJobs,
};

const words = process.argv.slice(2);
const named = words.filter((word) => !word.startsWith("--"));
const unknown = named.filter((name) => !(name in parts));
if (unknown.length > 0) {
  console.error(
    `There is no part ${unknown.join(", ")}; there are ${Object.keys(parts).join(", ")}.`,
  );
  process.exit(1);
}
// The server does not start without the pages it serves.
buildIfAbsent();
const folder = mkdtempSync(join(tmpdir(), "bench-logs-"));
const settings = settingsFor(words.includes("--quick"), folder);
try {
  for (const [name, measure] of Object.entries(parts)) {
    if (named.length === 0 || named.includes(name)) await measure(settings);
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
