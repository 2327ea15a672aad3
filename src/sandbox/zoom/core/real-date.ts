/** Whether a date, or date and time, is in the calendar at all; 31 February is not. */
export function isRealDate(text: string): boolean {
  try {
    return Boolean(Temporal.PlainDateTime.from(text.replace(/(Z|[+-]\d{2}:\d{2})$/, "")));
  } catch {
    return false;
  }
}
