import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, extname, join, resolve, sep } from "node:path";
import { type FastifyInstance, type FastifyReply } from "fastify";

const contentTypes: Record<string, string> = {
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".html": "text/html; charset=utf-8",
  ".png": "image/png",
  ".gif": "image/gif",
  ".svg": "image/svg+xml",
  ".json": "application/json; charset=utf-8",
};

const library = join(
  dirname(createRequire(import.meta.url).resolve("@microsoft/office-js/package.json")),
  "dist",
);
const preludeFile = join(import.meta.dirname, "office-js", "prelude.js");
const loader = /^office(\.debug)?\.js$/;

/**
 * Serves Microsoft's office.js at `/office/office.js`, its bytes unchanged behind a small prelude
 * (`/office/prelude.js`), and beside it every file the library fetches on its own.
 *
 * The library lower-cases some of the addresses it makes and not others, so case is ignored.
 */
export function registerOfficeJs(app: FastifyInstance): void {
  app.get<{ Params: { "*": string } }>("/office/*", async (request, reply) => {
    const path = request.params["*"].toLowerCase();
    if (path === "prelude.js") return send(reply, path, await readFile(preludeFile));
    const file = resolve(library, path);
    if (!file.startsWith(library + sep)) return notThere(reply, path);
    const bytes = await readOrNull(file);
    if (bytes === null) return notThere(reply, path);
    const whole = loader.test(path)
      ? Buffer.concat([await readFile(preludeFile), Buffer.from("\n"), bytes])
      : bytes;
    return send(reply, path, whole);
  });
}

function send(reply: FastifyReply, path: string, bytes: Buffer): FastifyReply {
  return (
    reply
      // The library loads its own parts with crossorigin=anonymous.
      .header("access-control-allow-origin", "*")
      .header("cross-origin-resource-policy", "cross-origin")
      .header("cache-control", "no-cache")
      .type(contentTypes[extname(path)] ?? "application/octet-stream")
      .send(bytes)
  );
}

function notThere(reply: FastifyReply, path: string): FastifyReply {
  return reply
    .code(404)
    .header("access-control-allow-origin", "*")
    .type("text/plain; charset=utf-8")
    .send(`office.js has no file ${path}.`);
}

async function readOrNull(file: string): Promise<Buffer | null> {
  try {
    return await readFile(file);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code === "ENOENT" || code === "EISDIR" || code === "ENOTDIR") return null;
    throw error;
  }
}
