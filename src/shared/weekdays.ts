import type { Weekday } from "./api/recurrence.ts";

/** In the order of `Date.getDay()`. */
export const weekdays: readonly Weekday[] = [
  "sunday",
  "monday",
  "tuesday",
  "wednesday",
  "thursday",
  "friday",
  "saturday",
];
