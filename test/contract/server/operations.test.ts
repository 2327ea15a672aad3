import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import {
  ada,
  appointment,
  newItemKey,
  type RunningProduct,
  startProduct,
} from "../../support/product.ts";

let product: RunningProduct;

beforeAll(async () => {
  product = await startProduct();
}, 60_000);
afterAll(async () => product.close());

const get = (path: string) => fetch(product.url + path);

interface Operation {
  requestBody?: { content: Record<string, { schema: object }> };
  responses: Record<string, { content?: Record<string, { schema: object }> }>;
}

describe("operations", () => {
  test("alive and ready are told, and a lost database makes it not ready", async () => {
    expect((await get("/healthz")).status).toBe(200);
    expect((await get("/readyz")).status).toBe(200);
    const other = await startProduct();
    await other.server.background.stop();
    await other.database.close();
    expect((await fetch(`${other.url}/healthz`)).status).toBe(200);
    expect((await fetch(`${other.url}/readyz`)).status).toBe(503);
    await other.close();
  });

  test("figures name no person, item or meeting", async () => {
    const caller = await product.signIn(ada);
    await caller.connectZoom();
    const itemKey = newItemKey();
    await caller.call("POST", "/api/meetings", {
      itemKey,
      appointment: appointment({ subject: "Very private" }),
    });
    await caller.call("POST", `/api/meetings/${itemKey}/recovery`);
    await product.zoomSends('{"event":"made.up.name","payload":{}}');
    await product.workDue();
    const text = await (await get("/metrics")).text();
    expect(text).toContain('route="/api/meetings/:itemKey/recovery"');
    expect(text).toContain('event="other"');
    expect(text).not.toMatch(
      new RegExp(`${itemKey}|Very private|contoso|made\\.up\\.name|\\d{10,11}"`),
    );
  });

  test("the API describes every route with what it takes and answers", async () => {
    const document = (await (await get("/api/openapi.json")).json()) as {
      openapi: string;
      paths: Record<string, Record<string, Operation>>;
    };
    expect(document.openapi).toMatch(/^3\.1\./);
    const operations = Object.entries(document.paths)
      .filter(([path]) => path.startsWith("/api/"))
      .flatMap(([path, methods]) =>
        Object.entries(methods).map(([method, operation]) => ({
          name: `${method.toUpperCase()} ${path}`,
          operation,
        })),
      );
    expect(operations.map(({ name }) => name).toSorted()).toEqual(
      expect.arrayContaining([
        "DELETE /api/me/tickets",
        "DELETE /api/meetings/{itemKey}",
        "DELETE /api/zoom/connection",
        "GET /api/me",
        "GET /api/me/options",
        "PATCH /api/me",
        "PATCH /api/meetings/{itemKey}",
        "POST /api/me/tickets",
        "POST /api/meetings",
        "POST /api/meetings/look-up",
        "POST /api/meetings/report",
        "POST /api/meetings/{itemKey}/recovery",
        "POST /api/zoom/connection",
        "POST /api/zoom/connection/start",
      ]),
    );
    for (const { name, operation } of operations) {
      const [status, reply] = Object.entries(operation.responses)[0] ?? [];
      expect([name, status]).toEqual([name, expect.stringMatching(/^2\d\d$/)]);
      const { content } = reply ?? {};
      const kinds = content && (content["application/json"] ?? content["application/x-ndjson"]);
      if (status !== "204") expect(kinds?.schema).toBeDefined();
      if (name.startsWith("PATCH")) expect(operation.requestBody).toBeDefined();
    }
  });

  test("pages of the add-in allow only scripts of their own nonce, a new one each time", async () => {
    const policies = await Promise.all(
      [1, 2].map(async () =>
        (await get("/addin/taskpane.html")).headers.get("content-security-policy"),
      ),
    );
    const [first, second] = policies;
    expect(first).toMatch(/script-src 'nonce-[^']+' 'strict-dynamic'/);
    expect(first).toContain("frame-ancestors 'self' https://outlook.office.com");
    expect(first).not.toContain("unsafe");
    expect(first).not.toBe(second);
  });

  test.each(["/api/me", "/profile", "/metrics", "/nothing/here"])(
    "the answer of %s forbids sniffing and referrers",
    async (path) => {
      const { headers } = await get(path);
      expect(headers.get("x-content-type-options")).toBe("nosniff");
      expect(headers.get("referrer-policy")).toBe("no-referrer");
      expect(headers.get("x-powered-by")).toBeNull();
    },
  );

  test.each(["/webhooks/zoom", "/webhooks/graph?validationToken=%3Cscript%3E"])(
    "the answer of %s forbids sniffing",
    async (path) => {
      const { headers } = await fetch(product.url + path, { method: "POST" });
      expect(headers.get("x-content-type-options")).toBe("nosniff");
    },
  );

  test("a caller is limited by a problem that says when to come back; webhooks never are", async () => {
    const other = await startProduct();
    other.sandbox.switches.value.webhooksOff = true;
    const call = () =>
      fetch(`${other.url}/api/me`, { headers: { authorization: "Bearer nothing" } });
    const replies = await together(601, call);
    const limited = replies.filter(({ status }) => status === 429);
    expect(limited.length).toBeGreaterThan(0);
    expect(Number(limited[0]?.headers.get("retry-after"))).toBeGreaterThan(0);
    expect(await limited[0]?.json()).toMatchObject({ code: "request.tooMany" });
    const another = { headers: { authorization: "Bearer other" } };
    expect((await fetch(`${other.url}/api/me`, another)).status).toBe(401);

    const webhooks = await together(650, (sent) =>
      other.zoomSends(JSON.stringify({ event: "meeting.started", event_ts: sent, payload: {} })),
    );
    expect(new Set(webhooks.map(({ status }) => status))).toEqual(new Set([204]));
    await other.close();
  }, 120_000);

  test("stopping lets a running request finish", async () => {
    const other = await startProduct();
    const caller = await other.signIn(ada);
    await caller.connectZoom();
    other.sandbox.switches.value.faults.zoom.slowMs = 1500;
    const running = caller.call("POST", "/api/meetings", {
      itemKey: newItemKey(),
      appointment: appointment(),
    });
    await new Promise((resolve) => setTimeout(resolve, 500));
    const closing = other.server.close();
    expect((await running).status).toBe(200);
    await closing;
    await other.close();
  }, 60_000);
});

/** Makes `count` calls, twenty at a time: the limit counts a minute, and one by one may take longer. */
async function together<T>(count: number, call: (index: number) => Promise<T>): Promise<T[]> {
  const results: T[] = [];
  while (results.length < count) {
    const size = Math.min(20, count - results.length);
    const batch = Array.from({ length: size }, (_, index) => call(results.length + index));
    results.push(...(await Promise.all(batch)));
  }
  return results;
}
