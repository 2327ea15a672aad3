import { describe, expect, test } from "@jest/globals";
import { Bug } from "../../../src/server/errors.ts";
import { SecretBox } from "../../../src/server/identity/secret-box.ts";

const [oldKey, newKey] = [Buffer.alloc(32, 1), Buffer.alloc(32, 2)];
const owner = ["grant", "tenant", "ada"];

describe("sealed values", () => {
  test("open for their owner and hold nothing readable", () => {
    const box = new SecretBox([oldKey]);
    const sealed = box.seal(owner, "refresh-token");
    expect(sealed).not.toContain("refresh-token");
    expect(box.open(owner, sealed)).toBe("refresh-token");
  });

  test("differ each time they are sealed", () => {
    const box = new SecretBox([oldKey]);
    expect(box.seal(owner, "same")).not.toBe(box.seal(owner, "same"));
  });

  test("sealed with an old key open after a rotation, and new ones use the first key", () => {
    const before = new SecretBox([oldKey]);
    const rotated = new SecretBox([newKey, oldKey]);
    expect(rotated.open(owner, before.seal(owner, "kept"))).toBe("kept");
    const fresh = rotated.seal(owner, "fresh");
    expect(new SecretBox([newKey]).open(owner, fresh)).toBe("fresh");
    expect(() => before.open(owner, fresh)).toThrow(Bug);
  });

  test.each([
    [["grant", "tenant", "ben"]],
    [["grant", "other", "ada"]],
    [["grant", "tenanta", "da"]],
    [["grant", "tenant"]],
  ])("do not open for %j", (other) => {
    const box = new SecretBox([oldKey]);
    expect(() => box.open(other, box.seal(owner, "secret"))).toThrow(Bug);
  });

  test("do not open when a single bit was changed", () => {
    const box = new SecretBox([oldKey]);
    const [id, nonce, tagged = ""] = box.seal(owner, "secret").split(".");
    const bytes = Buffer.from(tagged, "base64url");
    bytes[0] = (bytes[0] ?? 0) ^ 1;
    const forged = [id, nonce, bytes.toString("base64url")].join(".");
    expect(() => box.open(owner, forged)).toThrow(Bug);
  });

  test.each(["", "x", "a.b", "AAAAAAAA.AAAA.AAAA"])("refuse %j without guessing", (text) => {
    expect(() => new SecretBox([oldKey]).open(owner, text)).toThrow(Bug);
  });
});
