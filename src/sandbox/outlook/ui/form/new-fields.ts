import { type WireRecipient } from "../../host/compose-item.ts";
import { type FormFields } from "../../server/service-model.ts";
import { nextHalfHour } from "../zoned-dates.ts";
import { blankFields } from "./form-target.ts";
import { readRecipient } from "./recipients.ts";

/** Fields of the form that an add-in opened with `displayNewAppointmentForm`. */
export function readNewFields(given: Record<string, unknown>, timeZone: string): FormFields {
  const start = timeOf(given.start) ?? nextHalfHour(Date.now());
  const end = timeOf(given.end) ?? start + 30 * 60_000;
  return {
    ...blankFields({ start, end, isAllDay: false }, timeZone),
    subject: textOf(given.subject),
    location: textOf(given.location),
    bodyHtml: textOf(given.body),
    requiredAttendees: recipientsOf(given.requiredAttendees),
    optionalAttendees: recipientsOf(given.optionalAttendees),
  };
}

const textOf = (value: unknown) => (typeof value === "string" ? value : "");

function timeOf(value: unknown): number | null {
  if (typeof value !== "number" && typeof value !== "string") return null;
  const time = new Date(value).getTime();
  return Number.isNaN(time) ? null : time;
}

function recipientsOf(value: unknown): WireRecipient[] {
  if (!Array.isArray(value)) return [];
  return value
    .map((each: unknown) => readRecipient(addressOf(each), []))
    .filter((recipient) => recipient !== null);
}

function addressOf(value: unknown): string {
  if (typeof value === "string") return value;
  const { address, emailAddress } = (value ?? {}) as Record<string, unknown>;
  return textOf(address) || textOf(emailAddress);
}
