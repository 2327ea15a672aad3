import { readFileSync, globSync } from "node:fs";
import { describe, expect, test } from "@jest/globals";
import { LapseReason } from "../../../src/shared/api/connection.ts";
import { testSteps } from "../../../src/shared/api/integration-test.ts";
import { featureStates, offeredScopes } from "../../../src/shared/microsoft/scope-features.ts";
import { paneEn } from "../../../src/shared/texts/pane-en.ts";
import { portalDe } from "../../../src/shared/texts/portal-de.ts";
import { portalEn } from "../../../src/shared/texts/portal-en.ts";

const keys = new Set<string>(Object.keys(portalEn));
const reasons = (LapseReason as unknown as { enum: string[] }).enum;
const read = (pattern: string): string =>
  globSync(pattern)
    .map((file) => readFileSync(file, "utf8"))
    .join("\n");

describe("the portal's texts", () => {
  test("name every reason for which a connection ends, in the portal and in the pane", () => {
    expect(reasons.length).toBeGreaterThan(10);
    for (const reason of reasons) {
      expect(keys).toContain(`lapse.${reason}`);
      expect(Object.keys(paneEn)).toContain(`calendar.${reason}`);
    }
    const said = reasons.map((reason) => portalEn[`lapse.${reason}` as keyof typeof portalEn]);
    expect(new Set(said).size).toBe(reasons.length);
  });

  test("name every feature, scope, step and refusal", () => {
    const features = ["delegated", "application"] as const;
    for (const { feature } of features.flatMap((mode) => featureStates(mode, []))) {
      expect(keys).toContain(`feature.${feature}`);
    }
    for (const scope of offeredScopes) expect(keys).toContain(`scope.${scope}.why`);
    for (const step of testSteps) expect(keys).toContain(`test.step.${step}`);
    const refusals = [...read("src/sync/policy/connect.ts").matchAll(/^ {2}\| "([\w.]+)"/gm)];
    expect(refusals.length).toBeGreaterThan(4);
    for (const [, code = ""] of refusals) expect(keys).toContain(`refusal.${code}`);
  });

  test("name every problem the portal's routes answer with", () => {
    const source =
      read("src/server/{microsoft,portal,http}/{connect,mailbox,portal,profile}*.ts") +
      read("src/server/{sync/portal/*,http/sync-routes}.ts");
    const codes = new Set(
      [...source.matchAll(/"((?:connect|portal|admin|sync)\.\w+)"/g)].map(([, code = ""]) => code),
    );
    expect(codes.size).toBeGreaterThan(8);
    for (const code of codes) expect([...keys]).toContain(`problem.${code}`);
  });

  test("name every reason of Graph and Zoom for which an appointment or a run can fail", () => {
    const source = read("src/server/{graph,zoom}/{errors,*-error,*-errors}.ts");
    const codes = new Set(
      [...source.matchAll(/"((?:graph|zoom)\.\w+)"/g)].map(([, code = ""]) => code),
    );
    expect(codes.size).toBeGreaterThan(8);
    for (const code of codes) expect([...keys]).toContain(`cause.${code}`);
  });

  test("say the same in German, with the same places to fill", () => {
    for (const [key, english] of Object.entries(portalEn)) {
      const german = portalDe[key as keyof typeof portalDe];
      const places = (text: string) => [...text.matchAll(/\{\{\w+\}\}/g)].map(String).toSorted();
      expect([key, places(german)]).toEqual([key, places(english)]);
    }
  });
});
