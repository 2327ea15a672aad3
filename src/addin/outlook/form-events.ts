import { callOffice } from "./call.ts";
import { currentForm } from "./form.ts";

type Watched =
  "AppointmentTimeChanged" | "RecurrenceChanged" | "RecipientsChanged" | "EnhancedLocationsChanged";

const watched: Watched[] = [
  "AppointmentTimeChanged",
  "RecurrenceChanged",
  "RecipientsChanged",
  "EnhancedLocationsChanged",
];

/**
 * Calls `changed` when somebody edits the open appointment.
 * @returns whether Outlook tells such changes at all; where it does not, re-read on focus.
 */
export async function watchForm(changed: () => void): Promise<boolean> {
  const { addHandlerAsync } = currentForm();
  if (addHandlerAsync === undefined) return false;
  const form = currentForm();
  const results = await Promise.allSettled(
    watched.map((name) =>
      callOffice(`addHandlerAsync ${name}`, (done) =>
        form.addHandlerAsync?.(Office.EventType[name], changed, done),
      ),
    ),
  );
  return results.some((result) => result.status === "fulfilled");
}
