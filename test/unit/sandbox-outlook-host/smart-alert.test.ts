import { describe, expect, test } from "@jest/globals";
import { judgeSend } from "../../../src/sandbox/outlook/host/smart-alert.ts";
import { type AddInManifest } from "../../../src/sandbox/outlook/host/manifest.ts";

const manifest: AddInManifest = {
  id: "id",
  version: "1.0",
  displayName: "Test add-in",
  description: "",
  providerName: "",
  permissions: "ReadWriteItem",
  appDomains: [],
  iconUrl: null,
  groupLabel: "",
  controls: [
    {
      id: "PaneButton",
      label: "",
      supertip: { title: "", description: "" },
      icons: {},
      action: { type: "ShowTaskpane", url: "https://localhost/pane.html" },
    },
  ],
  functionFileUrl: null,
  runtimeUrl: null,
  launchEvents: [],
  mobileButton: null,
  supportsSharedFolders: false,
};
const answered = (completedContext: Record<string, unknown>) =>
  judgeSend({ outcome: "completed", completedContext }, "SoftBlock", manifest);

describe("a send", () => {
  test("goes out unless the add-in says no", () => {
    expect(answered({ allowEvent: true })).toEqual({ outcome: "send" });
  });

  test("takes the mode the add-in sets at run time, and the manifest's if that is unknown", () => {
    const refused = { allowEvent: false, errorMessage: "no" };
    expect(answered({ ...refused, sendModeOverride: "promptUser" })).toMatchObject({
      sendMode: "PromptUser",
      maySendAnyway: true,
    });
    expect(answered({ ...refused, sendModeOverride: "whatever" })).toMatchObject({
      sendMode: "SoftBlock",
      maySendAnyway: false,
    });
  });

  test("shows at most 500 characters, and words of its own when there are none", () => {
    expect(answered({ allowEvent: false, errorMessage: "x".repeat(600) })).toMatchObject({
      message: "x".repeat(500),
    });
    expect(answered({ allowEvent: false })).toMatchObject({
      message: expect.stringContaining("Test add-in"),
    });
  });

  test("offers no action for a control the manifest lacks", () => {
    const verdict = answered({ allowEvent: false, commandId: "Nobody", contextData: "x" });
    expect(verdict).not.toHaveProperty("commandId");
    expect(verdict).not.toHaveProperty("contextData");
  });

  test("hands structured context over as JSON", () => {
    const refused = { allowEvent: false, commandId: "PaneButton", contextData: { a: 1 } };
    expect(answered(refused)).toMatchObject({ contextData: '{"a":1}' });
  });

  test.each([
    ["timeout", "PromptUser", true],
    ["timeout", "SoftBlock", false],
    ["timeout", "Block", false],
    ["unavailable", "PromptUser", true],
    ["unavailable", "SoftBlock", true],
    ["unavailable", "Block", false],
  ] as const)("after %s in mode %s: may go out anyway is %s", (outcome, mode, expected) => {
    expect(judgeSend({ outcome }, mode, manifest)).toMatchObject({
      outcome: "ask",
      reason: outcome,
      maySendAnyway: expected,
    });
  });
});
