import { isJsonObject } from "../core/json.ts";
import { type ZoomWorld } from "../core/zoom-state.ts";
import { type StoredCalendar, type StoredEvent } from "./calendar-state.ts";
import { summaryOf } from "./event-view.ts";

export type SendUpdates = "all" | "externalOnly" | "none";

const domainOf = (email: string) => email.slice(email.indexOf("@") + 1).toLowerCase();

/** Guests get mail unless the caller says `sendUpdates=none`; the traffic log shows each. */
export function mailGuests(
  world: ZoomWorld,
  calendar: StoredCalendar,
  event: StoredEvent,
  what: "invited to" | "told of a change of" | "told of the end of",
  sendUpdates: SendUpdates,
): void {
  if (sendUpdates === "none" || !Array.isArray(event.fields.attendees)) return;
  const owner = world.users.find(({ id }) => id === calendar.ownerId);
  const ownDomain = domainOf(owner?.email ?? calendar.id);
  for (const attendee of event.fields.attendees) {
    const email = isJsonObject(attendee) ? attendee.email : undefined;
    if (typeof email !== "string") continue;
    const isSkipped = sendUpdates === "externalOnly" && domainOf(email) === ownDomain;
    if (isSkipped || email === owner?.email) continue;
    world.sandbox.traffic.record({
      direction: "out",
      service: "zoom",
      method: "MAIL",
      path: `/mail/${email}`,
      status: null,
      durationMs: null,
      note: `${email} is ${what} "${summaryOf(event)}"`,
    });
  }
}
