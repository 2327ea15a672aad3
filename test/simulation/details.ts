import { type StoredEvent } from "../../src/sandbox/world/model.ts";
import { type StoredMeeting } from "../../src/sandbox/zoom/core/meeting.ts";
import { ada } from "../support/product.ts";
import { type Standing } from "./agreement.ts";
import { type Ledger } from "./ledger.ts";

/** Guests, notes and privacy are the same on both sides; of a private event the last alone. */
export function detailFaults(ledger: Ledger, { events, meetings, numbers }: Standing): string[] {
  return events.flatMap((event) => {
    const number = numbers.get(event.id);
    const meeting = meetings.find(({ id }) => String(id) === number);
    if (number === undefined || !meeting) return [];
    const isHidden = ["private", "confidential"].includes(event.sensitivity);
    const isPrivate = meeting.settings.private_meeting === true;
    if (isHidden !== isPrivate) return [`${event.subject} private: ${isHidden}, Zoom ${isPrivate}`];
    if (isHidden) return [];
    const outlook = { guests: guestsOf(event), notes: words(event.body.content) };
    const zoom = { guests: inviteesOf(meeting), notes: words(meeting.agenda) };
    // What was written in Zoom before the two were compared for the first time stays there.
    const keepsItsOwn = ledger.creationOf("zoom", number)?.ofEvent !== undefined;
    return (["guests", "notes"] as const)
      .filter((detail) => !(keepsItsOwn && zoom[detail] !== "") && outlook[detail] !== zoom[detail])
      .map(
        (detail) => `${event.subject} ${detail}: Outlook ${outlook[detail]}, Zoom ${zoom[detail]}`,
      );
  });
}

const guestsOf = ({ attendees }: StoredEvent): string =>
  addresses(attendees.map(({ emailAddress }) => emailAddress.address).filter(isSomebodyElse));

const isSomebodyElse = (address: string): boolean =>
  address.toLowerCase() !== ada.mail.toLowerCase();

function inviteesOf({ settings }: StoredMeeting): string {
  const { meeting_invitees: invitees } = settings as {
    meeting_invitees?: Array<{ email: string }>;
  };
  return addresses((invitees ?? []).map(({ email }) => email));
}

const addresses = (list: readonly string[]): string =>
  list
    .map((address) => address.toLowerCase())
    .sort()
    .join(", ");

/** Those of this simulation, which are numbered, without what stands in links. */
const words = (text: string): string =>
  (text.replace(/<[^>]*>/g, " ").match(/\bS\d+\b/g) ?? []).join(" ");
