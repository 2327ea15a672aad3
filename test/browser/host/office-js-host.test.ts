import { afterAll, afterEach, beforeAll, describe, expect, jest, test } from "@jest/globals";
import { TestOutlook, ask } from "./support/rig.ts";

jest.setTimeout(60_000);

let outlook: TestOutlook;
beforeAll(async () => {
  outlook = await TestOutlook.start();
});
afterEach(() => outlook.closeForms());
afterAll(() => outlook.stop());

describe("start-up", () => {
  test("the unmodified office.js becomes ready as Outlook on the web", async () => {
    const page = await outlook.openForm();
    const pane = await outlook.openPane(page);
    expect(await pane.evaluate(() => window.where)).toEqual({
      host: "Outlook",
      platform: "OfficeOnline",
      addin: null,
    });
    expect(await ask(pane, "item.subject.getAsync")).toMatchObject({ value: "Planning" });
    expect(await page.evaluate(() => window.rig.faults)).toEqual([]);
  });
});
