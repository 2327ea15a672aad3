import { invalidRequest } from "./calendar-error.ts";
import { newChangeKey } from "./identity.ts";
import { type Mailboxes } from "./mailboxes.ts";
import { type InvitationAnswer, type StoredEvent } from "./model.ts";

/** Writes an attendee's answer on the copy, and beside the attendee's name on the organizer's event. */
export function answerInvitation(
  mailboxes: Mailboxes,
  copy: StoredEvent,
  answer: InvitationAnswer,
  at: string,
): void {
  if (copy.isOrganizer)
    throw invalidRequest(
      "Your request can't be completed. You can't respond to this meeting because you're the meeting organizer.",
    );
  mailboxes.put({
    ...copy,
    responseStatus: { response: answer, time: at },
    showAs: answer === "accepted" ? "busy" : "tentative",
    changeKey: newChangeKey(),
    lastModifiedDateTime: at,
  });
  tellOrganizer(mailboxes, copy, answer, at);
}

function tellOrganizer(
  mailboxes: Mailboxes,
  copy: StoredEvent,
  response: InvitationAnswer,
  time: string,
): void {
  const attendee = mailboxes.owner(copy.mailboxId).mail.toLowerCase();
  const original = mailboxes.people
    .flatMap(({ id }) => mailboxes.all(id))
    .find(({ iCalUId, isOrganizer }) => isOrganizer && iCalUId === copy.iCalUId);
  if (original === undefined) return;
  mailboxes.put({
    ...original,
    attendees: original.attendees.map((each) =>
      each.emailAddress.address.toLowerCase() === attendee
        ? { ...each, status: { response, time } }
        : each,
    ),
    changeKey: newChangeKey(),
    lastModifiedDateTime: time,
  });
}
