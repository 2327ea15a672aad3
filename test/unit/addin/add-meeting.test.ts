import { beforeEach, describe, expect, test } from "@jest/globals";
import { ApiProblem, ApiUnreachable } from "../../../src/addin/backend/errors.ts";
import {
  addMeeting,
  type AddMeetingPorts,
  giveOwnMeeting,
} from "../../../src/addin/meeting/add-meeting.ts";
import { openAppointment } from "../../../src/addin/meeting/appointment.ts";
import { AppointmentNotReady, InvitationNotWritten } from "../../../src/addin/meeting/errors.ts";
import { createOneAtATime } from "../../../src/addin/meeting/one-at-a-time.ts";
import { removeMeeting, undoRemoval } from "../../../src/addin/meeting/remove-meeting.ts";
import type { AddMeetingRequest, MeetingView } from "../../../src/shared/api/meeting.ts";
import { FakeOutlook, type ClientProfile, type FakeState } from "./support/fake-outlook.ts";
import { invitation, joinUrl, meetingView } from "./support/meetings.ts";

/** One meeting for each key, as the server keeps it. */
class FakeServer {
  readonly meetings = new Map<string, MeetingView>();
  readonly requests: AddMeetingRequest[] = [];
  removed: string[] = [];
  failure: Error | null = null;

  addMeeting = (request: AddMeetingRequest): Promise<MeetingView> => {
    this.requests.push(request);
    if (this.failure !== null) return Promise.reject(this.failure);
    const number = 86_123_456_789 + this.meetings.size;
    const known = this.meetings.get(request.itemKey) ?? {
      ...meetingView({ itemKey: request.itemKey, zoomMeetingId: `${number}` }),
      joinUrl: `https://contoso.zoom.us/j/${number}?pwd=abc.1`,
    };
    this.meetings.set(request.itemKey, known);
    return Promise.resolve(known);
  };

  removeMeeting = (itemKey: string): Promise<void> => {
    if (this.failure !== null) return Promise.reject(this.failure);
    this.removed.push(itemKey);
    return Promise.resolve();
  };

  recoverMeeting = (itemKey: string): Promise<MeetingView> =>
    Promise.resolve(this.meetings.get(itemKey) ?? meetingView({ itemKey }));
}

let server: FakeServer;
let outlook: FakeOutlook;
let keys: number;

const open = (profile: ClientProfile, state: Partial<FakeState> = {}): void => {
  outlook = new FakeOutlook(profile, state);
  outlook.install();
};

/** A frame of its own: the pane and the ribbon's page share the item and nothing else. */
const frame = (): AddMeetingPorts & { api: FakeServer } => ({
  appointment: openAppointment(invitation),
  invitation,
  api: server,
  newKey: () => `${String((keys += 1)).padStart(8, "0")}-2222-4333-8444-555555555555`,
  wait: (ms) =>
    new Promise((resolve) => {
      setTimeout(resolve, ms);
    }),
});

beforeEach(() => {
  server = new FakeServer();
  keys = 0;
  open("web");
});

const blocksIn = (body: string): number => body.split("/portal/activity#z=").length - 1;
const plainBody = "<html><body><div>Agenda</div></body></html>";

describe("adding a meeting", () => {
  test.each(["web", "new", "classic", "mac", "mobile"] as const)(
    "writes block, location and key on %s, and sends what the form says",
    async (profile) => {
      open(profile, { location: "Room 4" });
      const meeting = await addMeeting(frame());
      expect(meeting.joinUrl).toBe(joinUrl);
      expect(blocksIn(outlook.state.body)).toBe(1);
      expect(outlook.state.location).toBe(`Room 4; ${joinUrl}`);
      expect(outlook.state.customProperties).toEqual({
        zoomMeeting: { itemKey: meeting.itemKey },
      });
      expect(server.requests[0]?.appointment).toMatchObject({
        subject: "Weekly planning",
        hasJoinBlock: false,
        joinUrls: [],
      });
    },
  );

  test("keeps booked rooms as rooms", async () => {
    open("web", { rooms: ["room4@contoso.example"] });
    await addMeeting(frame());
    expect(outlook.state.rooms).toEqual(["room4@contoso.example"]);
    expect(outlook.state.location).toBe(joinUrl);
  });

  test("ten clicks in several frames make one meeting and one block", async () => {
    const frames = [frame(), frame(), frame()];
    const inFrame = frames.map(() => createOneAtATime<MeetingView>("add", undefined));
    const added = await Promise.all(
      Array.from({ length: 10 }, (_, click) =>
        inFrame[click % 3]!(() => addMeeting(frames[click % 3]!)),
      ),
    );
    expect(new Set(added.map(({ itemKey }) => itemKey)).size).toBe(1);
    expect(server.meetings.size).toBe(1);
    expect(blocksIn(outlook.state.body)).toBe(1);
  });

  test("frames with locks wait for each other", async () => {
    let running = 0;
    let most = 0;
    let last: Promise<unknown> = Promise.resolve();
    const locks = {
      request: <T>(_: string, work: () => Promise<T>): Promise<T> => {
        const next = last.then(work);
        last = next;
        return next;
      },
    };
    const work = async (): Promise<number> => {
      running += 1;
      most = Math.max(most, running);
      await new Promise((resolve) => {
        setTimeout(resolve, 1);
      });
      return (running -= 1);
    };
    const first = createOneAtATime<number>("add", locks);
    const second = createOneAtATime<number>("add", locks);
    await Promise.all([first(work), second(work), first(work)]);
    expect(most).toBe(1);
  });

  test("puts the same meeting back when its block was deleted by hand", async () => {
    const before = await addMeeting(frame());
    outlook.state.body = plainBody;
    const after = await addMeeting(frame());
    expect(after.itemKey).toBe(before.itemKey);
    expect(server.meetings.size).toBe(1);
    expect(blocksIn(outlook.state.body)).toBe(1);
  });

  test("recognises the key by the block alone, where the stored properties vanished", async () => {
    const before = await addMeeting(frame());
    outlook.state.customProperties = {};
    open("classic", { body: outlook.state.body });
    expect((await addMeeting(frame())).itemKey).toBe(before.itemKey);
  });

  test("changes nothing when the appointment ends before it starts", async () => {
    open("web", { end: new Date("2026-11-24T08:00:00Z") });
    await expect(addMeeting(frame())).rejects.toThrow(AppointmentNotReady);
    expect(server.requests).toEqual([]);
    expect(outlook.state.body).toBe(plainBody);
  });

  test("changes nothing on an attendee's copy", async () => {
    const context = outlook.office.context as { mailbox: { item: unknown } };
    context.mailbox.item = { subject: "Weekly planning" };
    await expect(addMeeting(frame())).rejects.toThrow(AppointmentNotReady);
    expect(server.requests).toEqual([]);
  });

  test("leaves the appointment as it was when the server fails", async () => {
    server.failure = new ApiUnreachable("too slow");
    await expect(addMeeting(frame())).rejects.toThrow(ApiUnreachable);
    expect(outlook.state.body).toBe(plainBody);
    expect(outlook.state.location).toBe("");
    expect(outlook.state.customProperties).toEqual({});
  });

  test("says so when the block could not be written, and the next click uses the same meeting", async () => {
    const clean = new FakeOutlook("web");
    clean.install();
    await addMeeting(frame());
    const write = clean.calls.indexOf("body.setAsync");
    server = new FakeServer();
    open("web");
    outlook.faults.set(write, "fail");
    await expect(addMeeting(frame())).rejects.toThrow(InvitationNotWritten);
    await addMeeting(frame());
    expect(server.meetings.size).toBe(1);
    expect(blocksIn(outlook.state.body)).toBe(1);
  });
});

describe("removing a meeting", () => {
  test("takes out block, link and key, and not one byte more", async () => {
    open("web", { location: "Room 4" });
    const meeting = await addMeeting(frame());
    await removeMeeting(frame(), meeting);
    expect(outlook.state.body).toBe(plainBody);
    expect(outlook.state.location).toBe("Room 4");
    expect(outlook.state.customProperties).toEqual({});
    expect(server.removed).toEqual([meeting.itemKey]);
  });

  test("puts everything back when Zoom keeps the meeting", async () => {
    const meeting = await addMeeting(frame());
    server.failure = new ApiUnreachable("no connection");
    await expect(removeMeeting(frame(), meeting)).rejects.toThrow(ApiUnreachable);
    expect(blocksIn(outlook.state.body)).toBe(1);
    expect(outlook.state.location).toBe(joinUrl);
  });

  test("a meeting that is gone already counts as removed", async () => {
    const meeting = await addMeeting(frame());
    server.failure = new ApiProblem({
      status: 404,
      code: "meeting.unknown",
      detail: "",
      correlationId: "c",
    });
    await removeMeeting(frame(), meeting);
    expect(outlook.state.body).toBe(plainBody);
  });

  test("can be undone: the same meeting, block and link", async () => {
    const meeting = await addMeeting(frame());
    const { body, location } = outlook.state;
    await removeMeeting(frame(), meeting);
    await undoRemoval(frame(), meeting.itemKey);
    expect(outlook.state).toMatchObject({ body, location });
  });
});

test("a copy gets a meeting of its own and loses the original's link", async () => {
  await addMeeting(frame());
  const copy = await giveOwnMeeting(frame());
  expect(server.meetings.size).toBe(2);
  expect(blocksIn(outlook.state.body)).toBe(1);
  expect(outlook.state.body).toContain(copy.zoomMeetingId);
  expect(outlook.state.location).toBe(copy.joinUrl);
  expect(outlook.state.customProperties).toEqual({ zoomMeeting: { itemKey: copy.itemKey } });
});
