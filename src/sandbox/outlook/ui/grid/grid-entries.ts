import { type EventInput } from "@fullcalendar/react";
import { type GridEvent } from "../../server/service-model.ts";
import { colorsOf } from "./calendar-colors.ts";

/** What the grid draws for one event of a calendar. */
export function toGridEntry(event: GridEvent, isOwn: boolean, isDark: boolean): EventInput {
  const colors = colorsOf(isOwn, event.showAs, isDark);
  const canMove = event.isOrganizer && !event.isCancelled;
  return {
    id: `${event.mailboxId} ${event.id}`,
    title: event.subject,
    start: event.isAllDay ? event.startDate : event.start,
    end: event.isAllDay ? event.endDate : event.end,
    allDay: event.isAllDay,
    editable: canMove,
    color: colors.bar,
    extendedProps: { event, colors },
  };
}

/** The event behind what the grid hands back; the grid itself only knows `extendedProps`. */
export function eventBehind(entry: { extendedProps: Record<string, unknown> }): GridEvent {
  return entry.extendedProps.event as GridEvent;
}
