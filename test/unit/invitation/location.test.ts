import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { mergeLocation, removeFromLocation } from "../../../src/shared/invitation/invitation.ts";
import { JOIN_URL, OTHER_JOIN_URL } from "./blocks.ts";

const location = fc.oneof(
  fc.string({ unit: "grapheme", maxLength: 260 }),
  fc
    .array(fc.constantFrom("Room 4", ";", "; ", " ", OTHER_JOIN_URL, "ü", "🏢"), { maxLength: 12 })
    .map((parts) => parts.join("")),
);

describe("the location", () => {
  test("keeps the room and gains the link", () => {
    expect(mergeLocation("Room 4", JOIN_URL)).toEqual({
      location: `Room 4; ${JOIN_URL}`,
      outcome: "merged",
    });
    expect(mergeLocation("", JOIN_URL).location).toBe(JOIN_URL);
  });

  test("never exceeds the field, and removal is the exact inverse of merging", () => {
    fc.assert(
      fc.property(location, fc.integer({ min: 0, max: 300 }), (text, limit) => {
        const merged = mergeLocation(text, JOIN_URL, limit);
        if (merged.outcome === "merged") {
          expect(merged.location.length).toBeLessThanOrEqual(limit);
          expect(merged.location).toContain(JOIN_URL);
        } else {
          expect(merged).toEqual({ location: text, outcome: "tooLong" });
        }
        expect(removeFromLocation(merged.location, JOIN_URL)).toBe(text);
      }),
      { numRuns: 2000 },
    );
  });

  test("two meetings' links are merged and removed independently", () => {
    fc.assert(
      fc.property(fc.constantFrom("", "Room 4", "A; B"), (text) => {
        const both = mergeLocation(mergeLocation(text, JOIN_URL).location, OTHER_JOIN_URL).location;
        expect(removeFromLocation(both, JOIN_URL)).toBe(
          mergeLocation(text, OTHER_JOIN_URL).location,
        );
        expect(removeFromLocation(both, OTHER_JOIN_URL)).toBe(
          mergeLocation(text, JOIN_URL).location,
        );
      }),
    );
  });

  test("is left as it is when link and room do not fit together", () => {
    const long = "x".repeat(200);
    expect(mergeLocation(long, JOIN_URL)).toEqual({ location: long, outcome: "tooLong" });
    const room = "x".repeat(255 - JOIN_URL.length - 2);
    expect(mergeLocation(room, JOIN_URL).location).toHaveLength(255);
    expect(mergeLocation(`${room}x`, JOIN_URL).outcome).toBe("tooLong");
  });

  test("takes the link once, wherever a person moved it", () => {
    const moved = `${JOIN_URL}; Room 4`;
    expect(mergeLocation(moved, JOIN_URL)).toEqual({ location: moved, outcome: "kept" });
    expect(removeFromLocation(moved, JOIN_URL)).toBe("Room 4");
    expect(removeFromLocation(`A;${JOIN_URL};B`, JOIN_URL)).toBe("A;B");
  });

  test("leaves a longer link and other text alone", () => {
    for (const text of ["Room 4", `${JOIN_URL}x`, `see ${JOIN_URL}`, ""]) {
      expect(removeFromLocation(text, JOIN_URL)).toBe(text);
    }
  });

  test("never shows a host's start link", () => {
    expect(mergeLocation("Room 4", "https://zoom.us/s/86123456789?zak=secret")).toEqual({
      location: "Room 4",
      outcome: "refused",
    });
  });
});
