import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { sql } from "kysely";
import { startChild, type Child } from "../../../scripts/child.ts";
import { routes } from "../../../src/shared/api/routes.ts";
import { visit, type Visitor } from "../../support/connecting.ts";
import { ada, type RunningProduct, startProduct } from "../../support/product.ts";

const serverUrl = process.env.TEST_DATABASE_URL;
if (serverUrl === undefined) {
  process.stdout.write("Left out: two processes share PostgreSQL, which is not set for tests.\n");
}
const onPostgres = serverUrl === undefined ? describe.skip : describe;

onPostgres("two processes on one PostgreSQL", () => {
  const folder = mkdtempSync(join(tmpdir(), "two-processes-"));
  let product: RunningProduct;
  let visitor: Visitor;
  let processes: Child[] = [];
  let addresses: string[] = [];

  beforeAll(async () => {
    product = await startProduct(Temporal.Now.instant().toString());
    visitor = await visit(product, ada);
    await visitor.connect(ada, ["Calendars.Read", "Contacts.Read"]);
    const { rows } = await sql<{ name: string }>`select current_database() as name`.execute(
      product.database.db,
    );
    const databaseUrl = new URL(serverUrl!);
    databaseUrl.pathname = `/${rows[0]?.name ?? ""}`;
    const started = [0, 1].map((index) => startServer(databaseUrl.href, index));
    processes = started.map(({ child }) => child);
    addresses = await Promise.all(started.map(({ listening }) => listening));
  }, 60_000);
  afterAll(async () => {
    await Promise.all(processes.map((child) => child.stop()));
    await product.close();
    rmSync(folder, { recursive: true, force: true });
  });

  test("refresh a connection's tokens once between them", async () => {
    await product.database.db
      .updateTable("connections")
      .set({ access_expires_at: sql<Date>`now() - interval '1 minute'` })
      .execute();
    const refreshes = (): number =>
      product.sandbox.traffic
        .recent()
        .filter(({ service, path }) => service === "entra" && path.endsWith("/token")).length;
    const before = refreshes();
    const cookie = visitor.browser.cookiesFor(new URL(product.url));
    const replies = await Promise.all(
      [...addresses, ...addresses, ...addresses].map((address) =>
        fetch(`${address}${routes.contacts}?search=m`, { headers: { cookie } }),
      ),
    );
    expect(replies.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200, 200]);
    expect(refreshes() - before).toBe(1);
  });

  function startServer(databaseUrl: string, index: number) {
    const { config } = product;
    const listening = Promise.withResolvers<string>();
    const port = 20_000 + Math.floor(Math.random() * 20_000);
    const child = startChild({
      name: `Server ${index}`,
      args: [join(import.meta.dirname, "../../../src/server/main.ts")],
      logFile: join(folder, `${index}.log`),
      onLine: (line) => {
        if (line.includes('"listening"')) listening.resolve(`http://127.0.0.1:${port}`);
      },
      env: {
        ...process.env,
        NODE_OPTIONS: "",
        PORT: String(port),
        ROLE: "web",
        PUBLIC_URL: config.publicUrl,
        DATABASE_URL: databaseUrl,
        SECRET_KEYS: config.secretKeys.map((key) => key.toString("base64")).join(","),
        ENTRA_CLIENT_ID: config.entra.clientId,
        ENTRA_CLIENT_SECRET: config.entra.clientSecret,
        ENTRA_AUTHORITY: config.entra.authority,
        GRAPH_URL: config.graphUrl,
        ZOOM_CLIENT_ID: config.zoom.clientId,
        ZOOM_CLIENT_SECRET: config.zoom.clientSecret,
        ZOOM_WEBHOOK_SECRET: config.zoom.webhookSecrets.join(","),
        ZOOM_OAUTH_URL: config.zoom.oauthUrl,
        ZOOM_API_URL: config.zoom.apiUrl,
      },
    });
    void child.ended.then(() => listening.reject(new Error(child.lastLines())));
    return { child, listening: listening.promise };
  }
});
