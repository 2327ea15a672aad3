import { type Server, createServer } from "node:http";
import { type AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { deauthorizeZoomApp } from "../../src/sandbox/zoom/routes.ts";
import { createFakeSandbox } from "../support/fake-sandbox.ts";
import { type Body, type RunningZoom, startZoom } from "../support/zoom-client.ts";
import {
  faultsOf,
  hasSpecifications,
  knownNames,
  loadSpecification,
  type Schema,
} from "../support/zoom-specification.ts";

const series = {
  topic: "Weekly",
  type: 8,
  start_time: "2026-03-23T10:00:00",
  timezone: "Europe/Berlin",
  recurrence: { type: 2, repeat_interval: 1, weekly_days: "2,4", end_times: 4 },
};

const inContract = hasSpecifications ? describe : describe.skip;
if (!hasSpecifications)
  it("has nothing to compare with", () => expect(hasSpecifications).toBe(false));

inContract("the emulated Zoom", () => {
  let zoom: RunningZoom;
  let product: Server;
  let token: string;
  let meeting: Body & { id: number };
  const bodies: Array<Body & { event: string }> = [];

  beforeAll(async () => {
    product = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on("data", (chunk: Buffer) => chunks.push(chunk));
      request.on("end", () => {
        bodies.push(JSON.parse(Buffer.concat(chunks).toString()) as Body & { event: string });
        response.end();
      });
    });
    await new Promise<void>((resolve) => product.listen(0, "127.0.0.1", resolve));
    const { port } = product.address() as AddressInfo;
    zoom = await startZoom(createFakeSandbox({ productUrl: `http://127.0.0.1:${port}` }));
    token = (await zoom.connect("dan@one.example")).access_token;
    const made = await zoom.call(token, "POST", "/users/me/meetings", series);
    meeting = made.body as Body & { id: number };
    expectFit("meetings", "/users/{userId}/meetings", "post", made);
  });
  afterAll(async () => {
    await zoom.close();
    product.closeAllConnections();
    await new Promise((resolve) => product.close(resolve));
  });

  function expectFit(
    spec: "meetings" | "users",
    path: string,
    method: string,
    reply: { status: number; body: Body },
  ): void {
    const schema =
      loadSpecification(spec).paths[path]?.[method]?.responses[String(reply.status)]?.content?.[
        "application/json"
      ]?.schema;
    if (schema === undefined) throw new Error(`No ${method} ${path} ${reply.status} in the spec.`);
    expect(faultsOf(schema, reply.body)).toEqual([]);
    const known = knownNames(schema);
    if (known.size > 0) {
      expect(Object.keys(reply.body).filter((name) => !known.has(name))).toEqual([]);
    }
  }

  it.each([
    ["meetings", "/meetings/{meetingId}", ""],
    ["meetings", "/meetings/{meetingId}/invitation", ""],
    ["meetings", "/users/{userId}/meetings", ""],
    ["meetings", "/users/{userId}/meetings", "?type=upcoming&page_size=2"],
    ["meetings", "/users/{userId}/upcoming_meetings", ""],
    ["meetings", "/users/{userId}/meeting_templates", ""],
    ["users", "/users/{userId}", ""],
    ["users", "/users/{userId}/schedulers", ""],
    ["users", "/users/{userId}/assistants", ""],
  ] as const)("%s: answers GET %s%s as specified", async (spec, path, query) => {
    const real = path.replace("{userId}", "me").replace("{meetingId}", String(meeting.id));
    const reply = await zoom.call(token, "GET", real + query);
    expect(reply.status).toBe(200);
    expectFit(spec, path, "get", reply);
  });

  it("answers groups as specified, to account-level tokens only", async () => {
    const me = await zoom.call(token, "GET", "/users/me");
    const reply = await zoom.token({
      grant_type: "account_credentials",
      account_id: String(me.body.account_id),
    });
    const account = String(reply.body.access_token);
    const groups = await zoom.call(account, "GET", "/groups");
    expectFit("users", "/groups", "get", groups);
    const [first] = groups.body.groups as Array<{ id: string; total_members: number }>;
    expect(me.body.group_ids).toContain(first!.id);
    expectFit(
      "users",
      "/groups/{groupId}",
      "get",
      await zoom.call(account, "GET", `/groups/${first!.id}`),
    );
    const members = await zoom.call(account, "GET", `/groups/${first!.id}/members`);
    expectFit("users", "/groups/{groupId}/members", "get", members);
    expect(members.body.total_records).toBe(first!.total_members);
    expect((await zoom.call(token, "GET", "/groups")).body.code).toBe(4711);
  });

  it.each([
    ["", 0],
    ["?option=meeting_security", 3],
  ])("answers the settings%s as the variant of their option", async (query, variant) => {
    const reply = await zoom.call(token, "GET", `/users/me/settings${query}`);
    const schema =
      loadSpecification("users").paths["/users/{userId}/settings"]?.get?.responses["200"]
        ?.content?.["application/json"]?.schema;
    const chosen = (schema?.oneOf as Schema[])[variant]!;
    expect(faultsOf(chosen, reply.body)).toEqual([]);
    expect(Object.keys(reply.body).filter((name) => !knownNames(chosen).has(name))).toEqual([]);
  });

  it("answers a held meeting as specified", async () => {
    const path = `${zoom.origin}/zoom/s/${meeting.id}`;
    for (const action of ["start", "end"]) {
      await fetch(path, {
        method: "POST",
        body: new URLSearchParams({ action }),
        redirect: "manual",
      });
    }
    const reply = await zoom.call(token, "GET", `/past_meetings/${meeting.id}`);
    expect(reply.status).toBe(200);
    expectFit("meetings", "/past_meetings/{meetingId}", "get", reply);
  });

  it("sends webhooks as specified", async () => {
    const { id } = (await zoom.call(token, "POST", "/users/me/meetings", { type: 2 })).body;
    await zoom.call(token, "PATCH", `/meetings/${meeting.id}`, { topic: "Other" });
    const [first, second] = meeting.occurrences as Array<{ occurrence_id: string }>;
    const occurrence = `/meetings/${meeting.id}?occurrence_id=`;
    await zoom.call(token, "PATCH", occurrence + first!.occurrence_id, { duration: 50 });
    await zoom.call(token, "DELETE", occurrence + second!.occurrence_id);
    await zoom.call(token, "DELETE", `/meetings/${String(id)}`);
    await zoom.call(token, "PUT", `/meetings/${String(id)}/status`, { action: "recover" });
    deauthorizeZoomApp(zoom.sandbox);
    const wanted = ["created", "updated", "deleted", "recovered", "started", "ended"]
      .map((name) => `meeting.${name}`)
      .concat("app_deauthorized");
    for (let tries = 0; tries < 300; tries++) {
      if (wanted.every((name) => bodies.some(({ event }) => event === name))) break;
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    const { webhooks } = loadSpecification("webhooks");
    for (const name of wanted) {
      const sent = bodies.filter(({ event }) => event === name);
      expect([name, sent.length > 0]).toEqual([name, true]);
      const schema = webhooks[name]!.post.requestBody.content["application/json"].schema;
      for (const body of sent) expect([name, ...faultsOf(schema, body)]).toEqual([name]);
    }
  });
});
