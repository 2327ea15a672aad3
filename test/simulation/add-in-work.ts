import { createInvitation } from "../../src/addin/meeting/invitation.ts";
import { type MeetingView } from "../../src/shared/api/meeting.ts";
import { ada, appointment, ben, newItemKey } from "../support/product.ts";
import { type Ledger } from "./ledger.ts";
import { guest } from "./outlook-work.ts";
import { type SimulatedWorld } from "./simulated-world.ts";
import { nextSubject, randomSlot } from "./slots.ts";

/** Ada clicks *Add a Zoom meeting* in a new appointment, and saves it. */
export async function addWithAddIn(world: SimulatedWorld, ledger: Ledger): Promise<void> {
  const subject = nextSubject();
  const slot = randomSlot(world);
  const instant = ({ dateTime }: typeof slot.start) =>
    Temporal.PlainDateTime.from(dateTime)
      .toZonedDateTime("Europe/Berlin")
      .toInstant()
      .toString({ smallestUnit: "second" });
  const time = {
    start: instant(slot.start),
    end: instant(slot.end),
    timeZone: ada.timeZone,
    isAllDay: false,
  };
  // Of each day a new sign-in: the clock has left the last one's token behind.
  const addIn = await world.product.signIn(ada);
  const { status, body } = await addIn.call<MeetingView>("POST", "/api/meetings", {
    itemKey: newItemKey(),
    appointment: appointment({ subject, time }),
  });
  if (status !== 200) {
    ledger.note(`  refused with ${status}`);
    return;
  }
  const { publicUrl } = world.product.config;
  const invitation = createInvitation({ publicUrl, zoomHosts: [], language: "en" });
  // Of the number alone: chance would give every seed another story.
  const isForMore = Number(subject.slice(1)) % 3 === 0;
  const notes = isForMore ? `<p>Notes ${subject}</p>` : "";
  const { content } = invitation.put({ format: "html", content: notes }, body);
  const event = world.sandbox.calendar.create(ada.id, {
    subject,
    ...slot,
    ...(isForMore && { attendees: [guest(ben)] }),
    body: { contentType: "html", content },
    location: { displayName: body.joinUrl, locationType: "default" },
  });
  ledger.made("outlook", event.id, { subject });
  ledger.made("zoom", body.zoomMeetingId, { subject, ofEvent: event.id });
  ledger.note(`  ${subject} ${slot.start.dateTime.slice(0, 16)} (${body.zoomMeetingId})`);
}
