import { describe, expect, test } from "@jest/globals";
import { readRecipient, suggest } from "../../../src/sandbox/outlook/ui/form/recipients.ts";
import { readPageParams, toPageAddress } from "../../../src/sandbox/outlook/ui/page-params.ts";
import { german } from "../../../src/sandbox/outlook/ui/texts-de.ts";
import { english } from "../../../src/sandbox/outlook/ui/texts-en.ts";
import { monthPage } from "../../../src/sandbox/outlook/ui/zoned-dates.ts";

const ben = {
  key: "ben",
  id: "1",
  displayName: "Ben Cho",
  mail: "ben@contoso.example",
  role: "attendee",
};

test("the page's address says the same after being read and written", () => {
  for (const address of [
    "/outlook/",
    "/outlook/?as=ben&lang=de",
    "/outlook/?form=OID.abc%3D.2026-11-24&mailbox=m1",
    "/outlook/?as=dana&draft=d1",
  ]) {
    expect(toPageAddress(readPageParams(new URL(address, "https://x.example").search))).toBe(
      address,
    );
  }
});

describe("what somebody types into the people field", () => {
  test.each([
    ["Ben Cho", "Ben Cho", "ben@contoso.example"],
    ["BEN@contoso.example", "Ben Cho", "ben@contoso.example"],
    ["zoe@fabrikam.example", "zoe@fabrikam.example", "zoe@fabrikam.example"],
    ["Zoe <zoe@fabrikam.example>", "Zoe", "zoe@fabrikam.example"],
  ])("%s is a recipient", (typed, name, address) => {
    expect(readRecipient(typed, [ben])).toMatchObject({ name, address });
  });

  test.each(["zoe", "zoe@", "a b@c.d", ""])("%j is not", (typed) => {
    expect(readRecipient(typed, [ben])).toBeNull();
  });

  test("invited people are not suggested again", () => {
    expect(suggest("be", [ben], [])).toEqual([ben]);
    expect(suggest("be", [ben], ["Ben@Contoso.example"])).toEqual([]);
  });
});

test("a month's page begins on the first day of the week and holds the whole month", () => {
  const sundayFirst = monthPage("2026-11", 0);
  expect(sundayFirst[0]).toBe("2026-11-01");
  const mondayFirst = monthPage("2026-11", 1);
  expect(mondayFirst[0]).toBe("2026-10-26");
  expect(mondayFirst).toContain("2026-11-30");
});

test("no text is left in English on the German page", () => {
  const same = Object.entries(german).filter(
    ([key, text]) => typeof text === "string" && text === english[key as keyof typeof english],
  );
  expect(same.map(([key]) => key).sort()).toEqual(["appName", "showOptional"]);
});
