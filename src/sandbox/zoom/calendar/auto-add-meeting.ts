import { writeInvitation } from "../core/invitation.ts";
import { createMeeting } from "../core/meeting-creation.ts";
import { joinUrlOf } from "../core/meeting-view.ts";
import { choicesOf } from "../core/user-settings.ts";
import { type ZoomUser } from "../core/users.ts";
import { type ZoomWorld } from "../core/zoom-state.ts";
import { getSetting } from "./calendar-settings.ts";
import { type EventRequest } from "./event-request.ts";

/**
 * With `autoAddZoomMeeting` on, an event inserted into the calendar gets a Zoom meeting nobody asked
 * for: its link is the location, its invitation ends the description. A series gets a meeting
 * without fixed time.
 */
export function withAutoAddedMeeting(
  world: ZoomWorld,
  owner: ZoomUser,
  request: EventRequest,
): EventRequest {
  const isOn =
    getSetting(world, owner, "autoAddZoomMeeting").value === "true" &&
    getSetting(world, owner, "defaultAddOnType").value === "1";
  const { start, end, fields } = request;
  const mayHost = choicesOf(world.state.value, owner.id).mayHost;
  if (!isOn || !mayHost || start.kind === "day" || end.kind === "day") return request;
  const isSeries = Array.isArray(fields.recurrence) && fields.recurrence.length > 0;
  const minutes = Math.round((Date.parse(end.instant) - Date.parse(start.instant)) / 60_000);
  const meeting = createMeeting(
    world,
    owner,
    {
      topic: typeof fields.summary === "string" ? fields.summary.slice(0, 200) : "",
      type: isSeries ? 3 : 2,
      startTime: { text: start.instant.replace("Z", ""), isUtc: true },
      duration: Math.min(Math.max(minutes, 1), 1440),
      settings: {},
    },
    "web_portal",
  );
  const before = typeof fields.description === "string" ? `${fields.description}\n\n` : "";
  const description = `${before}${writeInvitation(world, meeting, owner)}`.slice(0, 15_000);
  return {
    start,
    end,
    fields: { ...fields, location: joinUrlOf(world, meeting), description },
  };
}
