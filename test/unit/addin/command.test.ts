import { describe, expect, jest, test } from "@jest/globals";
import { SignInError } from "../../../src/addin/auth/errors.ts";
import { ApiProblem, ApiUnreachable } from "../../../src/addin/backend/errors.ts";
import {
  addZoomMeeting,
  type AddCommandPorts,
} from "../../../src/addin/commands/add-zoom-meeting.ts";
import { runCommand } from "../../../src/addin/commands/run-command.ts";
import type { NotificationBar } from "../../../src/addin/outlook/notifications.ts";
import { commandTexts } from "../../../src/shared/texts/command-texts.ts";
import { failuresDe } from "../../../src/shared/texts/failures-de.ts";
import { failuresEn } from "../../../src/shared/texts/failures.ts";

const notConnected = new ApiProblem({
  status: 409,
  code: "zoom.notConnected",
  detail: "",
  correlationId: "c",
});

function command(changes: Partial<AddCommandPorts> = {}) {
  const bars: NotificationBar[] = [];
  const ports: AddCommandPorts = {
    language: "en",
    onPhone: false,
    signIn: jest.fn(() => Promise.resolve()),
    add: () => Promise.resolve(),
    leaveTicket: jest.fn(() => Promise.resolve()),
    connectZoom: jest.fn(() => Promise.resolve()),
    showBar: (bar) => Promise.resolve(bars.push(bar)),
    ...changes,
  };
  return { ports, bars };
}

describe("the ribbon's button", () => {
  test("shows progress, then that the meeting was added", async () => {
    const { ports, bars } = command();
    expect(await addZoomMeeting(ports)).toBe(true);
    expect(bars).toEqual([
      { kind: "progress", message: commandTexts.en.adding },
      { kind: "success", message: commandTexts.en.added },
    ]);
  });

  test.each([
    ["sign-in", new SignInError("signInRequired"), "signIn.signInRequired"],
    ["a Zoom account", notConnected, "zoom.notConnected"],
  ] as const)("leads to the pane when it needs %s, and opens no window", async (_, error, key) => {
    const { ports, bars } = command({ add: () => Promise.reject(error) });
    expect(await addZoomMeeting(ports)).toBe(false);
    expect(bars.at(-1)).toEqual({
      kind: "insight",
      message: failuresEn[key],
      actionText: commandTexts.en.openPane,
    });
    expect(ports.signIn).not.toHaveBeenCalled();
    expect(ports.connectZoom).not.toHaveBeenCalled();
  });

  test("says in German what is still safe when the server is silent", async () => {
    const { ports, bars } = command({
      language: "de",
      add: () => Promise.reject(new ApiUnreachable("too slow")),
    });
    await addZoomMeeting(ports);
    expect(bars.at(-1)).toEqual({ kind: "error", message: failuresDe["server.unreachable"] });
    expect(failuresDe["server.unreachable"]).toContain("unverändert");
  });

  test("a bar or a ticket that fails does not undo what was done", async () => {
    jest.spyOn(console, "warn").mockImplementation(() => undefined);
    const { ports } = command({
      showBar: () => Promise.reject(new Error("no bars")),
      leaveTicket: () => Promise.reject(new Error("no ticket")),
    });
    expect(await addZoomMeeting(ports)).toBe(true);
  });
});

describe("on phones, which have no pane", () => {
  test("signs in and connects Zoom by itself, each once", async () => {
    const add = jest.fn<() => Promise<unknown>>();
    add.mockRejectedValueOnce(notConnected).mockResolvedValueOnce({});
    const { ports } = command({ onPhone: true, add });
    expect(await addZoomMeeting(ports)).toBe(true);
    expect(ports.signIn).toHaveBeenCalledTimes(1);
    expect(ports.connectZoom).toHaveBeenCalledTimes(1);
    expect(add).toHaveBeenCalledTimes(2);
  });

  test("does not connect again when Zoom still refuses", async () => {
    const add = jest.fn(() => Promise.reject(notConnected));
    const { ports } = command({ onPhone: true, add });
    expect(await addZoomMeeting(ports)).toBe(false);
    expect(ports.connectZoom).toHaveBeenCalledTimes(1);
  });
});

describe("the event of a command", () => {
  test.each([
    ["done", () => Promise.resolve(true), true],
    ["not done", () => Promise.resolve(false), false],
    ["rejected", () => Promise.reject(new Error("broken")), false],
    [
      "thrown",
      () => {
        throw new Error("broken");
      },
      false,
    ],
  ])("is answered exactly once when it is %s", async (_, work, allowEvent) => {
    jest.spyOn(console, "warn").mockImplementation(() => undefined);
    const completed = jest.fn();
    await runCommand({ completed }, work);
    expect(completed.mock.calls).toEqual([[{ allowEvent }]]);
  });

  test("is answered when the command hangs", async () => {
    jest.useFakeTimers();
    const completed = jest.fn();
    const run = runCommand({ completed }, () => new Promise(() => undefined));
    await jest.advanceTimersByTimeAsync(12 * 60_000);
    await run;
    expect(completed.mock.calls).toEqual([[{ allowEvent: false }]]);
    jest.useRealTimers();
  });
});
