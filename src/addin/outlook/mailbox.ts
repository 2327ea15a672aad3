import { callOffice, OfficeCallError } from "./call.ts";
import { currentForm, currentMailbox } from "./form.ts";

/** Language for what attendees read; Outlook's own where it does not tell. */
export const contentLanguage = (): string =>
  Office.context.contentLanguage || Office.context.displayLanguage || "en-US";

export type OutlookPlatform = "phone" | "other";

export function platform(): OutlookPlatform {
  const name = String(Office.context.platform);
  return name === "iOS" || name === "Android" ? "phone" : "other";
}

/**
 * Whose calendar the appointment is in, when it is not the signed-in person's own.
 * @returns null for the person's own calendar, which is what a failure of this call means.
 */
export async function sharedCalendarOwner(): Promise<string | null> {
  const form = currentForm();
  if (form.getSharedPropertiesAsync === undefined) return null;
  try {
    const shared = await callOffice<Office.SharedProperties>("getSharedPropertiesAsync", (done) =>
      form.getSharedPropertiesAsync?.(done),
    );
    const own = currentMailbox().userProfile.emailAddress.toLowerCase();
    return shared.owner.toLowerCase() === own ? null : shared.owner;
  } catch (error) {
    // Outlook has no other way to say that an item is not shared.
    if (error instanceof OfficeCallError && error.reason === "failed") return null;
    throw error;
  }
}

/** `instant` on the mailbox's wall clock, carried in the UTC fields of the result. */
export function toWallClock(instant: Date): Date {
  const local = currentMailbox().convertToLocalClientTime?.(instant);
  if (local === undefined)
    return new Date(instant.getTime() - instant.getTimezoneOffset() * 60_000);
  return new Date(Date.UTC(local.year, local.month, local.date, local.hours, local.minutes));
}
