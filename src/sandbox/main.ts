import { readFileSync } from "node:fs";
import { createSandbox, type SandboxServerOptions } from "./server.ts";

const { env } = process;
const port = Number(env.SANDBOX_PORT ?? "3001");
const isSecure = env.TLS_CERT_FILE !== undefined && env.TLS_KEY_FILE !== undefined;
const publicUrl = env.SANDBOX_PUBLIC_URL ?? `${isSecure ? "https" : "http"}://localhost:${port}`;

function readOptions(): SandboxServerOptions {
  const { TLS_CERT_FILE: cert, TLS_KEY_FILE: key } = env;
  return {
    publicUrl,
    productUrl: env.PRODUCT_URL ?? "https://localhost:3000",
    dataDir: env.SANDBOX_DATA_DIR ?? ".data/sandbox",
    manifestFile: env.MANIFEST_FILE ?? "manifest.xml",
    entraClientId: env.ENTRA_CLIENT_ID ?? "7f3c1a52-0d4e-4b8a-9c61-5e2f8a90b7d4",
    entraClientSecret: env.ENTRA_CLIENT_SECRET ?? "sandbox-entra-secret",
    zoomClientId: env.ZOOM_CLIENT_ID ?? "sandbox-zoom-client",
    zoomClientSecret: env.ZOOM_CLIENT_SECRET ?? "sandbox-zoom-secret",
    zoomWebhookSecret: env.ZOOM_WEBHOOK_SECRET ?? "sandbox-zoom-webhook-secret",
    ...(cert !== undefined &&
      key !== undefined && {
        tls: { cert: readFileSync(cert, "utf8"), key: readFileSync(key, "utf8") },
      }),
  };
}

/** One sentence a person can act on, instead of a stack. */
function explain(error: unknown): string {
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  if (code === "EADDRINUSE")
    return `The sandbox cannot listen on port ${port}, because something else does. Stop that, or set SANDBOX_PORT to a free port.`;
  if (code === "EACCES")
    return `The sandbox may not listen on port ${port}. Set SANDBOX_PORT to a port above 1023.`;
  return `The sandbox cannot start: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`;
}

try {
  const { app, close } = await createSandbox(readOptions());
  // `localhost` is both 127.0.0.1 and ::1 where the machine has both.
  await app.listen({ host: "localhost", port });
  process.stdout.write(`${JSON.stringify({ ready: true, url: publicUrl })}\n`);
  for (const signal of ["SIGTERM", "SIGINT"] as const)
    process.once(signal, () => {
      void close().then(
        () => process.exit(0),
        (error: unknown) => {
          process.stderr.write(`The sandbox could not save its state: ${String(error)}\n`);
          process.exit(1);
        },
      );
    });
} catch (error) {
  process.stderr.write(`${explain(error)}\n`);
  process.exit(1);
}
