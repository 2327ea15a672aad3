import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "@jest/globals";

const ruleId = /\b[A-Z]{1,3}[0-9]{1,2}\b/g;
const root = join(import.meta.dirname, "../../..");
const rules = new Set(
  [...readFileSync(join(root, "src/sync/SPEC.md"), "utf8").matchAll(ruleId)].map(([id]) => id),
);
const quoted = new Set(
  readdirSync(import.meta.dirname, { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".test.ts"))
    .map((name) => readFileSync(join(import.meta.dirname, name), "utf8"))
    .flatMap((text) => [...text.matchAll(/\[([A-Z]{1,3}[0-9]{1,2})\]/g)].map(([, id]) => id)),
);
/** Users' complaints have their own numbers. */
const isComplaint = (id: string | undefined) => /^X\d/.test(id ?? "");

test("every rule of the engine has a test that quotes it", () => {
  expect(rules.size).toBeGreaterThan(50);
  expect([...rules].filter((id) => !quoted.has(id))).toEqual([]);
});

test("no test quotes a rule that does not exist", () => {
  expect([...quoted].filter((id) => !rules.has(id ?? "") && !isComplaint(id))).toEqual([]);
});
