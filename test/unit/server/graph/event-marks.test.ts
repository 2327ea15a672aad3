import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "@jest/globals";
import { addInId, customPropertiesProperty } from "../../../../src/shared/microsoft/event-marks.ts";

test("the add-in's properties are looked for under the id in the manifest", () => {
  const manifest = readFileSync(join(import.meta.dirname, "../../../../manifest.xml"), "utf8");
  expect(/<Id>([^<]*)<\/Id>/.exec(manifest)?.[1]).toBe(addInId);
  expect(customPropertiesProperty.endsWith(`Name cecp-${addInId}`)).toBe(true);
});
