import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "@jest/globals";
import { type Config, readConfig } from "../../../src/server/config.ts";
import { ConfigError } from "../../../src/server/errors.ts";

const root = join(import.meta.dirname, "../../..");
const key = (byte: number) => Buffer.alloc(32, byte).toString("base64");

const least = {
  SECRET_KEYS: key(1),
  ENTRA_CLIENT_ID: "entra-id",
  ENTRA_CLIENT_SECRET: "entra-secret",
  ZOOM_CLIENT_ID: "zoom-id",
  ZOOM_CLIENT_SECRET: "zoom-secret",
  ZOOM_WEBHOOK_SECRET: "hook",
};

function faultsOf(env: Record<string, string>): readonly string[] {
  try {
    readConfig(env);
  } catch (error) {
    if (error instanceof ConfigError) return error.faults;
    throw error;
  }
  return [];
}

/** Every variable the reader asks for, found by watching it. */
function keysRead(): Set<string> {
  const asked = new Set<string>();
  const env = new Proxy<Record<string, string>>(least, {
    get(target, name) {
      if (typeof name === "string") asked.add(name);
      return target[name as string];
    },
  });
  readConfig(env);
  return asked;
}

describe("configuration", () => {
  test("needs six values and has a default for everything else", () => {
    const config = readConfig(least);
    expect(config).toMatchObject({
      port: 3000,
      publicUrl: "https://localhost:3000",
      tls: null,
      databaseUrl: null,
      dataDir: "./.data",
      graphUrl: "https://graph.microsoft.com/v1.0",
      entra: { authority: "https://login.microsoftonline.com" },
      zoom: { oauthUrl: "https://zoom.us", apiUrl: "https://api.zoom.us/v2" },
      role: "all",
      officeJsUrl: "https://appsforoffice.microsoft.com/lib/1/hosted/office.js",
      logLevel: "info",
    });
  });

  test("reports every required value that is missing, at once", () => {
    const faults = faultsOf({});
    for (const name of Object.keys(least)) expect(faults).toContain(`${name} is required`);
    expect(faults).toHaveLength(Object.keys(least).length);
  });

  test("the message of the error names every fault", () => {
    const wrong = { ...least, PORT: "eighty", ROLE: "boss" };
    expect(() => readConfig(wrong)).toThrow(/2 fault\(s\)[\s\S]*PORT[\s\S]*ROLE/);
  });

  test.each([
    ["PORT", "70000"],
    ["PORT", "80.5"],
    ["PUBLIC_URL", "example.com"],
    ["PUBLIC_URL", "https://example.com/app"],
    ["PUBLIC_URL", "https://example.com?x=1"],
    ["PUBLIC_URL", "https://user:word@example.com"],
    ["SECRET_KEYS", "c2hvcnQ="],
    ["SECRET_KEYS", ","],
    ["SECRET_KEYS", `${key(1)},c2hvcnQ=`],
    ["ZOOM_WEBHOOK_SECRET", " , "],
    ["DATABASE_URL", "mysql://localhost/x"],
    ["ENTRA_AUTHORITY", "ftp://login.example"],
    ["GRAPH_URL", "graph"],
    ["ZOOM_OAUTH_URL", "zoom.us"],
    ["ZOOM_API_URL", "javascript:alert(1)"],
    ["ROLE", "boss"],
    ["ROLE", "worker"],
    ["OFFICE_JS_URL", "office.js"],
    ["LOG_LEVEL", "loud"],
    ["TLS_CERT_FILE", "only-one.pem"],
  ])("refuses %s=%s and names the variable once", (name, value) => {
    const faults = faultsOf({ ...least, [name]: value });
    expect(faults).toHaveLength(1);
    expect(faults[0]).toContain(name);
  });

  test("never repeats a secret or a database address in a fault", () => {
    const faults = faultsOf({ ...least, SECRET_KEYS: "dG9wc2VjcmV0", DATABASE_URL: "x://pw@h" });
    expect(faults.join()).not.toMatch(/dG9wc2VjcmV0|pw@h/);
  });

  test("takes several keys and secrets in their order, for rotation", () => {
    const config = readConfig({
      ...least,
      SECRET_KEYS: `${key(2)}, ${key(1)}`,
      ZOOM_WEBHOOK_SECRET: "new, old",
    });
    expect(config.secretKeys.map((bytes) => bytes[0])).toEqual([2, 1]);
    expect(config.zoom.webhookSecrets).toEqual(["new", "old"]);
  });

  test("takes trailing slashes off addresses", () => {
    const config = readConfig({
      ...least,
      PUBLIC_URL: "https://example.com/",
      ZOOM_API_URL: "http://127.0.0.1:9/v2//",
    });
    expect(config.publicUrl).toBe("https://example.com");
    expect(config.zoom.apiUrl).toBe("http://127.0.0.1:9/v2");
  });

  test("is frozen, and so is everything in it", () => {
    const config: Config = readConfig(least);
    expect(Object.isFrozen(config)).toBe(true);
    for (const part of [config.zoom, config.entra, config.zoom.webhookSecrets, config.secretKeys]) {
      expect(Object.isFrozen(part)).toBe(true);
    }
  });

  test(".env.example names every key that is read, and no other", () => {
    const example = readFileSync(join(root, ".env.example"), "utf8");
    const named = [...example.matchAll(/^#?([A-Z][A-Z_]+)=/gm)].map(([, name]) => name);
    expect(named.toSorted()).toEqual([...keysRead()].toSorted());
  });
});
