import { expect, test } from "@jest/globals";
import { appearanceOf } from "../../../src/addin/outlook/theme.ts";

test.each([
  ["#ffffff", "light"],
  ["#F3F2F1", "light"],
  ["#000000", "dark"],
  ["1f1f1f", "dark"],
  ["#292929", "dark"],
  ["white", null],
])("a body of %s is %s", (colour, appearance) => {
  expect(appearanceOf(colour)).toBe(appearance);
});
