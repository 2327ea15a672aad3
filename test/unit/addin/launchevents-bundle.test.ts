import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { parse } from "acorn";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runInNewContext } from "node:vm";
import { gzipSync } from "node:zlib";
import webpack, { type Configuration } from "webpack";
import configurations from "../../../webpack.config.js";
import { FakeOutlook } from "./support/fake-outlook.ts";
import { bodyWithBlock, itemKey, meetingView } from "./support/meetings.ts";

/** The built file, as classic Outlook on Windows loads it. */
let source = "";
let folder = "";

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "launchevents-"));
  const all = (
    configurations as Array<Configuration | ((env: object, argv: object) => Configuration)>
  ).map((entry) => (typeof entry === "function" ? entry({}, { mode: "production" }) : entry));
  const handlers = all.find(({ name }) => name === "handlers");
  if (handlers === undefined) throw new Error("webpack.config.js builds no handlers");
  const configuration = {
    ...handlers,
    mode: "production" as const,
    output: { ...handlers.output, path: folder },
  };
  await new Promise<void>((resolve, reject) => {
    webpack(configuration, (error, stats) => {
      if (error !== null) reject(error);
      else if (stats?.hasErrors()) reject(new Error(stats.toString("errors-only")));
      else resolve();
    });
  });
  source = await readFile(join(folder, "launchevents.js"), "utf8");
}, 120_000);

afterAll(() => rm(folder, { recursive: true }));

/** All that classic Outlook's engine offers: no window, no document, no storage. */
function load(outlook: FakeOutlook, fetch: unknown): void {
  const { office } = outlook;
  runInNewContext(source, { Office: office, fetch, setTimeout, clearTimeout, console });
}

describe("the handlers' file", () => {
  test("is smaller than 5 KB packed", () => {
    expect(gzipSync(source, { level: 9 }).length).toBeLessThan(5 * 1024);
  });

  test("is plain ES2016 without modules", () => {
    expect(() => parse(source, { ecmaVersion: 2016, sourceType: "script" })).not.toThrow();
    expect(source).not.toMatch(/\bimport\s*\(|\bdocument\b|\blocalStorage\b|displayDialogAsync/);
  });

  test("holds the placeholder of the server's address, and no relative address", () => {
    expect(source).toContain("__PUBLIC_URL__");
    expect(source).not.toMatch(/fetch\(["'`]\//);
  });

  test("associates every handler of the manifest at once, even where Office is never ready", () => {
    const outlook = new FakeOutlook("classic");
    load(outlook, undefined);
    expect([...outlook.associated.keys()].sort()).toEqual([
      "onAppointmentAttendeesChanged",
      "onAppointmentOrganizer",
      "onAppointmentRecurrenceChanged",
      "onAppointmentSend",
      "onAppointmentTimeChanged",
      "onInfoBarDismissClicked",
      "onNewAppointmentOrganizer",
    ]);
  });

  test("announces itself, for browser runtimes deliver nothing before", () => {
    const outlook = new FakeOutlook("web");
    load(outlook, undefined);
    expect(outlook.readyCalls).toBe(1);
  });

  test("answers Send in the bare engine, with a request to the server's address", async () => {
    const outlook = new FakeOutlook("classic", {
      body: bodyWithBlock(),
      customProperties: { zoomMeeting: { itemKey } },
      roamingSettings: { ticket: "ticket-1" },
    });
    const urls: string[] = [];
    load(outlook, (url: string) => {
      urls.push(url);
      return Promise.resolve({
        ok: true,
        status: 200,
        json: () => Promise.resolve({ meeting: meetingView() }),
      });
    });
    const answer = await new Promise((completed) => {
      outlook.associated.get("onAppointmentSend")?.({ completed });
    });
    expect(answer).toEqual({ allowEvent: true });
    expect(urls).toEqual(["__PUBLIC_URL__/api/meetings/report"]);
  });
});
