import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { afterEach, expect, test } from "@jest/globals";
import Fastify, { type FastifyInstance } from "fastify";
import { registerOfficeJs } from "../../../src/sandbox/outlook/office-js.ts";

const apps: FastifyInstance[] = [];
afterEach(() => Promise.all(apps.splice(0).map((app) => app.close())));

function get(url: string) {
  const app = Fastify();
  apps.push(app);
  registerOfficeJs(app);
  return app.inject({ method: "GET", url });
}

const installed = (file: string) =>
  readFile(new URL(`../../../node_modules/@microsoft/office-js/dist/${file}`, import.meta.url));
const digest = (bytes: Buffer) => createHash("sha256").update(bytes).digest("hex");

test("office.js is Microsoft's bytes, unchanged, behind the prelude", async () => {
  const [served, prelude, library] = await Promise.all([
    get("/office/office.js"),
    get("/office/prelude.js"),
    installed("office.js"),
  ]);
  expect(served.headers["content-type"]).toMatch(/^text\/javascript/);
  const end = served.rawPayload.subarray(served.rawPayload.length - library.length);
  expect(digest(end)).toBe(digest(library));
  expect(served.rawPayload.length).toBe(prelude.rawPayload.length + 1 + library.length);
});

test("the files office.js fetches are served to any origin, whatever their case", async () => {
  const wanted = {
    "/office/outlook-web-16.01.js": "outlook-web-16.01.js",
    "/office/en-us/outlook_strings.js": "en-us/outlook_strings.js",
    "/office/de-DE/Office_Strings.js": "de-de/office_strings.js",
    "/office/AgaveErrorUX/index.html": "agaveerrorux/index.html",
  };
  for (const [url, file] of Object.entries(wanted)) {
    const served = await get(url);
    expect([url, served.statusCode, served.headers["access-control-allow-origin"]]).toEqual([
      url,
      200,
      "*",
    ]);
    expect(digest(served.rawPayload)).toBe(digest(await installed(file)));
  }
});

test("nothing outside the library is served", async () => {
  for (const url of [
    "/office/none.js",
    "/office/en-us",
    "/office/..%2fpackage.json",
    "/office/%2e%2e/%2e%2e/package.json",
  ]) {
    expect([url, (await get(url)).statusCode]).toEqual([url, 404]);
  }
});
