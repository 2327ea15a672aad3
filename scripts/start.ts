import "./assert-node.ts";
import { rmSync } from "node:fs";
import { join } from "node:path";
import { buildIfStale } from "./build-if-stale.ts";
import { ensureCertificate } from "./certificate.ts";
import { startChild, type Child } from "./child.ts";
import { endWithNpm } from "./end-with-npm.ts";
import { dataFolder, localEnvironments, readPorts } from "./local-settings.ts";
import { prepareManifest } from "./local-manifest.ts";
import { assertPortFree, waitForAnswer } from "./wait-until-ready.ts";

const readyWithinMs = 60_000;
const root = join(import.meta.dirname, "..");
const children: Child[] = [];
let stopping = false;

async function start(): Promise<void> {
  const ports = readPorts(process.env);
  await assertPortFree(ports.product, "PORT");
  await assertPortFree(ports.sandbox, "SANDBOX_PORT");
  if (process.argv.includes("--fresh")) {
    for (const part of ["sandbox", "product"]) {
      rmSync(join(dataFolder, part), { recursive: true, force: true });
    }
  }
  buildIfStale();
  const tls = await ensureCertificate(join(dataFolder, "tls"));
  const manifestFile = prepareManifest(ports.product);
  const environments = localEnvironments(ports, tls, manifestFile, process.env);

  await startSandbox(environments.sandbox);
  await startProduct(environments.product, ports.product, tls.caFile);
  if (!stopping) sayWhereItIs(ports, environments.product.DATABASE_URL);
}

async function startSandbox(env: NodeJS.ProcessEnv): Promise<void> {
  const ready = Promise.withResolvers<undefined>();
  const sandbox = startChild({
    name: "The sandbox",
    args: [join(root, "src/sandbox/main.ts")],
    env,
    logFile: join(dataFolder, "logs/sandbox.log"),
    onLine: (line) => {
      if (/^\{.*"ready":\s*true/.test(line)) ready.resolve(undefined);
    },
  });
  watch(sandbox);
  const late = setTimeout(() => {
    ready.reject(new Error(`The sandbox was not ready in time.\n${sandbox.lastLines()}`));
  }, readyWithinMs);
  await ready.promise;
  clearTimeout(late);
}

async function startProduct(env: NodeJS.ProcessEnv, port: number, caFile: string): Promise<void> {
  watch(
    startChild({
      name: "The product",
      args: [join(root, "src/server/main.ts")],
      env,
      logFile: join(dataFolder, "logs/product.log"),
    }),
  );
  const url = `https://localhost:${port}/readyz`;
  await waitForAnswer(url, caFile, AbortSignal.timeout(readyWithinMs));
}

/** Either process ending by itself ends the other, with the words it left. */
function watch(child: Child): void {
  children.push(child);
  void child.ended.then((reason) => {
    if (stopping) return;
    console.error(`\n${child.name} ended by itself (${reason}). Its last lines:\n`);
    console.error(child.lastLines());
    void stop(1);
  });
}

async function stop(exitCode: number): Promise<void> {
  if (stopping) return;
  stopping = true;
  // The product first: it may still have something to tell the sandbox.
  for (const child of children.toReversed()) await child.stop();
  process.exit(exitCode);
}

function sayWhereItIs(ports: { product: number; sandbox: number }, databaseUrl?: string): void {
  const database = databaseUrl ? "PostgreSQL (DATABASE_URL)" : "the embedded one, in .data/product";
  console.log(`
Zoom Meetings for Outlook is running beside a local Outlook, Microsoft 365 and Zoom.

    https://localhost:${ports.sandbox}

Open it, choose a person, make an appointment and click "Add Zoom meeting".
The certificate is local: let the browser pass here and at https://localhost:${ports.product}, or run
"npm run trust" once. Database: ${database}. Logs: .data/logs.
Ctrl-C stops it; "npm start -- --fresh" begins again with nothing in it.
`);
}

for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
  process.on(signal, () => void stop(0));
}

endWithNpm();
start().catch((error: unknown) => {
  if (stopping) return;
  console.error(error instanceof Error ? error.message : error);
  void stop(1);
});
