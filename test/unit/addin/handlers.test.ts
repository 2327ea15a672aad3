import { afterEach, beforeEach, describe, expect, jest, test } from "@jest/globals";
import { handlerTexts } from "../../../src/addin/launchevents/handler-texts.ts";
import {
  onBarDismissed,
  onEdited,
  onOpened,
  onSend,
} from "../../../src/addin/launchevents/handlers.ts";
import type { CompletableEvent, SendAnswer } from "../../../src/addin/outlook/actions.ts";
import type { ReportRequest } from "../../../src/shared/api/meeting.ts";
import {
  FakeOutlook,
  weeklySeries,
  type ClientProfile,
  type FakeState,
  type Fault,
} from "./support/fake-outlook.ts";
import { bodyWithBlock, itemKey, meetingView } from "./support/meetings.ts";

type Handler = (event: CompletableEvent<SendAnswer>) => void;

const handlers: Record<string, Handler> = { onOpened, onEdited, onBarDismissed, onSend };
const withMeeting = (): Partial<FakeState> => ({
  body: bodyWithBlock(),
  customProperties: { zoomMeeting: { itemKey } },
  roamingSettings: { ticket: "ticket-1" },
});

interface Sent {
  url: string;
  headers: Record<string, string>;
  request: ReportRequest;
}
let sent: Sent[] = [];
let answer: () => Promise<Response> = () => Promise.resolve(Response.json({ meeting: null }));

/** Replies are read in real turns of the event loop, which fake timers do not see. */
async function letRunOut(): Promise<void> {
  for (let turn = 0; turn < 10; turn += 1) {
    await new Promise((resolve) => {
      setImmediate(resolve);
    });
  }
}

/** Runs a handler until it has answered, and lets all that is left run out. */
async function run(handler: Handler, outlook: FakeOutlook): Promise<Array<SendAnswer | undefined>> {
  outlook.install();
  const answers: Array<SendAnswer | undefined> = [];
  handler({ completed: (value) => void answers.push(value) });
  await letRunOut();
  await jest.advanceTimersByTimeAsync(120_000);
  await letRunOut();
  return answers;
}

beforeEach(() => {
  jest.useFakeTimers({ doNotFake: ["setImmediate", "queueMicrotask", "nextTick"] });
  sent = [];
  answer = () => Promise.resolve(Response.json({ meeting: meetingView() }));
  jest.spyOn(console, "warn").mockImplementation(() => undefined);
  jest.spyOn(globalThis, "fetch").mockImplementation((url, options) => {
    sent.push({
      url: url instanceof Request ? url.url : url.toString(),
      headers: options?.headers as Record<string, string>,
      request: JSON.parse(options?.body as string) as ReportRequest,
    });
    return answer();
  });
});

afterEach(() => {
  jest.useRealTimers();
  jest.restoreAllMocks();
});

describe("without a meeting or without a ticket", () => {
  test.each(["onOpened", "onEdited", "onSend"])(
    "%s makes no request for a plain appointment",
    async (name) => {
      const answers = await run(
        handlers[name]!,
        new FakeOutlook("web", { roamingSettings: { ticket: "ticket-1" } }),
      );
      expect(answers).toEqual([name === "onSend" ? { allowEvent: true } : undefined]);
      expect(sent).toEqual([]);
    },
  );

  test.each(["onOpened", "onEdited", "onSend"])(
    "%s makes no request without a ticket",
    async (name) => {
      const answers = await run(
        handlers[name]!,
        new FakeOutlook("web", { ...withMeeting(), roamingSettings: {} }),
      );
      expect(answers).toHaveLength(1);
      expect(sent).toEqual([]);
    },
  );
});

describe("reports", () => {
  test("shows the ticket, the key and the item as it is now, to an absolute address", async () => {
    await run(onEdited, new FakeOutlook("new", withMeeting()));
    expect(sent).toHaveLength(1);
    const [{ url, headers, request }] = sent as [Sent];
    expect(url).toBe("__PUBLIC_URL__/api/meetings/report");
    expect(headers.Authorization).toBe("Ticket ticket-1");
    expect(request).toMatchObject({
      action: "edited",
      itemKey,
      handlerVersion: expect.stringMatching(/^\d+\.\d+\.\d+$/),
      appointment: {
        kind: "single",
        subject: "Weekly planning",
        time: {
          start: "2026-11-24T09:00:00.000Z",
          end: "2026-11-24T10:00:00.000Z",
          timeZone: "W. Europe Standard Time",
          isAllDay: false,
        },
        hasJoinBlock: true,
        joinUrls: [meetingView().joinUrl],
        attendees: ["ben@contoso.example"],
      },
    });
  });

  test("never carries the text of the body", async () => {
    await run(onSend, new FakeOutlook("new", withMeeting()));
    expect(JSON.stringify(sent)).not.toContain("Agenda");
  });

  test("recognises an edited occurrence that lost its properties by its join block", async () => {
    const outlook = new FakeOutlook("classic", {
      ...withMeeting(),
      customProperties: {},
      seriesId: "series/1",
    });
    await run(onOpened, outlook);
    expect(sent[0]?.request).toMatchObject({
      itemKey,
      appointment: {
        kind: "occurrence",
        openedStart: "2026-11-24T09:00:00.000Z",
        outlookSeriesId: "series-1",
      },
    });
  });

  test("keeps the first start of the form when the event fires twice", async () => {
    const outlook = new FakeOutlook("mac", { ...withMeeting(), seriesId: "series/1" });
    await run(onOpened, outlook);
    outlook.state.start = new Date("2026-11-24T11:00:00.000Z");
    await run(onOpened, outlook);
    expect(sent[1]?.request.appointment.openedStart).toBe("2026-11-24T09:00:00.000Z");
  });

  test("reads the recurrence of a series", async () => {
    await run(onEdited, new FakeOutlook("web", { ...withMeeting(), recurrence: weeklySeries }));
    expect(sent[0]?.request.appointment).toMatchObject({
      kind: "series",
      recurrence: {
        pattern: { type: "weekly", interval: 1, daysOfWeek: ["tuesday"], firstDayOfWeek: "monday" },
        range: { type: "endDate", startDate: "2026-11-24", endDate: "2026-12-22" },
      },
    });
  });

  test("a ticket the server refuses is forgotten, so that the pane asks for another", async () => {
    answer = () => Promise.resolve(Response.json({}, { status: 401 }));
    const outlook = new FakeOutlook("web", withMeeting());
    await run(onEdited, outlook);
    expect(outlook.state.roamingSettings).toEqual({});
  });
});

describe("opening", () => {
  const drifted = meetingView({ health: { state: "outOfDate", behind: "zoom", differences: [] } });

  test("shows a bar with the way to the pane when Zoom has gone another way", async () => {
    answer = () => Promise.resolve(Response.json({ meeting: drifted }));
    const outlook = new FakeOutlook("web", withMeeting());
    await run(onOpened, outlook);
    expect(outlook.state.notifications).toEqual([
      expect.objectContaining({
        type: "insightMessage",
        message: handlerTexts.en.outOfDate,
        actions: [
          expect.objectContaining({ actionType: "showTaskPane", commandId: "ZoomSettingsPane" }),
        ],
      }),
    ]);
  });

  test("shows no bar while the two are in step", async () => {
    const outlook = new FakeOutlook("web", withMeeting());
    await run(onOpened, outlook);
    expect(outlook.state.notifications).toEqual([]);
  });

  test("does not bring back a bar the person closed", async () => {
    answer = () => Promise.resolve(Response.json({ meeting: drifted }));
    const outlook = new FakeOutlook("web", withMeeting());
    await run(onBarDismissed, outlook);
    await run(onOpened, outlook);
    expect(outlook.state.notifications).toEqual([]);
  });
});

describe("sending", () => {
  const send = async (state: Partial<FakeState>, meeting = meetingView()) => {
    answer = () => Promise.resolve(Response.json({ meeting }));
    const answers = await run(onSend, new FakeOutlook("web", { ...withMeeting(), ...state }));
    expect(answers).toHaveLength(1);
    return answers[0];
  };

  test("lets an invitation go whose link works", async () => {
    expect(await send({})).toEqual({ allowEvent: true });
    expect(sent[0]?.request.action).toBe("sent");
  });

  test("asks when the join block was deleted, and leads to the pane", async () => {
    expect(await send({ body: "<html><body>Agenda</body></html>" })).toEqual({
      allowEvent: false,
      errorMessage: handlerTexts.en.sendWithoutLink,
      cancelLabel: handlerTexts.en.takeAction,
      commandId: "ZoomSettingsPane",
      contextData: expect.any(String),
    });
  });

  test("asks when the link leads into another meeting", async () => {
    const other = meetingView({
      zoomMeetingId: "99999999999",
      joinUrl: "https://zoom.us/j/99999999999",
    });
    expect(await send({}, other)).toMatchObject({ allowEvent: false });
  });

  test("asks when Zoom no longer has the meeting, and when the item is a copy", async () => {
    const deleted = meetingView({ health: { state: "zoomDeleted", recoverableUntil: null } });
    const copy = meetingView({ health: { state: "copy" } });
    expect(await send({}, deleted)).toMatchObject({
      errorMessage: handlerTexts.en.sendWithDeadLink,
    });
    expect(await send({}, copy)).toMatchObject({
      errorMessage: handlerTexts.en.sendWithForeignLink,
    });
  });

  test("lets an appointment go whose meeting was removed or cancelled", async () => {
    expect(await send({ body: "" }, meetingView({ state: "removed" }))).toEqual({
      allowEvent: true,
    });
  });

  test.each([400, 401, 403, 404, 409, 429, 500, 503])(
    "lets it go when the server answers %i",
    async (status) => {
      answer = () => Promise.resolve(new Response("<html></html>", { status }));
      expect(await run(onSend, new FakeOutlook("web", withMeeting()))).toEqual([
        { allowEvent: true },
      ]);
    },
  );

  test("lets it go within four seconds when the server never answers", async () => {
    answer = () => new Promise(() => undefined);
    new FakeOutlook("web", withMeeting()).install();
    const completed = jest.fn();
    onSend({ completed });
    await jest.advanceTimersByTimeAsync(3_900);
    expect(completed).not.toHaveBeenCalled();
    await jest.advanceTimersByTimeAsync(200);
    expect(completed.mock.calls).toEqual([[{ allowEvent: true }]]);
  });
});

describe("every await that goes wrong", () => {
  const profiles: ClientProfile[] = ["web", "new", "classic", "mac"];
  const faults: Fault[] = ["fail", "mute", "throw", "nothing"];
  test.each(
    profiles.flatMap((profile) => Object.keys(handlers).map((name) => [profile, name] as const)),
  )("on %s, %s answers exactly once", async (profile, name) => {
    const state = { ...withMeeting(), seriesId: "series/1" };
    const clean = new FakeOutlook(profile, structuredClone(state));
    answer = () =>
      Promise.resolve(
        Response.json({
          meeting: meetingView({ health: { state: "zoomDeleted", recoverableUntil: null } }),
        }),
      );
    await run(handlers[name]!, clean);
    expect(clean.calls.length).toBeGreaterThan(0);
    for (let at = 0; at < clean.calls.length; at += 1) {
      for (const fault of faults) {
        const outlook = new FakeOutlook(profile, structuredClone(state));
        outlook.faults.set(at, fault);
        const answers = await run(handlers[name]!, outlook);
        expect({ call: clean.calls[at], fault, answered: answers.length }).toEqual({
          call: clean.calls[at],
          fault,
          answered: 1,
        });
      }
    }
  });

  test.each(Object.keys(handlers))("%s answers exactly once when no item is open", async (name) => {
    const outlook = new FakeOutlook("web", withMeeting());
    (outlook.office.context as { mailbox: { item: unknown } }).mailbox.item = null;
    expect(await run(handlers[name]!, outlook)).toHaveLength(1);
  });
});

describe("the handlers' words", () => {
  test.each(["en", "de"] as const)("in %s fit what Outlook shows", (language) => {
    const texts = handlerTexts[language];
    for (const key of ["outOfDate", "zoomDeleted", "copy"] as const) {
      expect(texts[key].length).toBeLessThanOrEqual(150);
    }
    for (const key of ["sendWithoutLink", "sendWithDeadLink", "sendWithForeignLink"] as const) {
      expect(texts[key].length).toBeLessThanOrEqual(500);
    }
    expect(texts.openPane.length).toBeLessThanOrEqual(30);
    expect(texts.takeAction.length).toBeLessThanOrEqual(20);
  });
});
