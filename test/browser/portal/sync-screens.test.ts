import { afterAll, afterEach, beforeAll, expect, jest, test } from "@jest/globals";
import { routes } from "../../../src/shared/api/routes.ts";
import { type SyncStatus } from "../../../src/shared/api/sync.ts";
import { type Look } from "./portal-page.ts";
import { PortalStand, type PortalVisit } from "./portal-stand.ts";
import { busy, live, paused, preview, profile, session } from "./sample-person.ts";
import { type Answers, problem, usual } from "./stand-answers.ts";

jest.setTimeout(120_000);
const narrowDark: Look = { dark: true, width: 320 };
const narrowGerman: Look = { language: "de", width: 320 };

let stand: PortalStand;
let visits: PortalVisit[] = [];
beforeAll(async () => {
  stand = await PortalStand.start();
}, 60_000);
afterAll(() => stand.stop());
afterEach(async () => {
  await Promise.all(visits.map(({ portal }) => portal.leave()));
  visits = [];
});

async function open(path: string, different: Partial<Answers> = {}, look: Look = {}) {
  const visit = await stand.open(usual(different), look);
  visits.push(visit);
  await visit.goTo(path);
  return visit;
}

const phases: Array<[name: string, status: SyncStatus, says: RegExp]> = [
  ["off", { ...live, phase: "off", version: "off" }, /Nothing is kept in step/],
  [
    "preparing",
    { ...live, phase: "preparing", lastRunAt: null, progress: { done: 120, total: 480 } },
    /120 of 480 appointments read/,
  ],
  ["preview", preview, /create 112, change 0, delete 0/],
  ["preview-waits", { ...preview, startsAt: null }, /It waits for you/],
  [
    "backfill",
    { ...live, phase: "backfill", progress: { done: 40, total: 116 } },
    /40 of 116 appointments done/,
  ],
  ["live", live, /42 of 100 used/],
  ["live-busy", busy, /7 changes wait until then/],
  ["paused", paused, /34 of 120 appointments are gone all at once/],
  [
    "paused-loop",
    { ...live, phase: "paused", pause: { reason: "loop", deletions: 0, total: 120, items: [] } },
    /changed back and forth too often/,
  ],
  ["lapsed", { ...live, phase: "lapsed", mirror: "scopeMissing" }, /kept, and follows then/],
];

test.each(phases)("the phase %s is told in plain words", async (name, sync, says) => {
  const { page, portal } = await open("/portal/profile", { sync });
  await page.getByText(says).waitFor();
  await portal.seen(`sync-${name}`);
});

test.each([
  ["dark-320", narrowDark],
  ["german-320", narrowGerman],
])("every screen fits a narrow window: %s", async (name, look) => {
  const visit = await open("/portal/profile", { sync: preview }, look);
  const { page, portal } = visit;
  for (const [state, sync] of Object.entries({ preview, busy, paused })) {
    visit.answers.sync = sync;
    await page.reload();
    await page.getByRole("radiogroup").waitFor();
    await page
      .getByText("Donnerstag, 26. November")
      .or(page.getByText("Thursday, November 26"))
      .waitFor();
    await portal.seen(`sync-${name}-${state}`);
  }
  await visit.goTo("/portal/activity");
  await page.getByRole("listitem").nth(6).waitFor();
  await portal.seen(`activity-${name}`);
  await visit.goTo("/portal/settings");
  await page.getByRole("table").waitFor();
  await portal.seen(`settings-sync-${name}`);
});

test("the first run is started or put off, and the focus stays", async () => {
  const visit = await open("/portal/profile", { sync: preview });
  const { page } = visit;
  visit.willThen({ sync: { ...preview, startsAt: null } });
  await page.getByRole("button", { name: "Not yet" }).click();
  await page.getByText("It waits for you.").waitFor();
  expect(await focused(visit)).toBe("Not yet");
  visit.willThen({ sync: { ...live, phase: "backfill", progress: { done: 0, total: 116 } } });
  await page.getByRole("button", { name: "Start now" }).click();
  await page.getByText("0 of 116 appointments done").waitFor();
  expect(await focused(visit)).toContain("First run under way");
  expect(visit.asked).toEqual([
    [`POST ${routes.syncHold}`, null],
    [`POST ${routes.syncStart}`, null],
  ]);
});

test("deletions that were too many are deleted only after a question, or put back at once", async () => {
  const visit = await open("/portal/profile", { sync: paused });
  const { page, portal } = visit;
  await page.getByRole("button", { name: "They are meant: delete" }).click();
  await page.getByRole("dialog").getByText("34 appointments will be deleted").waitFor();
  await portal.seen("sync-paused-confirm");
  await page.getByRole("dialog").getByRole("button", { name: "Cancel" }).click();
  await page.getByRole("dialog").waitFor({ state: "detached" });
  expect(await focused(visit)).toBe("They are meant: delete");
  await page.getByRole("button", { name: "They are meant: delete" }).click();
  visit.willThen({ sync: live });
  await page.getByRole("dialog").getByRole("button", { name: "Delete 34" }).click();
  await page.getByText("42 of 100 used").waitFor();
  expect(visit.asked).toEqual([[`POST ${routes.syncRelease}`, { decision: "delete" }]]);
  // The question and what asked it are gone: the page can be read again, from this card on.
  expect(await focused(visit)).toContain("In step");
  await page.getByRole("heading", { name: "Calendar sync" }).waitFor();
});

test("the version is chosen, or shown with who has locked it", async () => {
  const visit = await open("/portal/profile");
  const { page } = visit;
  visit.willThen({ sync: { ...live, version: "v1", phase: "off" } });
  await page.getByRole("radio", { name: "Zoom meetings only (version 1)" }).click();
  await page.getByText("Your Zoom meetings follow what you do in Outlook.").waitFor();
  expect(await page.getByRole("heading", { name: "Agenda" }).count()).toBe(0);
  expect(visit.asked).toEqual([[`PUT ${routes.syncVersion}`, { version: "v1" }]]);

  const locked = await open("/portal/profile", { sync: { ...live, versionLockedBy: "account" } });
  await locked.page.getByText("Your Zoom admin has chosen this for everybody.").waitFor();
  expect(await locked.page.getByRole("radio", { name: "Off" }).isDisabled()).toBe(true);
});

test("the agenda goes week by week from today, and says when there is nothing, or nothing read", async () => {
  const visit = await open("/portal/profile");
  const { page, portal } = visit;
  await page.getByRole("heading", { name: "Today, Tuesday, November 24" }).waitFor();
  const join = page.getByRole("link", { name: "Join Planning the spring fair" });
  expect(await join.getAttribute("href")).toMatch(/^https:\/\/zoom\.example/);
  expect(await page.getByText("Day 2 of 3").count()).toBe(1);
  await page.getByText("Private appointment").waitFor();
  await page.getByRole("button", { name: "Following week" }).click();
  await page.getByText("No appointments in these seven days.").waitFor();
  await page.getByRole("button", { name: "Today" }).click();
  await page.getByText("Night train to Vienna").first().waitFor();
  visit.answers.agenda = { entries: [], readAt: null };
  await page.reload();
  await page.getByText("Your calendar has not been read yet.").waitFor();
  await portal.seen("agenda-not-read");
  visit.answers.problems[`GET ${routes.agenda}`] = problem(
    503,
    "graph.unavailable",
    "Microsoft 365 does not answer.",
  );
  await page.reload();
  await page.getByRole("button", { name: "Try again" }).waitFor();
  await portal.seen("agenda-failed");
});

test("conflicts show both values, and one click takes the other", async () => {
  const visit = await open("/portal/activity");
  const { page, portal } = visit;
  await page.getByText("every 2 weeks on Monday and Wednesday, until").waitFor();
  await portal.seen("activity");
  visit.willThen({ conflicts: { conflicts: visit.answers.conflicts.conflicts.slice(1) } });
  await page.getByRole("button", { name: "Use Zoom’s value" }).first().click();
  await page.getByText("Done.", { exact: true }).waitFor();
  await page
    .getByRole("listitem")
    .filter({ hasText: "Interview, second round" })
    .getByRole("button", { name: "Use Outlook’s value" })
    .click();
  await page.getByRole("dialog").getByText("One side deleted this appointment.").waitFor();
  await portal.seen("activity-conflict-confirm");
  await page.getByRole("dialog").getByRole("button", { name: "Cancel" }).click();
  expect(visit.asked).toEqual([[`POST ${routes.conflictFlip("1")}`, null]]);
});

test("findings: harmless ways out at once, dangerous ones and those for all after a question", async () => {
  const visit = await open("/portal/activity");
  const { page, portal } = visit;
  await page.getByRole("button", { name: "Link the two: Coffee with Ben" }).click();
  await page.getByText("Done.", { exact: true }).waitFor();
  await page.getByRole("button", { name: "Delete the Zoom meeting: Sprint review" }).click();
  await page.getByRole("dialog").getByText("Zoom keeps deleted meetings for seven days").waitFor();
  await portal.seen("activity-delete-meeting");
  await page.getByRole("dialog").getByRole("button", { name: "Delete the Zoom meeting" }).click();
  await page.getByRole("dialog").waitFor({ state: "detached" });
  await page.getByRole("button", { name: "Add all to Outlook" }).click();
  await page.getByRole("dialog").getByText("This is about 2 items.").waitFor();
  await page.getByRole("dialog").getByRole("button", { name: "Add all to Outlook" }).click();
  await page.getByRole("dialog").waitFor({ state: "detached" });
  expect(visit.asked).toEqual([
    [`POST ${routes.finding("f5")}`, { action: "link" }],
    [`POST ${routes.finding("f2")}`, { action: "deleteMeeting" }],
    [`POST ${routes.findingsCleanUp}`, { kind: "zoomWithoutEvent", action: "createEvent" }],
  ]);
});

test("history: who changed what, one appointment alone, earlier steps, and undo", async () => {
  const visit = await open("/portal/activity");
  const { page, portal } = visit;
  await page.getByText("ada@contoso.example changed it in Outlook").waitFor();
  await page.getByRole("button", { name: "Show earlier steps" }).click();
  await page.getByText("That is everything we have kept.").waitFor();
  await page.getByRole("button", { name: "Only this appointment: Weekly with Fabrikam" }).click();
  await page.getByText("Only: Weekly with Fabrikam").waitFor();
  await page.getByText("Ben Okafor changed it in Zoom").waitFor();
  expect(await page.getByText("We put it right").count()).toBe(0);
  await portal.seen("activity-filtered");
  await page.getByRole("button", { name: /^Undo: Weekly with Fabrikam/ }).click();
  await page.getByRole("dialog").getByText("Both sides go back to how they were").waitFor();
  await portal.seen("activity-undo");
  await page.getByRole("dialog").getByRole("button", { name: "Undo" }).click();
  await page.getByText("Both sides go back to how they were.", { exact: true }).waitFor();
  expect(visit.asked).toEqual([[`POST ${routes.activityUndo("s3")}`, null]]);
});

test("nothing to do and nothing happened are told as well, and so is a server that is away", async () => {
  const visit = await open("/portal/activity", {
    conflicts: { conflicts: [] },
    findings: { findings: [] },
    activity: [],
  });
  const { page, portal } = visit;
  await page.getByText("Nothing needs you.").waitFor();
  await page.getByText("Nothing has happened yet.").waitFor();
  await portal.seen("activity-empty");
  visit.answers.problems[`GET ${routes.conflicts}`] = problem(
    500,
    "unexpected",
    "Something went wrong.",
  );
  await page.reload();
  await page.getByRole("button", { name: "Try again" }).waitFor();
  await portal.seen("activity-failed");
});

test("whoever comes from an invitation reads what the link is about, without signing in", async () => {
  const { page, portal } = await open("/portal/activity#z=2b0c6c3a-0000-4000-8000-000000000001", {
    session: null,
  });
  await page.getByRole("heading", { name: "You were invited" }).waitFor();
  const link = page.getByRole("link", { name: "Sign in with Zoom to see" });
  expect(await link.getAttribute("href")).toBe(routes.portalSignIn("/portal/activity"));
  await portal.seen("invitation");
  const german = await open("/portal/activity", { session: null }, { ...narrowGerman, dark: true });
  await german.page.getByRole("heading", { name: "Sie sind eingeladen" }).waitFor();
  await german.portal.seen("invitation-german-320-dark");
});

test("admins steer the account and its groups, and see how it stands", async () => {
  const visit = await open("/portal/settings");
  const { page, portal } = visit;
  await page.getByRole("heading", { name: "How it stands" }).waitFor();
  await page.getByText("Zoom takes no more changes today.").waitFor();
  await portal.seen("settings-sync");
  const saved = page.waitForResponse((response) => response.request().method() === "PUT");
  await page.getByRole("checkbox", { name: "Nobody may choose differently" }).click();
  await saved;
  expect(visit.asked.at(-1)).toEqual([
    `PUT ${routes.adminSettings}`,
    { values: { syncVersion: "v2" }, locked: ["syncVersion"] },
  ]);
  const sales = page.getByRole("group", { name: "Sales" });
  await sales.getByLabel("Sync").selectOption("v1");
  await sales.getByLabel("Order").fill("0");
  await page.getByText("A whole number from 1 to 1000.").waitFor();
  await sales.getByLabel("Order").fill("3");
  await page.getByRole("button", { name: "Save Sales" }).click();
  await page.getByText("Saved.").waitFor();
  expect(visit.asked.at(-1)).toEqual([
    `PUT ${routes.adminGroup("g/1")}`,
    { syncVersion: "v1", timesOnly: null, locked: true, priority: 3 },
  ]);
  await page.getByRole("button", { name: "Try all of it again" }).click();
  await page.getByText("It is being tried again.").waitFor();
});

test("the whole of the activity page is reached with the keyboard alone", async () => {
  const visit = await open("/portal/activity", { profile, session });
  const { page } = visit;
  await page.getByRole("button", { name: "Link the two: Coffee with Ben" }).waitFor();
  for (let tabs = 0; tabs < 60; tabs += 1) {
    if ((await focused(visit)) === "Link the two") break;
    await page.keyboard.press("Tab");
  }
  const { findings } = visit.answers.findings;
  visit.willThen({ findings: { findings: findings.filter(({ id }) => id !== "f5") } });
  await page.keyboard.press("Enter");
  await page.getByText("Coffee with Ben").waitFor({ state: "detached" });
  // The button is gone with its finding: the focus stays in the card.
  expect(await focused(visit)).toContain("Changed on both sides");
});

const focused = ({ page }: PortalVisit): Promise<string> =>
  page.evaluate(() => (document.activeElement as HTMLElement | null)?.innerText ?? "");
