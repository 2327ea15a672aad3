import { addWithPane } from "../support/add-in.ts";
import { ada, ben } from "../support/product.ts";
import { guest } from "../support/syncing.ts";
import { type Ledger } from "./ledger.ts";
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
  // Of the number alone: chance would give every seed another story.
  const isForMore = Number(subject.slice(1)) % 3 === 0;
  const notes = isForMore ? `<p>Notes ${subject}</p>` : "";
  const { status, meeting, written } = await addWithPane(world.product, { subject, time }, notes);
  if (!meeting) {
    ledger.note(`  refused with ${status}`);
    return;
  }
  const event = world.sandbox.calendar.create(ada.id, {
    ...{ subject, ...slot, ...written },
    ...(isForMore && { attendees: [guest(ben)] }),
  });
  ledger.made("outlook", event.id, { subject });
  ledger.made("zoom", meeting.zoomMeetingId, { subject, ofEvent: event.id });
  ledger.note(`  ${subject} ${slot.start.dateTime.slice(0, 16)} (${meeting.zoomMeetingId})`);
}
