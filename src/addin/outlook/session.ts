import { callOffice, OfficeCallError } from "./call.ts";
import { currentForm } from "./form.ts";

const keyNotFound = 9050;

/** False on phones and before Mailbox 1.11. */
export const hasSessionData = (): boolean => currentForm().sessionData !== undefined;

/**
 * Values kept for one opened form and shared by every frame of the add-in.
 * @returns null when nothing was kept under this name, or the client keeps nothing.
 */
export async function readSession(name: string): Promise<string | null> {
  const { sessionData } = currentForm();
  if (sessionData === undefined) return null;
  try {
    const value = await callOffice<string | undefined>("sessionData.getAsync", (done) =>
      sessionData.getAsync(name, done),
    );
    return value === undefined || value === "" ? null : value;
  } catch (error) {
    if (error instanceof OfficeCallError && error.code === keyNotFound) return null;
    throw error;
  }
}

export async function writeSession(name: string, value: string): Promise<void> {
  const { sessionData } = currentForm();
  if (sessionData === undefined) return;
  await callOffice("sessionData.setAsync", (done) => sessionData.setAsync(name, value, done));
}
