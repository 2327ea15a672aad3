import { describe, expect, test } from "@jest/globals";
import { commandTexts } from "../../../src/shared/texts/command-texts.ts";
import { failuresDe } from "../../../src/shared/texts/failures-de.ts";
import { failuresEn } from "../../../src/shared/texts/failures.ts";
import { paneDe } from "../../../src/shared/texts/pane-de.ts";
import { paneEn } from "../../../src/shared/texts/pane-en.ts";

const gaps = (text: string): string[] =>
  [...text.matchAll(/\{\{(\w+)\}\}/g)].map(([gap]) => gap).sort();

describe.each([
  ["pane", paneEn, paneDe],
  ["failures", failuresEn, failuresDe],
  ["commands", commandTexts.en, commandTexts.de],
] as Array<[string, Record<string, string>, Record<string, string>]>)(
  "texts of the %s",
  (_, en, de) => {
    test("are complete in both languages", () => {
      expect(Object.keys(de).sort()).toEqual(Object.keys(en).sort());
      for (const text of [...Object.values(en), ...Object.values(de)]) {
        expect(text.trim()).not.toBe("");
      }
    });

    test("have the same gaps in both languages", () => {
      for (const key of Object.keys(en)) {
        expect({ key, gaps: gaps(de[key] ?? "") }).toEqual({ key, gaps: gaps(en[key] ?? "") });
      }
    });
  },
);

test.each([...Object.entries({ en: failuresEn, de: failuresDe }), ...Object.entries(commandTexts)])(
  "bars in %s fit their 150 characters",
  (_, texts) => {
    const tooLong = Object.entries(texts).filter(([, text]) => text.length > 150);
    expect(tooLong).toEqual([]);
  },
);
