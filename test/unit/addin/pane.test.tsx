/** @jest-environment jsdom */
import { afterEach, beforeEach, describe, expect, jest, test } from "@jest/globals";
import { act, cleanup, configure, screen, within } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import axe from "axe-core";
import { SignInError } from "../../../src/addin/auth/errors.ts";
import { ApiUnreachable } from "../../../src/addin/backend/errors.ts";
import type { FieldDifference } from "../../../src/shared/api/meeting.ts";
import { connected, openFakePane } from "./support/fake-pane.tsx";
import { bodyWithBlock, joinUrl, meetingView } from "./support/meetings.ts";

// axe takes seconds on a machine that does other things too.
jest.setTimeout(60_000);
configure({ asyncUtilTimeout: 10_000 });

const user = userEvent.setup();

beforeEach(() => {
  // jsdom has no layout: Fluent's focus library asks for it.
  const nothing = (): void => undefined;
  class NoLayout {
    observe = nothing;
    unobserve = nothing;
    disconnect = nothing;
  }
  Object.assign(globalThis, { ResizeObserver: NoLayout });
});
afterEach(cleanup);

const click = (name: string): Promise<void> => user.click(screen.getByRole("button", { name }));

/** Colours need a layout; everything else axe knows is checked. */
async function expectAccessible(): Promise<void> {
  const { violations } = await axe.run(document.body, {
    rules: { "color-contrast": { enabled: false }, region: { enabled: true } },
  });
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html ?? ""}`)).toEqual([]);
}

const withBlock = { state: { body: bodyWithBlock(), location: joinUrl } };
const timeDiffers: FieldDifference = {
  field: "time",
  changedIn: "zoom",
  outlook: {
    start: "2026-11-24T09:00:00Z",
    end: "2026-11-24T10:00:00Z",
    timeZone: "W. Europe Standard Time",
    isAllDay: false,
  },
  zoom: {
    start: "2026-11-25T13:00:00Z",
    end: "2026-11-25T14:00:00Z",
    timeZone: "W. Europe Standard Time",
    isAllDay: false,
  },
};
const drifted = meetingView({
  health: { state: "outOfDate", behind: "outlook", differences: [timeDiffers] },
});

describe("before a meeting", () => {
  test("says what it is good for before it asks to sign in, and signs in on a click only", async () => {
    const token = jest.fn(() => Promise.resolve("token"));
    let signedIn = false;
    await openFakePane({
      ports: {
        signIn: {
          token: () => {
            signedIn = true;
            return token();
          },
        },
      },
      api: {
        me: () =>
          signedIn ? Promise.resolve(connected) : Promise.reject(new SignInError("signInRequired")),
      },
    });
    expect(screen.getByRole("heading", { level: 1 }).textContent).toBe("Add Zoom to your meetings");
    expect(token).not.toHaveBeenCalled();
    await expectAccessible();
    await click("Sign in with Microsoft");
    expect(await screen.findByRole("button", { name: "Add Zoom meeting" })).toBeTruthy();
    expect(token).toHaveBeenCalledTimes(1);
  });

  test("asks to connect Zoom, and goes on when it is", async () => {
    let me = { ...connected, zoom: { state: "notConnected" as const } } as typeof connected;
    await openFakePane({
      api: { me: () => Promise.resolve(me) },
      ports: {
        connectZoom: () => {
          me = connected;
          return Promise.resolve(connected.zoom);
        },
      },
    });
    await expectAccessible();
    await click("Connect Zoom");
    expect(await screen.findByRole("button", { name: "Add Zoom meeting" })).toBeTruthy();
  });

  test("tells that the invitation is fine when the server is silent, and tries again", async () => {
    let up = false;
    await openFakePane({
      api: {
        me: () => (up ? Promise.resolve(connected) : Promise.reject(new ApiUnreachable("slow"))),
      },
    });
    expect(screen.getByRole("alert").textContent).toMatch(/invitation are fine/);
    await expectAccessible();
    up = true;
    await click("Try again");
    expect(await screen.findByRole("button", { name: "Add Zoom meeting" })).toBeTruthy();
  });

  test("shows locked settings with the reason, in reach of the keyboard, and unmoved", async () => {
    await openFakePane();
    const passcode = await screen.findByRole("switch", { name: "Passcode" });
    expect(passcode.getAttribute("aria-disabled")).toBe("true");
    expect(passcode.hasAttribute("disabled")).toBe(false);
    await user.click(passcode);
    expect((passcode as HTMLInputElement).checked).toBe(true);
    expect(screen.getByText("Locked by your Zoom account")).toBeTruthy();
    await expectAccessible();
  });

  test("sends only what the person chose; the rest follows the account", async () => {
    const addMeeting = jest.fn(() => Promise.resolve(meetingView()));
    await openFakePane({ api: { addMeeting } });
    await user.click(await screen.findByRole("switch", { name: "Waiting room" }));
    await click("Add Zoom meeting");
    await screen.findByText("Zoom meeting added", { selector: "[role=status]" });
    expect(addMeeting.mock.calls).toEqual([
      [expect.objectContaining({ options: { waitingRoom: false } })],
    ]);
  });

  test("gives the reason when the appointment ends before it starts", async () => {
    const addMeeting = jest.fn(() => Promise.resolve(meetingView()));
    await openFakePane({ state: { end: new Date("2026-11-24T08:00:00Z") }, api: { addMeeting } });
    await click("Add Zoom meeting");
    expect(addMeeting).not.toHaveBeenCalled();
    expect(screen.getByText(/ends before it starts/)).toBeTruthy();
  });

  test("warns of another provider's link", async () => {
    const body = '<a href="https://teams.microsoft.com/l/meetup-join/19%3ameeting">Join</a>';
    await openFakePane({ state: { body } });
    expect(screen.getByText(/Microsoft Teams/)).toBeTruthy();
  });

  test("does not follow two quick clicks with two meetings", async () => {
    const addMeeting = jest.fn(() => Promise.resolve(meetingView()));
    const { controller } = await openFakePane({ api: { addMeeting } });
    await act(() => Promise.all([controller.add(), controller.add()]));
    expect(addMeeting).toHaveBeenCalledTimes(1);
  });

  test("a failed click says what is safe and leaves the button for another", async () => {
    await openFakePane({ api: { addMeeting: () => Promise.reject(new ApiUnreachable("slow")) } });
    await click("Add Zoom meeting");
    expect((await screen.findByRole("alert")).textContent).toMatch(/appointment is unchanged/);
    expect(screen.getByRole("button", { name: "Add Zoom meeting" })).toBeTruthy();
  });
});

describe("with a meeting", () => {
  test("shows link, number and passcode, and keeps the passcode hidden until asked", async () => {
    await openFakePane({ ...withBlock, meeting: meetingView() });
    expect(await screen.findByText("861 2345 6789")).toBeTruthy();
    expect(screen.queryByText("348991", { selector: "dd span" })).toBeNull();
    await click("Show passcode");
    expect(screen.getByText("348991", { selector: "dd span" })).toBeTruthy();
    await expectAccessible();
  });

  test("copies without showing, and says so", async () => {
    await openFakePane({ ...withBlock, meeting: meetingView() });
    await user.click(await screen.findByRole("button", { name: "Copy passcode" }));
    expect(await navigator.clipboard.readText()).toBe("348991");
    expect(await screen.findByText(/^Copied/, { selector: "[role=status]" })).toBeTruthy();
  });

  test("shows exactly the block that attendees receive", async () => {
    const { outlook } = await openFakePane({ ...withBlock, meeting: meetingView() });
    const preview = (await screen.findByText("What attendees receive")).parentElement!;
    const links = [...preview.querySelectorAll("a")].map((link) => link.getAttribute("href"));
    expect(links).toHaveLength(2);
    const page = new DOMParser().parseFromString(outlook.state.body, "text/html");
    const inBody = [...page.querySelectorAll("a")].map((link) => link.getAttribute("href"));
    expect(links).toEqual(inBody);
  });

  test("asks before it removes, and ten seconds long takes it back", async () => {
    const { outlook, pass } = await openFakePane({ ...withBlock, meeting: meetingView() });
    await user.click(await screen.findByRole("button", { name: "Remove from this appointment" }));
    const question = screen.getByRole("region", { name: "Remove the Zoom meeting?" });
    expect(within(question).getByText(/Attendees see that/)).toBeTruthy();
    expect(document.activeElement?.textContent).toBe("Remove the Zoom meeting?");
    await expectAccessible();
    await click("Remove meeting");
    await screen.findByRole("button", { name: "Undo" });
    expect(outlook.state.body).not.toContain("zoom.us");
    await click("Undo");
    await screen.findByRole("heading", { name: "Zoom meeting" });
    expect(outlook.state.body).toContain(joinUrl);
    await user.click(screen.getByRole("button", { name: "Remove from this appointment" }));
    await click("Remove meeting");
    await screen.findByRole("button", { name: "Undo" });
    await pass(10_000);
    expect(screen.queryByRole("button", { name: "Undo" })).toBeNull();
  });

  test("puts a deleted block back", async () => {
    const { outlook } = await openFakePane({ meeting: meetingView() });
    await user.click(await screen.findByRole("button", { name: "Put it back" }));
    await screen.findByText("In step with Zoom", { exact: false });
    expect(outlook.state.body).toContain(joinUrl);
    expect(screen.queryByRole("button", { name: "Put it back" })).toBeNull();
  });

  test("shows both values and takes Zoom's into the appointment on one click", async () => {
    const report = jest.fn(() => Promise.resolve({ meeting: meetingView() }));
    const { outlook } = await openFakePane({ ...withBlock, meeting: drifted, api: { report } });
    expect(await screen.findByText(/25 Nov/)).toBeTruthy();
    expect(screen.getByText(/24 Nov/)).toBeTruthy();
    await expectAccessible();
    await click("Use Zoom's values here");
    await screen.findByText("In step with Zoom", { exact: false });
    expect(outlook.state.start.toISOString()).toBe("2026-11-25T13:00:00.000Z");
    expect(outlook.state.end.toISOString()).toBe("2026-11-25T14:00:00.000Z");
    expect(report.mock.calls).toEqual([[expect.objectContaining({ action: "applied" })]]);
  });

  test("writes Outlook's values to Zoom on one click", async () => {
    const report = jest.fn(() => Promise.resolve({ meeting: meetingView() }));
    await openFakePane({ ...withBlock, meeting: drifted, api: { report } });
    await user.click(await screen.findByRole("button", { name: "Use Outlook's values in Zoom" }));
    expect(report.mock.calls).toEqual([[expect.objectContaining({ action: "pushed" })]]);
  });

  test("a meeting deleted in Zoom is brought back, or its link taken out", async () => {
    const meeting = meetingView({
      health: { state: "zoomDeleted", recoverableUntil: "2026-11-30T12:00:00Z" },
    });
    const { outlook } = await openFakePane({ ...withBlock, meeting });
    expect(await screen.findByRole("button", { name: "Bring back" })).toBeTruthy();
    await expectAccessible();
    await click("Remove from appointment");
    await screen.findByRole("button", { name: "Add Zoom meeting" });
    expect(outlook.state.body).not.toContain("zoom.us");
  });

  test("a copy gets its own meeting", async () => {
    const addMeeting = jest.fn(() => Promise.resolve(meetingView()));
    await openFakePane({
      ...withBlock,
      meeting: meetingView({ health: { state: "copy" } }),
      api: { addMeeting },
    });
    await user.click(await screen.findByRole("button", { name: "Give it its own meeting" }));
    expect(
      await screen.findByText(/^Zoom meeting added/, { selector: "[role=status]" }),
    ).toBeTruthy();
    expect(addMeeting).toHaveBeenCalledTimes(1);
  });

  test.each([
    ["editing", /Your changes go to Zoom in a moment/],
    ["dailyLimit", /Next try: /],
    ["zoomUnavailable", /Next try: /],
    ["reconnectZoom", /Next try: /],
  ] as const)("waiting because of %s says what happens next", async (reason, words) => {
    const until = "2026-11-24T00:00:00Z";
    await openFakePane({
      ...withBlock,
      meeting: meetingView({ health: { state: "waiting", reason, until } }),
    });
    expect(await screen.findByText(words)).toBeTruthy();
    await expectAccessible();
  });

  test("a lapsed Zoom connection is mended here", async () => {
    const me = {
      ...connected,
      zoom: { ...connected.zoom, state: "reconnect" },
    } as typeof connected;
    await openFakePane({ ...withBlock, me, meeting: meetingView() });
    expect(await screen.findByRole("button", { name: "Reconnect Zoom" })).toBeTruthy();
  });

  test("notices changes in the form, once it has been quiet", async () => {
    const lookUp = jest.fn(() => Promise.resolve({ meeting: meetingView() }));
    const { controller, pass } = await openFakePane({ ...withBlock, api: { lookUp } });
    lookUp.mockResolvedValue({ meeting: drifted });
    controller.formChanged();
    controller.formChanged();
    await pass(1_000);
    expect(await screen.findByText("Outlook and Zoom differ")).toBeTruthy();
    expect(lookUp).toHaveBeenCalledTimes(2);
  });
});

test("the log for support holds no link, subject, name or address", async () => {
  const { controller } = await openFakePane({
    ...withBlock,
    meeting: meetingView(),
    api: { changeOptions: () => Promise.reject(new Error(`Weekly planning ${joinUrl}`)) },
  });
  await act(() => controller.updateOptions());
  await act(() => controller.remove());
  expect(controller.log.entries.map(({ what }) => what)).toEqual(["load", "update", "remove"]);
  expect(controller.log.asText()).not.toMatch(/zoom\.us|planning|contoso|Ada/i);
});

test("speaks German throughout, with German dates", async () => {
  await openFakePane({ ...withBlock, language: "de-DE", meeting: drifted });
  expect(await screen.findByText("Outlook und Zoom unterscheiden sich")).toBeTruthy();
  expect(screen.getByText(/25\. Nov/)).toBeTruthy();
  await expectAccessible();
});

test("switches v1.0 on and says that it is saved", async () => {
  const { controller } = await openFakePane({ ...withBlock, meeting: meetingView() });
  await act(() => controller.keepInStep(true));
  expect(await screen.findByText("Saved", { selector: "[role=status]" })).toBeTruthy();
  expect(controller.getState()).toMatchObject({ me: { syncVersion: "v1" } });
});
