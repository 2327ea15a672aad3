import { readFileSync } from "node:fs";
import { get } from "node:https";
import { createServer } from "node:net";

/**
 * Fails early, and in words, when something else listens on a port.
 * @throws Error naming the variable that chooses another one.
 */
export async function assertPortFree(port: number, variable: string): Promise<void> {
  const server = createServer();
  await new Promise<void>((resolve, reject) => {
    server.once("error", (cause: NodeJS.ErrnoException) => {
      const why = cause.code === "EADDRINUSE" ? "is in use by another program" : cause.message;
      reject(
        new Error(
          `Port ${port} ${why}. Stop that program, or choose another port: set ${variable}, ` +
            `for example to ${port + 100}.`,
          { cause },
        ),
      );
    });
    server.listen(port, () => server.close(() => resolve()));
  });
}

/** Asks `url` until it answers 200; rejects with the last reason when `signal` ends the wait. */
export async function waitForAnswer(
  url: string,
  caFile: string,
  signal: AbortSignal,
): Promise<void> {
  const ca = readFileSync(caFile);
  let last = "no answer yet";
  while (!signal.aborted) {
    last = await ask(url, ca);
    if (last === "200") return;
    await new Promise((resolve) => setTimeout(resolve, 150));
  }
  throw new Error(`${url} did not get ready: ${last}.`, { cause: signal.reason });
}

function ask(url: string, ca: Buffer): Promise<string> {
  return new Promise((resolve) => {
    const request = get(url, { ca, agent: false, timeout: 5_000 }, (response) => {
      response.resume();
      resolve(String(response.statusCode));
    });
    request.once("timeout", () => request.destroy(new Error("it does not answer")));
    request.once("error", (error) => resolve(error.message));
  });
}
