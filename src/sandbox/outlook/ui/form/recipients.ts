import { type WireRecipient } from "../../host/compose-item.ts";
import { type PersonCard } from "../../server/service-model.ts";

// Numbers of office.js: MailboxEnums.RecipientType on the wire.
const user = 2;
const externalUser = 3;

const looksLikeAddress = /^[^\s@;,<>]+@[^\s@;,<>]+\.[^\s@;,<>]+$/;
const withName = /^(.*?)\s*<([^<>]+)>$/;

/** A recipient for what somebody typed: an address, `Name <address>`, or a known person's name. */
export function readRecipient(text: string, people: readonly PersonCard[]): WireRecipient | null {
  const typed = text.trim();
  const known = people.find(
    ({ displayName, mail }) =>
      displayName.toLowerCase() === typed.toLowerCase() ||
      mail.toLowerCase() === typed.toLowerCase(),
  );
  if (known !== undefined) return toRecipient(known);
  const [, name = "", address = typed] = withName.exec(typed) ?? [];
  if (!looksLikeAddress.test(address)) return null;
  return {
    name: name === "" ? address : name,
    address,
    recipientType: externalUser,
    appointmentResponse: 0,
  };
}

export const toRecipient = (person: PersonCard): WireRecipient => ({
  name: person.displayName,
  address: person.mail,
  recipientType: user,
  appointmentResponse: 0,
});

export const isSameAddress = (one: string, other: string) =>
  one.toLowerCase() === other.toLowerCase();

/** People whose name or address contains what was typed and who are not invited yet. */
export function suggest(
  text: string,
  people: readonly PersonCard[],
  invited: readonly string[],
): PersonCard[] {
  const typed = text.trim().toLowerCase();
  return people.filter(
    ({ displayName, mail }) =>
      !invited.some((address) => isSameAddress(address, mail)) &&
      (displayName.toLowerCase().includes(typed) || mail.toLowerCase().includes(typed)),
  );
}
