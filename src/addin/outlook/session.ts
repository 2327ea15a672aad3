import { callOffice, OfficeCallError } from "./call.ts";
import { currentForm } from "./form.ts";

const keyNotFound = 9050;

/** False on phones and before Mailbox 1.11. */
export const hasSessionData = (): boolean => currentForm().sessionData !== undefined;

/**
 * Values kept for one opened form and shared by every frame of the add-in.
 * @returns null when nothing was kept under this name, or the client keeps nothing.
 */
export function readSession(name: string): Promise<string | null> {
  const { sessionData } = currentForm();
  if (sessionData === undefined) return Promise.resolve(null);
  return callOffice<string | undefined>("sessionData.getAsync", (done) =>
    sessionData.getAsync(name, done),
  ).then(
    (value) => (value === undefined || value === "" ? null : value),
    (error: unknown) => {
      if (error instanceof OfficeCallError && error.code === keyNotFound) return null;
      throw error;
    },
  );
}

export function writeSession(name: string, value: string): Promise<void> {
  const { sessionData } = currentForm();
  if (sessionData === undefined) return Promise.resolve();
  return callOffice("sessionData.setAsync", (done) => sessionData.setAsync(name, value, done));
}
