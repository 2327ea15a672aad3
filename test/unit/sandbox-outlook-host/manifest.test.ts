/** @jest-environment jsdom */
import { readFile } from "node:fs/promises";
import { describe, expect, test } from "@jest/globals";
import { addInManifest } from "../../browser/host/support/add-in-pages.ts";
import { ManifestError, readManifest } from "../../../src/sandbox/outlook/host/manifest.ts";

const origin = "https://localhost:3000";
const xml = addInManifest(origin);

test("reads buttons, pages, launch events and the phone's button", () => {
  expect(readManifest(xml)).toEqual({
    id: "5d2b0c5e-3b0b-4c70-9b6d-0f5c3c1c1a11",
    version: "1.2.3.4",
    displayName: "Test add-in",
    description: "Tries the host.",
    providerName: "Tests",
    permissions: "ReadWriteItem",
    appDomains: [origin],
    iconUrl: `${origin}/icon-64.png`,
    groupLabel: "Tests",
    controls: [
      {
        id: "AddButton",
        label: "Add",
        supertip: { title: "Add", description: "Adds it." },
        icons: { 16: `${origin}/icon-16.png` },
        action: { type: "ExecuteFunction", functionName: "addMeeting" },
      },
      {
        id: "PaneButton",
        label: "Settings",
        supertip: { title: "Settings", description: "Adds it." },
        icons: { 16: `${origin}/icon-16.png` },
        action: { type: "ShowTaskpane", url: `${origin}/pane.html` },
      },
    ],
    functionFileUrl: `${origin}/commands.html`,
    runtimeUrl: `${origin}/runtime.html`,
    launchEvents: [
      { type: "OnNewAppointmentOrganizer", functionName: "onNew", sendMode: null },
      { type: "OnAppointmentOrganizer", functionName: "onOpen", sendMode: null },
      { type: "OnAppointmentTimeChanged", functionName: "onTime", sendMode: null },
      { type: "OnAppointmentRecurrenceChanged", functionName: "onRecurrence", sendMode: null },
      { type: "OnAppointmentAttendeesChanged", functionName: "onAttendees", sendMode: null },
      { type: "OnInfoBarDismissClicked", functionName: "onBar", sendMode: null },
      { type: "OnAppointmentSend", functionName: "onSend", sendMode: "PromptUser" },
    ],
    mobileButton: { id: "PhoneButton", label: "Add", functionName: "addMeeting" },
    supportsSharedFolders: true,
  });
});

test("reads the product's own manifest, in both its languages", async () => {
  const own = await readFile(new URL("../../../manifest.xml", import.meta.url), "utf8");
  const [english, german] = [readManifest(own), readManifest(own, "de-DE")];
  expect(english.controls.map(({ action }) => action.type).sort()).toEqual([
    "ExecuteFunction",
    "ShowTaskpane",
  ]);
  expect(english.launchEvents.map(({ type }) => type)).toContain("OnAppointmentSend");
  expect(english.permissions).toBe("ReadWriteItem");
  expect(german.controls[0]?.label).not.toBe(english.controls[0]?.label);
});

test("takes the texts of the reader's language, and the default for others", () => {
  const german = readManifest(xml, "de-DE");
  expect([german.displayName, german.controls[0]?.label, german.controls[1]?.label]).toEqual([
    "Test-Add-In",
    "Neu",
    "Settings",
  ]);
  expect(readManifest(xml, "fr-FR").displayName).toBe("Test add-in");
});

test("SendMode defaults to SoftBlock", () => {
  const silent = readManifest(xml.replace(' SendMode="PromptUser"', ""));
  expect(silent.launchEvents.at(-1)?.sendMode).toBe("SoftBlock");
});

describe("refuses, naming what is wrong,", () => {
  const cases: Array<[string, (good: string) => string, RegExp]> = [
    ["text that is not XML", () => "<OfficeApp", /not XML/],
    ["another document", () => "<html/>", /OfficeApp/],
    [
      "a missing resource",
      (good) => good.replace('Url id="Pane.Url"', 'Url id="Else"'),
      /"Pane\.Url"/,
    ],
    [
      "a resource named twice",
      (good) => good.replace('Url id="Pane.Url"', 'Url id="Commands.Url"'),
      /two/,
    ],
    ["an http page", (good) => good.replace(`${origin}/pane`, "http://localhost/pane"), /https/],
    ["an unknown permission", (good) => good.replace(">ReadWriteItem<", ">All<"), /"All"/],
    ["an unknown SendMode", (good) => good.replace('"PromptUser"', '"Nag"'), /"Nag"/],
    [
      "a SendMode elsewhere",
      (good) => good.replace('="onTime"', '="onTime" SendMode="Block"'),
      /Only|only/,
    ],
    [
      "a launch event without function",
      (good) => good.replace(' FunctionName="onTime"', ""),
      /FunctionName/,
    ],
    [
      "a second OnAppointmentSend",
      (good) => good.replace('"OnAppointmentTimeChanged"', '"OnAppointmentSend"'),
      /twice/,
    ],
    ["a missing Runtime", (good) => good.replace(/<Runtimes>.*<\/Runtimes>/, ""), /Runtime/],
    [
      "functions without FunctionFile",
      (good) => good.replace(/<FunctionFile[^>]*>/, ""),
      /FunctionFile/,
    ],
    ["two controls of one id", (good) => good.replace('"PaneButton"', '"AddButton"'), /AddButton/],
    ["a missing Version", (good) => good.replace(/<Version>.*<\/Version>/, ""), /Version/],
  ];
  test.each(cases)("%s", (_name, spoil, words) => {
    const spoilt = spoil(xml);
    expect(spoilt).not.toBe(xml);
    expect(() => readManifest(spoilt)).toThrow(ManifestError);
    expect(() => readManifest(spoilt)).toThrow(words);
  });
});
