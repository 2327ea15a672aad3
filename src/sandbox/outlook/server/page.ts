import { readFile } from "node:fs/promises";
import { extname, join } from "node:path";
import { type FastifyInstance } from "fastify";

/** The page itself: HTML around the built bundle, and the bundle's files. */

const buildFolder = join(import.meta.dirname, "..", "..", "..", "..", "dist", "sandbox");

const contentTypes: Record<string, string> = {
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".svg": "image/svg+xml",
  ".png": "image/png",
};

export function registerPage(app: FastifyInstance): void {
  app.get("/outlook", (_request, reply) => reply.redirect("/outlook/"));

  app.get("/outlook/", async (_request, reply) => {
    const files = await readBuiltFiles();
    return reply
      .code(files === null ? 503 : 200)
      .header("cache-control", "no-store")
      .type("text/html; charset=utf-8")
      .send(files === null ? notBuilt : page(files));
  });

  app.get<{ Params: { file: string } }>("/outlook/assets/:file", async (request, reply) => {
    const { file } = request.params;
    const bytes = /^[\w.-]+$/.test(file) ? await readOrNull(join(buildFolder, file)) : null;
    if (bytes === null) return reply.code(404).type("text/plain").send(`There is no file ${file}.`);
    return reply
      .header("cache-control", "public, max-age=31536000, immutable")
      .type(contentTypes[extname(file)] ?? "application/octet-stream")
      .send(bytes);
  });
}

/** The bundle's files in the order a page loads them; null when it was never built. */
async function readBuiltFiles(): Promise<string[] | null> {
  const text = await readOrNull(join(buildFolder, "assets.json"));
  if (text === null) return null;
  const entries = JSON.parse(text.toString("utf8")) as { outlook?: string[] };
  return entries.outlook ?? null;
}

async function readOrNull(file: string): Promise<Buffer | null> {
  try {
    return await readFile(file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return null;
    throw error;
  }
}

const toTag = (file: string) =>
  file.endsWith(".css")
    ? `<link rel="stylesheet" href="/outlook/assets/${file}">`
    : `<script defer src="/outlook/assets/${file}"></script>`;

const head = `<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>Calendar – Outlook</title>
<link rel="icon" href="data:,">`;

const page = (files: readonly string[]) => `<!doctype html>
<html lang="en">
<head>
${head}
${files.map(toTag).join("\n")}
</head>
<body><div id="root"></div></body>
</html>
`;

const notBuilt = `<!doctype html>
<html lang="en">
<head>
${head}
</head>
<body>
<h1>This page has not been built yet</h1>
<p>Run <code>npm run build</code> and load it again.</p>
</body>
</html>
`;
