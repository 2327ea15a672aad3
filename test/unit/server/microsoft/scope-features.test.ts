import { readFileSync } from "node:fs";
import { describe, expect, test } from "@jest/globals";
import {
  carries,
  featuresCarriedBy,
  featureStates,
  offeredScopes,
  registeredRoles,
  requiredRole,
} from "../../../../src/shared/microsoft/scope-features.ts";

describe("the table of scopes and features", () => {
  test("lets Calendars.ReadWrite alone carry everything about the calendar, in both modes", () => {
    for (const mode of ["delegated", "application"] as const) {
      for (const feature of ["seeEntries", "instantChanges", "writeEntries"] as const) {
        expect(carries(mode, [requiredRole], feature)).toBe(true);
      }
    }
  });

  test("names the least permission that is missing", () => {
    expect(featureStates("delegated", ["Calendars.Read"]).filter(({ works }) => !works)).toEqual([
      { feature: "writeEntries", works: false, missing: "Calendars.ReadWrite" },
      { feature: "contacts", works: false, missing: "Contacts.Read" },
    ]);
  });

  test("is the one the documentation shows", () => {
    const document = readFileSync("docs/connecting.md", "utf8");
    for (const name of [...offeredScopes, ...registeredRoles]) {
      expect(document).toContain(`\`${name}\``);
    }
    for (const role of registeredRoles) {
      const row = document.split("\n").find((line) => line.startsWith(`| \`${role}\``)) ?? "";
      for (const feature of featuresCarriedBy(role)) expect(row).toContain(feature);
    }
  });
});
