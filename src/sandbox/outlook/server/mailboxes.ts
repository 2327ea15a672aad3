import { type Person } from "../../world/model.ts";
import { type CalendarCard, type PersonCard } from "./service-model.ts";

/** Who uses the page, and whose calendars that person may open. */

/** A refusal of this service; Graph's codes, so that the page reads all refusals alike. */
class ServiceRefusal extends Error {
  override readonly name = "ServiceRefusal";
  readonly code: string;
  readonly status: number;
  constructor(code: string, status: number, message: string) {
    super(message);
    this.code = code;
    this.status = status;
  }
}

/** What `?as=` takes: the mail address's part before the @. */
export const keyOf = (person: Person) => person.mail.split("@")[0] ?? person.id;

export const toPersonCard = (person: Person): PersonCard => ({
  key: keyOf(person),
  id: person.id,
  displayName: person.displayName,
  mail: person.mail,
  role: person.role,
});

/** The person named by key, address or id; the organizer when nobody is named. */
export function choosePerson(people: readonly Person[], as: string | undefined): Person {
  const wanted = as?.toLowerCase() ?? "";
  const person =
    wanted === ""
      ? people.find(({ role }) => role === "organizer")
      : people.find(
          (each) =>
            keyOf(each).toLowerCase() === wanted ||
            each.mail.toLowerCase() === wanted ||
            each.id === wanted,
        );
  if (person !== undefined) return person;
  const keys = people.map(keyOf).join(", ");
  throw new ServiceRefusal(
    "ErrorItemNotFound",
    404,
    `Nobody here is called "${wanted}". Choose one of: ${keys}.`,
  );
}

/** Own calendar first, then those the person may open as a delegate. */
export function calendarsOf(person: Person, people: readonly Person[]): CalendarCard[] {
  const owners = people.filter(({ id }) => person.delegateOf.includes(id));
  return [person, ...owners].map((owner) => ({
    mailboxId: owner.id,
    name: owner.displayName,
    mail: owner.mail,
    own: owner.id === person.id,
  }));
}

/** The owner of the mailbox, if `person` may open it; throws Graph's `ErrorAccessDenied` else. */
export function openMailbox(person: Person, mailboxId: string, people: readonly Person[]): Person {
  const owner = people.find(({ id }) => id === mailboxId);
  const isAllowed = mailboxId === person.id || person.delegateOf.includes(mailboxId);
  if (owner !== undefined && isAllowed) return owner;
  throw new ServiceRefusal(
    "ErrorAccessDenied",
    403,
    `${person.displayName} may not open this calendar. Sign in as its owner or a delegate.`,
  );
}
