import { type ItemState, type WireRecipient } from "../compose-item.ts";
import { type HostContext, type Method, type Params } from "../host-context.ts";
import { HostError, hostErrorCode } from "../host-error.ts";
import { numberParam, objectsParam, stringParam } from "../params.ts";

type RecipientField = "requiredAttendees" | "optionalAttendees";

const fields: Record<number, RecipientField> = { 0: "requiredAttendees", 1: "optionalAttendees" };
const sensitivities = ["normal", "personal", "private", "confidential"] as const;

/** `recipientType` on the wire. */
const user = 2;
const externalUser = 3;

function fieldOf(params: Params): RecipientField {
  const field = fields[numberParam(params, "recipientField")];
  if (field !== undefined) return field;
  throw new HostError(hostErrorCode.internal, "An appointment has no such list of recipients.");
}

function givenRecipients(host: HostContext, params: Params): WireRecipient[] {
  const ownDomain = domainOf(host.person.mail);
  return objectsParam(params, "recipientArray").map((entry) => {
    const address = stringParam(entry, "address");
    const name = typeof entry.name === "string" && entry.name !== "" ? entry.name : address;
    const recipientType = domainOf(address) === ownDomain ? user : externalUser;
    return { name, address, recipientType, appointmentResponse: 0 };
  });
}

function domainOf(address: string): string {
  return address.slice(address.lastIndexOf("@") + 1).toLowerCase();
}

function withoutRepeats(recipients: WireRecipient[]): WireRecipient[] {
  const seen = new Set<string>();
  return recipients.filter(({ address }) => {
    const key = address.toLowerCase();
    return !seen.has(key) && seen.add(key);
  });
}

function write(host: HostContext, field: RecipientField, recipients: WireRecipient[]): void {
  const patch: Partial<ItemState> = { [field]: withoutRepeats(recipients) };
  host.item.update(patch, "addin");
}

export const peopleMethods: Record<number, Method> = {
  15: ({ host, params }) => host.item.state[fieldOf(params)],
  21: ({ host, params }) => write(host, fieldOf(params), givenRecipients(host, params)),
  22: ({ host, params }) => {
    const field = fieldOf(params);
    write(host, field, [...host.item.state[field], ...givenRecipients(host, params)]);
  },
  107: ({ host }) => host.item.state.organizer,
  171: ({ host }) => host.item.state.sensitivity,
  172: ({ host, params }) => {
    const wanted = stringParam(params, "sensitivity");
    const sensitivity = sensitivities.find((known) => known === wanted);
    if (sensitivity === undefined) {
      throw new HostError(hostErrorCode.internal, `There is no sensitivity "${wanted}".`);
    }
    host.item.update({ sensitivity }, "addin");
  },
};
