import FullCalendar, {
  type CalendarRef,
  type DateSelectInfo,
  type EventClickInfo,
  type EventDisplayInfo,
} from "@fullcalendar/react";
import dayGridPlugin from "@fullcalendar/react/daygrid";
import interactionPlugin from "@fullcalendar/react/interaction";
import deLocale from "@fullcalendar/react/locales/de";
import themePlugin from "@fullcalendar/react/themes/forma";
import timeGridPlugin from "@fullcalendar/react/timegrid";
import { type Ref } from "react";
import { type GridEvent, type TimesPatch } from "../../server/service-model.ts";
import { usePage } from "../page-context.ts";
import { addDays, instantOf } from "../zoned-dates.ts";
import { type EntryColors } from "./calendar-colors.ts";
import { EntryContent } from "./EntryContent.tsx";
import { eventBehind, toGridEntry } from "./grid-entries.ts";

export type GridView = "day" | "workWeek" | "week";

/** The days the grid shows, as local dates; the end is exclusive. */
export interface ShownDays {
  from: string;
  to: string;
}

const plugins = [timeGridPlugin, dayGridPlugin, interactionPlugin, themePlugin];

const views = {
  day: { type: "timeGridDay" },
  workWeek: { type: "timeGridWeek", weekends: false },
  week: { type: "timeGridWeek" },
};

export function CalendarGrid({
  ref,
  ...props
}: {
  ref: Ref<CalendarRef>;
  initialView: GridView;
  events: readonly GridEvent[];
  onDays: (days: ShownDays) => void;
  onPick: (times: TimesPatch) => void;
  onOpen: (event: GridEvent, at: HTMLElement) => void;
  onEdit: (event: GridEvent) => void;
  /** Resolves once the mailbox has the new times, rejects when it refused them. */
  onMove: (event: GridEvent, times: TimesPatch) => Promise<void>;
}) {
  const { session, isDark, texts, locale } = usePage();
  const zone = session.zone.iana;

  const timesOf = (entry: {
    allDay: boolean;
    start: Date | null;
    end: Date | null;
    startStr: string;
    endStr: string;
  }): TimesPatch => {
    if (entry.allDay) {
      const first = entry.startStr.slice(0, 10);
      const after = entry.endStr === "" ? addDays(first, 1) : entry.endStr.slice(0, 10);
      return {
        start: instantOf(first, "00:00", zone),
        end: instantOf(after, "00:00", zone),
        isAllDay: true,
      };
    }
    const start = entry.start?.getTime() ?? 0;
    return { start, end: entry.end?.getTime() ?? start + 30 * 60_000, isAllDay: false };
  };

  const move = (info: { event: EventClickInfo["event"]; revert(): void }) => {
    props.onMove(eventBehind(info.event), timesOf(info.event)).catch(() => info.revert());
  };

  const open = (info: EventClickInfo) => {
    const event = eventBehind(info.event);
    if (info.jsEvent.detail >= 2) props.onEdit(event);
    else props.onOpen(event, info.el);
  };

  const content = (info: EventDisplayInfo) => {
    const behind = info.event.extendedProps as { event?: GridEvent; colors?: EntryColors };
    if (behind.event === undefined || behind.colors === undefined) return undefined;
    const start = info.event.start?.getTime() ?? 0;
    const minutes = ((info.event.end?.getTime() ?? start) - start) / 60_000;
    return (
      <EntryContent
        event={behind.event}
        colors={behind.colors}
        timeText={info.timeText}
        isShort={info.event.allDay || minutes <= 30}
      />
    );
  };

  return (
    <FullCalendar
      ref={ref}
      plugins={plugins}
      views={views}
      initialView={props.initialView}
      headerToolbar={false}
      height="100%"
      borderless
      timeZone={zone}
      locale={locale === "de-DE" ? deLocale : "en-us"}
      firstDay={locale === "de-DE" ? 1 : 0}
      allDayText={texts.allDay}
      scrollTime="07:30:00"
      slotDuration="00:30:00"
      snapDuration="00:15:00"
      nowIndicator
      selectable
      selectMirror
      unselectAuto
      editable
      eventResizableFromStart
      forceEventDuration
      defaultTimedEventDuration="00:30:00"
      eventMinHeight={20}
      dayHeaderFormat={{ weekday: "short", day: "numeric" }}
      events={props.events.map((event) =>
        toGridEntry(event, event.mailboxId === session.person.id, isDark),
      )}
      eventContent={content}
      eventClass="outlook-entry"
      eventInnerClass="outlook-entry-inner"
      eventInteractive
      datesSet={(info) =>
        props.onDays({ from: info.startStr.slice(0, 10), to: info.endStr.slice(0, 10) })
      }
      select={(info: DateSelectInfo) => {
        info.view.calendar.unselect();
        props.onPick(timesOf(info));
      }}
      eventClick={open}
      eventDrop={move}
      eventResize={move}
    />
  );
}
