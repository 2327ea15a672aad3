import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "@jest/globals";
import {
  assertDeployable,
  ManifestError,
  renderManifest,
} from "../../../src/shared/manifest/render-manifest.ts";
import {
  checkAddresses,
  checkPlaceholders,
  checkResources,
} from "../../support/manifest-checks.ts";
import { parseManifest } from "../../support/manifest-tree.ts";

const root = join(import.meta.dirname, "../../..");
const template = readFileSync(join(root, "manifest.xml"), "utf8");
const publicUrl = "https://meetings.contoso.test";

const codeOf = (act: () => unknown): string | null => {
  try {
    act();
    return null;
  } catch (error) {
    if (error instanceof ManifestError) return error.code;
    throw error;
  }
};

describe("the manifest of a deployment", () => {
  test("differs from the local one in its addresses only", () => {
    const rendered = renderManifest(template, { publicUrl });
    expect(rendered).not.toContain("localhost");
    expect(rendered.replaceAll(publicUrl, "https://localhost:3000")).toBe(template);
    expect(renderManifest(template, { publicUrl: `${publicUrl}/` })).toBe(rendered);
  });

  test("is free of placeholders, which the local one is not", () => {
    const rendered = parseManifest(renderManifest(template, { publicUrl }));
    for (const check of [checkPlaceholders, checkAddresses, checkResources]) {
      expect(check(rendered)).toEqual([]);
    }
    expect(checkPlaceholders(parseManifest(template)).length).toBeGreaterThan(10);
  });

  test("may name a support page elsewhere, escaped", () => {
    const supportUrl = "https://help.contoso.test/?a=1&b=$&";
    const rendered = renderManifest(template, { publicUrl, supportUrl });
    expect(rendered).toContain(
      '<SupportUrl DefaultValue="https://help.contoso.test/?a=1&amp;b=$&amp;" />',
    );
    expect(checkAddresses(parseManifest(rendered))).toEqual([]);
    expect(codeOf(() => renderManifest(template, { publicUrl, supportUrl: "http://a.test" }))).toBe(
      "supportUrlInvalid",
    );
  });

  test.each(["", "meetings.contoso.test", `${publicUrl}/base`, `${publicUrl}?a`, "ftp://a.test"])(
    "is not made for %j, which is no origin",
    (url) => {
      expect(codeOf(() => renderManifest(template, { publicUrl: url }))).toBe("publicUrlInvalid");
    },
  );

  test.each([
    "http://meetings.contoso.test",
    "https://localhost:3000",
    "https://127.0.0.1",
    "https://[::1]:3000",
    "https://app.localhost",
  ])("is not deployable at %s", (url) => {
    expect(codeOf(() => assertDeployable(url))).toBe("publicUrlNotPublic");
  });

  test("is deployable at a public https address", () => {
    expect(codeOf(() => assertDeployable(publicUrl))).toBeNull();
  });
});

describe("the manifest script", () => {
  const run = (args: string[], env: Record<string, string> = {}) =>
    spawnSync(process.execPath, [join(root, "scripts/manifest.ts"), ...args], {
      encoding: "utf8",
      env: { PATH: process.env.PATH, ...env },
    });

  test("prints the manifest for PUBLIC_URL", () => {
    const { stdout, status } = run([], { PUBLIC_URL: publicUrl });
    expect(status).toBe(0);
    expect(stdout).toBe(renderManifest(template, { publicUrl }));
  });

  test("refuses a local address, prints nothing and says what to do", () => {
    const { stdout, stderr, status } = run(["--public-url", "https://localhost:3000"]);
    expect({ stdout, status }).toEqual({ stdout: "", status: 1 });
    expect(stderr).toMatch(/set PUBLIC_URL to the deployment's https address/);
  });
});
