import { afterEach, expect, test } from "@jest/globals";
import { readSnapshot } from "../../../src/addin/outlook/snapshot.ts";
import { FakeOutlook, type ClientProfile } from "./support/fake-outlook.ts";

afterEach(() => {
  Reflect.deleteProperty(globalThis, "Office");
});

async function sendIsReported(profile: ClientProfile): Promise<boolean | undefined> {
  new FakeOutlook(profile).install();
  const snapshot = await readSnapshot(() => ({ hasJoinBlock: false, joinUrls: [] }));
  return snapshot.sendIsReported;
}

test.each(["classic", "mac"] as const)("%s tells of every send", async (profile) => {
  expect(await sendIsReported(profile)).toBe(true);
});

test.each(["web", "new", "mobile"] as const)("silence of %s proves nothing", async (profile) => {
  expect(await sendIsReported(profile)).toBeUndefined();
});
