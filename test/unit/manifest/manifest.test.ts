import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "@jest/globals";
import { readPngSize } from "../../../scripts/png.ts";
import * as checks from "../../support/manifest-checks.ts";
import { elementsNamed, parseManifest } from "../../support/manifest-tree.ts";

const root = join(import.meta.dirname, "../../..");
const read = (file: string) => readFileSync(join(root, file), "utf8");
const xml = read("manifest.xml");
const manifest = parseManifest(xml);
const xmllint = "xmllint";
const schema = join(root, "../shared/specs/manifest-xsd/effective/OfficeAppManifestV1_1.xsd");

interface Case {
  readonly check: checks.ManifestCheck;
  /** Each edit breaks the manifest; the check must notice and say what it noticed. */
  readonly broken: ReadonlyArray<readonly [from: string | RegExp, to: string, fault: RegExp]>;
}

const CASES: Record<string, Case> = {
  "every resource is defined once, is of the right kind and is used": {
    check: checks.checkResources,
    broken: [
      ['<Label resid="Group.Label" />', '<Label resid="Nothing" />', /Nothing is not in Short/],
      ['<Title resid="Add.Label" />', '<Title resid="Add.Description" />', /not in ShortStrings/],
      ['<bt:Url id="Commands.Url"', '<bt:Url id="Taskpane.Url"', /Taskpane.Url is defined twice/],
      ["<bt:Urls>", '<bt:Urls><bt:Url id="Spare" DefaultValue="x" />', /Spare is never used/],
    ],
  },
  "addresses are https and on a listed host": {
    check: checks.checkAddresses,
    broken: [
      [
        "https://localhost:3000/addin/commands",
        "http://localhost:3000/addin/commands",
        /not https/,
      ],
      [
        "https://localhost:3000/assets/icon-16",
        "https://cdn.test/icon-16",
        /host that is not listed/,
      ],
      ["<AppDomain>https://localhost:3000<", "<AppDomain>https:/localhost:3000<", /AppDomain/],
      ["<AppDomain>https://localhost:3000<", "<AppDomain>https://localhost:3000/<", /AppDomain/],
    ],
  },
  "events exist, once each, and only sending has a mode that the store takes": {
    check: checks.checkLaunchEvents,
    broken: [
      [
        'Type="OnAppointmentOrganizer"',
        'Type="OnAppointmentOpened"',
        /no event OnAppointmentOpened/,
      ],
      ['Type="OnAppointmentOrganizer"', 'Type="OnAppointmentSend"', /declared twice/],
      ["PromptUser", "Block", /Block is refused/],
      [
        '"onAppointmentOrganizer"',
        '"onAppointmentOrganizer" SendMode="SoftBlock"',
        /has a SendMode/,
      ],
    ],
  },
  "events run in the one runtime, with one script for classic Windows": {
    check: checks.checkRuntime,
    broken: [
      ['<Override type="javascript" resid="Handlers.Script" />', "", /0 scripts/],
      ["<Runtimes>", '<Runtimes><Runtime resid="Taskpane.Url" />', /2 runtimes/],
      [
        '<SourceLocation resid="Handlers.Page" />',
        '<SourceLocation resid="Commands.Url" />',
        /not the runtime/,
      ],
    ],
  },
  "commands have ids of their own and stand on the default tab": {
    check: checks.checkCommands,
    broken: [
      ['id="ZoomSettingsPane"', 'id="AddZoomMeeting"', /id of two commands/],
      ["TabDefault", "TabZoom", /no tab TabZoom/],
    ],
  },
  "phones have one button with nine icons": {
    check: checks.checkMobile,
    broken: [
      ['xsi:type="MobileButton"', 'xsi:type="Button"', /not a MobileButton/],
      ['<bt:Image size="32" scale="2" resid="Icon.Mobile.32.2" />', "", /32@2 is missing/],
      ["MobileOnlineMeetingCommandSurface", "MobileMessageReadCommandSurface", /0 buttons/],
    ],
  },
  "ribbon buttons have every needed size": {
    check: checks.checkRibbonIcons,
    broken: [['<bt:Image size="80" resid="Icon.Settings.80" />', "", /no icon of 80/]],
  },
  "the listing has its icons, its support page and a store version": {
    check: checks.checkListing,
    broken: [
      [/<SupportUrl[^>]*>/, "", /SupportUrl is missing/],
      ["<Version>1.0.0.0<", "<Version>0.9.0.0<", /no store version/],
      ["<Version>1.0.0.0<", "<Version>1.0<", /no store version/],
    ],
  },
  "every text has a German form": {
    check: checks.checkLanguage("de-DE"),
    broken: [
      [/<bt:Override Locale="de-DE" Value="Zoom-Einstellungen" \/>/, "", /"Zoom settings" has no/],
      [/<Override Locale="de-DE" Value="Zoom-Meetings für Outlook" \/>/, "", /has no de-DE/],
    ],
  },
  "texts and ids are short enough": {
    check: checks.checkLengths,
    broken: [
      ["Add Zoom meeting", "Add Zoom meeting ".repeat(8), /longer than 125/],
      ['Value="Fügt auf Klick', `Value="${"x".repeat(250)}`, /longer than 250/],
      [/Handlers\.Page/g, "Handlers.PageThatIsLongerThanAllowed", /longer than 32/],
    ],
  },
};

describe("the manifest", () => {
  test.each(Object.entries(CASES))("%s", (_, { check }) => {
    expect(check(manifest)).toEqual([]);
  });

  for (const [rule, { check, broken }] of Object.entries(CASES)) {
    test.each(broken)(`a manifest is refused unless ${rule}: %s → %s`, (from, to, fault) => {
      const changed = xml.replace(from, to);
      expect(changed).not.toBe(xml);
      expect(check(parseManifest(changed))).toContainEqual(expect.stringMatching(fault));
    });
  }

  test("asks for no more than the open item, and works in shared calendars", () => {
    const texts = (name: string) => elementsNamed(manifest, name).map(({ text }) => text);
    expect(texts("Permissions")).toEqual(["ReadWriteItem"]);
    expect(texts("SupportsSharedFolders")).toEqual(["true"]);
    expect(elementsNamed(manifest, "WebApplicationInfo")).toEqual([]);
    expect(elementsNamed(manifest, "Set").map(({ attributes }) => attributes.Name)).toEqual([
      "Mailbox",
      "Mailbox",
    ]);
  });

  test("phones need no newer mailbox than they have", () => {
    const versions = [
      ...elementsNamed(manifest, "Set").map(({ attributes }) => attributes.MinVersion),
      ...elementsNamed(manifest, "Sets").map(({ attributes }) => attributes.DefaultMinVersion),
    ].filter((version) => version !== undefined);
    expect(versions).toEqual(["1.3", "1.3"]);
  });

  test("icons have the pixels the manifest claims", () => {
    const icons = checks.readIcons(manifest);
    expect(icons).toHaveLength(2 + 2 * 8 + 9);
    for (const { url, pixels } of icons) {
      const file = readFileSync(join(root, new URL(url).pathname));
      expect({ url, ...readPngSize(file) }).toEqual({ url, width: pixels, height: pixels });
    }
  });

  test("every function it calls is associated in the code that serves it", () => {
    const associated = (file: string) =>
      Array.from(read(file).matchAll(/associate\(\s*"(\w+)"/g), ([, name]) => name);
    const { commands, events } = checks.readFunctionNames(manifest);
    expect(commands).toEqual(["addZoomMeeting", "addZoomMeetingMobile"]);
    expect(associated("src/addin/commands/commands.ts")).toEqual(expect.arrayContaining(commands));
    expect(events).toHaveLength(7);
    expect(associated("src/addin/launchevents/launchevents.ts")).toEqual(
      expect.arrayContaining(events),
    );
  });

  test("has the ids that the code names", () => {
    const ids = ["Control", "Image"].flatMap((name) =>
      elementsNamed(manifest, name).map(({ attributes }) => attributes.id),
    );
    const icon = /iconId = "([^"]+)"/.exec(read("src/addin/outlook/notifications.ts"))?.[1];
    const pane = /commandId: "([^"]+)"/.exec(read("src/addin/launchevents/handlers.ts"))?.[1];
    expect(ids).toContain(icon);
    expect(ids).toContain(pane);
  });

  test("a changed manifest needs a higher version and the same id", () => {
    const release = (version: string, edit = (text: string) => text) =>
      parseManifest(edit(xml.replace("1.0.0.0", version)));
    const renamed = (text: string) => text.replace("Zoom settings", "Zoom options");
    expect(checks.checkRelease(manifest, manifest)).toEqual([]);
    expect(checks.checkRelease(manifest, release("1.0.1.0", renamed))).toEqual([]);
    expect(checks.checkRelease(release("1.9.0.0"), release("1.10.0.0", renamed))).toEqual([]);
    for (const next of [release("1.0.0.0", renamed), release("0.9.9.9", renamed)]) {
      expect(checks.checkRelease(manifest, next)).toEqual([expect.stringMatching(/did not grow/)]);
    }
    const other = release("1.1.0.0", (text) => text.replace("56d1cdab", "00000000"));
    expect(checks.checkRelease(manifest, other)).toEqual(["the Id is another add-in's"]);
  });

  test("says what it inserts, and when", () => {
    const description = manifest.children.find(({ name }) => name === "Description");
    expect(description?.attributes.DefaultValue).toMatch(/when you click[^]*sending/);
  });

  test("is valid by Microsoft's schema", () => {
    const hasXmllint = spawnSync(xmllint, ["--version"]).error === undefined;
    if (!hasXmllint || !existsSync(schema)) {
      console.log("Left out: schema validation needs xmllint and the manifest schemas.");
      return;
    }
    const validate = (input: string) =>
      execFileSync(xmllint, ["--noout", "--nonet", "--schema", schema, "-"], {
        input,
        stdio: "pipe",
      });
    validate(xml);
    const outOfOrder = xml.replace(/(<Permissions>.*?<\/Permissions>)\s*(<Rule [^>]*>)/, "$2$1");
    expect(outOfOrder).not.toBe(xml);
    expect(() => validate(outOfOrder)).toThrow(/not expected/);
  });
});
