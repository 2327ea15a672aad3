import { callOffice } from "./call.ts";

const name = "ticket";

/** What event handlers show to our server; it can report an appointment and nothing else. */
export function readTicket(): string | null {
  const ticket = Office.context.roamingSettings.get(name) as unknown;
  return typeof ticket === "string" && ticket !== "" ? ticket : null;
}

/** For a ticket the server no longer takes: the pane asks for another when it sees none. */
export function forgetTicket(): Promise<unknown> {
  Office.context.roamingSettings.remove(name);
  return save();
}

const save = (): Promise<unknown> =>
  callOffice("roamingSettings.saveAsync", (done) => Office.context.roamingSettings.saveAsync(done));

export async function saveTicket(ticket: string): Promise<void> {
  Office.context.roamingSettings.set(name, ticket);
  await save();
}
