import { type GridEvent } from "../server/service-model.ts";
import { type Texts } from "./texts-en.ts";
import { addDays, plainDay } from "./zoned-dates.ts";

/** When an event is, in words, in the mailbox's zone. */
export function whenOf(
  event: Pick<GridEvent, "isAllDay" | "start" | "end" | "startDate" | "endDate">,
  locale: string,
  zone: string,
  texts: Texts,
): string {
  if (event.isAllDay) {
    const format = new Intl.DateTimeFormat(locale, { dateStyle: "full", timeZone: "UTC" });
    const days = format.formatRange(
      plainDay(event.startDate),
      plainDay(addDays(event.endDate, -1)),
    );
    return `${days}, ${texts.allDay}`;
  }
  const format = new Intl.DateTimeFormat(locale, {
    weekday: "short",
    day: "numeric",
    month: "short",
    year: "numeric",
    hour: "numeric",
    minute: "2-digit",
    timeZone: zone,
  });
  return format.formatRange(new Date(event.start), new Date(event.end));
}
