import { expect, it } from "@jest/globals";
import { emptyCalendarState } from "../../../src/sandbox/zoom/calendar/calendar-state.ts";
import { createMeeting } from "../../../src/sandbox/zoom/core/meeting-creation.ts";
import { deleteMeeting, purgeRecycleBin } from "../../../src/sandbox/zoom/core/meeting-removal.ts";
import { readMeetingRequest } from "../../../src/sandbox/zoom/core/meeting-request.ts";
import { listZoomUsers } from "../../../src/sandbox/zoom/core/users.ts";
import { type ZoomEvent, emptyZoomState } from "../../../src/sandbox/zoom/core/zoom-state.ts";
import { createFakeSandbox } from "../../support/fake-sandbox.ts";

it("empties the recycle bin of meetings deleted more than seven days ago", () => {
  const sandbox = createFakeSandbox();
  const events: ZoomEvent[] = [];
  const world = {
    sandbox,
    state: sandbox.keep("zoom", emptyZoomState),
    calendars: sandbox.keep("zoom-calendar", emptyCalendarState),
    users: listZoomUsers(sandbox.people),
    emit: (event: ZoomEvent) => void events.push(event),
  };
  const host = world.users[0]!;
  const meeting = createMeeting(world, host, readMeetingRequest({ type: 2 }, "create"), "open_api");
  deleteMeeting(world, meeting, host);
  sandbox.setNow("2026-03-09T09:00:00Z");
  purgeRecycleBin(world);
  expect(world.state.value.meetings).toHaveProperty(String(meeting.id));
  sandbox.setNow("2026-03-09T09:00:01Z");
  purgeRecycleBin(world);
  expect(world.state.value.meetings).toEqual({});
  expect(events.map(({ name }) => name)).toEqual([
    "meeting.created",
    "meeting.deleted",
    "meeting.permanently_deleted",
  ]);
});
