import { callOffice } from "./call.ts";

const name = "ticket";

/** What event handlers show to our server; it can report an appointment and nothing else. */
export function readTicket(): string | null {
  const ticket = Office.context.roamingSettings.get(name) as unknown;
  return typeof ticket === "string" && ticket !== "" ? ticket : null;
}

export async function saveTicket(ticket: string): Promise<void> {
  Office.context.roamingSettings.set(name, ticket);
  await callOffice("roamingSettings.saveAsync", (done) =>
    Office.context.roamingSettings.saveAsync(done),
  );
}
