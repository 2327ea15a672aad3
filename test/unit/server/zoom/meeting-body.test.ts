import { describe, expect, test } from "@jest/globals";
import { createBody, patchBody } from "../../../../src/server/zoom/meeting-body.ts";
import { type ZoomMeeting } from "../../../../src/server/zoom/meeting-schema.ts";
import { zoomStateOf } from "../../../../src/server/zoom/zoom-state.ts";
import { type ZoomFields } from "../../../../src/sync/model.ts";
import { at } from "../../sync/build.ts";

const plain: ZoomFields = {
  topic: "Budget",
  schedule: {
    kind: "single",
    start: at("2026-12-01T09:00:00Z"),
    durationMinutes: 60,
    timeZone: "Europe/Berlin",
  },
  exceptions: {},
  agenda: null,
  invitees: null,
  isPrivate: null,
  options: null,
};
const full: ZoomFields = {
  ...plain,
  agenda: "Bring numbers",
  invitees: ["ann@example.com", "bob@example.com"],
  isPrivate: true,
};

describe("what is written to a meeting", () => {
  test("a create names notes, invitees and privacy only when the plan does", () => {
    expect(createBody(full, {})).toMatchObject({
      agenda: "Bring numbers",
      settings: {
        meeting_invitees: [{ email: "ann@example.com" }, { email: "bob@example.com" }],
        private_meeting: true,
      },
    });
    const body = createBody(plain, {});
    expect(Object.keys(body).sort()).toEqual([
      "duration",
      "settings",
      "start_time",
      "timezone",
      "topic",
      "type",
    ]);
    expect(body.settings).toEqual({ calendar_type: 1, push_change_to_calendar: false });
    const empty = createBody({ ...plain, agenda: "", invitees: [], isPrivate: false }, {});
    expect(empty).toEqual(body);
  });

  test("a patch carries what changed and nothing else", () => {
    expect(patchBody({})).toEqual({});
    expect(patchBody({ topic: "New" })).toEqual({ topic: "New" });
    expect(patchBody({ agenda: "" })).toEqual({ agenda: "" });
    expect(patchBody({ invitees: [] })).toEqual({ settings: { meeting_invitees: [] } });
    expect(patchBody({ isPrivate: false })).toEqual({ settings: { private_meeting: false } });
    expect(patchBody({ options: { waitingRoom: true } })).toEqual({
      settings: { waiting_room: true },
    });
    expect(patchBody({ options: { passcode: false } })).toEqual({ password: "" });
    const everything = patchBody({
      topic: "New",
      schedule: plain.schedule,
      agenda: "Notes",
      invitees: ["ann@example.com"],
      isPrivate: true,
      options: { muteUponEntry: true, passcode: true },
    });
    expect(everything).toEqual({
      topic: "New",
      type: 2,
      start_time: "2026-12-01T09:00:00Z",
      duration: 60,
      timezone: "Europe/Berlin",
      agenda: "Notes",
      password: expect.stringMatching(/^.{10}$/),
      settings: {
        mute_upon_entry: true,
        meeting_invitees: [{ email: "ann@example.com" }],
        private_meeting: true,
      },
    });
  });
});

describe("what is read of a meeting", () => {
  const bare: ZoomMeeting = {
    id: 81234567890,
    topic: "Budget",
    type: 2,
    start_time: "2026-12-01T09:00:00Z",
    duration: 60,
    timezone: "Europe/Berlin",
    join_url: "https://zoom.us/j/81234567890",
  };
  const meeting: ZoomMeeting = {
    ...bare,
    agenda: "Bring numbers",
    password: "abc",
    settings: {
      meeting_invitees: [{ email: "ann@example.com" }],
      private_meeting: true,
      use_pmi: false,
      waiting_room: true,
      host_video: false,
      participant_video: true,
      join_before_host: false,
      mute_upon_entry: true,
      audio: "voip",
    },
  };

  test("is its time and topic alone, unless it is asked for in full", () => {
    expect(zoomStateOf(meeting)).toMatchObject({
      agenda: null,
      invitees: null,
      isPrivate: null,
      options: null,
    });
    expect(zoomStateOf(meeting, { full: true })).toMatchObject({
      topic: "Budget",
      agenda: "Bring numbers",
      invitees: ["ann@example.com"],
      isPrivate: true,
      options: {
        meetingId: "automatic",
        passcode: true,
        waitingRoom: true,
        hostVideo: false,
        participantVideo: true,
        joinBeforeHost: false,
        muteUponEntry: true,
        audio: "voip",
      },
    });
  });

  test("takes what Zoom leaves out for what a meeting does not have", () => {
    const read = zoomStateOf({ ...bare, settings: { audio: "thirdParty" } }, { full: true });
    expect(read).toMatchObject({ agenda: "", invitees: [], isPrivate: false });
    expect(read.options).toEqual({ passcode: false });
  });

  test("says nothing of what was not answered at all", () => {
    const answered = { ...bare, agenda: "Bring numbers" };
    expect(zoomStateOf(answered, { full: true })).toMatchObject({
      agenda: "Bring numbers",
      invitees: null,
      isPrivate: null,
      options: null,
    });
  });
});
