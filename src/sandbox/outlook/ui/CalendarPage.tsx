import { type CalendarRef } from "@fullcalendar/react";
import {
  makeStyles,
  mergeClasses,
  MessageBar,
  MessageBarBody,
  OverlayDrawer,
  tokens,
} from "@fluentui/react-components";
import { useMemo, useRef, useState } from "react";
import { type GridEvent, type TimesPatch } from "../server/service-model.ts";
import { CalendarToolbar } from "./CalendarToolbar.tsx";
import { DeleteDialog, type Deletion } from "./DeleteDialog.tsx";
import { EventPopover } from "./EventPopover.tsx";
import { type FormRequest } from "./form/form-loading.ts";
import { type FormExits } from "./form/form-session.ts";
import { blankFields, handOverDraft, type Draft } from "./form/form-target.ts";
import { readNewFields } from "./form/new-fields.ts";
import { FormSurface } from "./form/FormSurface.tsx";
import { CalendarGrid, type GridView, type ShownDays } from "./grid/CalendarGrid.tsx";
import { LeftRail } from "./grid/LeftRail.tsx";
import { useCalendarEvents } from "./grid/use-calendar-events.ts";
import { reasonOf, usePage } from "./page-context.ts";
import { toPageAddress, type FormTarget } from "./page-params.ts";
import { TopBar } from "./TopBar.tsx";
import { useToday } from "./use-today.ts";
import { addDays, nextHalfHour } from "./zoned-dates.ts";

const useStyles = makeStyles({
  page: { display: "flex", flexDirection: "column", height: "100%" },
  below: { flex: 1, minHeight: 0, position: "relative" },
  calendar: { position: "absolute", inset: 0, display: "flex" },
  hidden: { visibility: "hidden" },
  rail: { display: "flex", "@media (max-width: 799px)": { display: "none" } },
  main: { flex: 1, minWidth: 0, display: "flex", flexDirection: "column" },
  grid: { flex: 1, minHeight: 0, backgroundColor: tokens.colorNeutralBackground1 },
  form: { position: "absolute", inset: 0 },
});

const viewTypes: Record<GridView, string> = { day: "day", workWeek: "workWeek", week: "week" };
const narrow = "(max-width: 640px)";

/** The calendar: bar, rail, toolbar and grid, with the form over them while one is open. */
export function CalendarPage() {
  const page = usePage();
  const { service, session, texts } = page;
  const styles = useStyles();
  const today = useToday(session.zone.iana);
  const grid = useRef<CalendarRef>(null);
  const newEvent = useRef<HTMLButtonElement | null>(null);
  const [view, setView] = useState<GridView>(() =>
    window.matchMedia(narrow).matches ? "day" : "workWeek",
  );
  const [shown, setShown] = useState<ShownDays>({ from: today, to: addDays(today, 1) });
  const [hidden, setHidden] = useState<ReadonlySet<string>>(new Set());
  const [isRailOpen, setRailOpen] = useState(false);
  const [picked, setPicked] = useState<{ event: GridEvent; at: HTMLElement } | null>(null);
  const [doomed, setDoomed] = useState<GridEvent | null>(null);
  const [form, setForm] = useState<FormRequest | null>(null);
  const [fault, setFault] = useState<string | null>(null);
  const calendars = session.calendars.filter(({ mailboxId }) => !hidden.has(mailboxId));
  const { events, error, refresh } = useCalendarEvents(calendars, shown);

  const attempt = async (work: Promise<unknown>) => {
    setFault(null);
    try {
      await work;
    } catch (cause) {
      setFault(texts.actionRefused(reasonOf(cause, texts)));
      throw cause;
    } finally {
      await refresh();
    }
  };
  const openNew = (times: TimesPatch) =>
    setForm({
      kind: "new",
      // A delegate who hides the own calendar schedules in the one that is left.
      mailboxId: calendars[0]?.mailboxId ?? session.person.id,
      fields: blankFields(times, session.zone.windows),
    });
  const startNew = () => {
    const start = nextHalfHour(Date.now());
    openNew({ start, end: start + 30 * 60_000, isAllDay: false });
  };
  const edit = (event: GridEvent, scope: "one" | "series") => {
    setPicked(null);
    const eventId = scope === "series" ? (event.seriesId ?? event.id) : event.id;
    setForm({ kind: "event", mailboxId: event.mailboxId, eventId });
  };
  const remove = (event: GridEvent, deletion: Deletion) => {
    setDoomed(null);
    const id = deletion.scope === "series" ? (event.seriesId ?? event.id) : event.id;
    const cancels = event.isOrganizer && event.attendeeCount > 0;
    const work = cancels
      ? service.cancel(event.mailboxId, id, deletion.comment)
      : service.remove(event.mailboxId, id);
    // The bar above the grid has said what went wrong.
    attempt(work).catch(() => undefined);
  };
  const popOut = (draft: Draft, isDirty: boolean) => {
    const target: FormTarget =
      draft.itemId !== null && !isDirty
        ? { kind: "event", mailboxId: draft.mailboxId, eventId: draft.itemId }
        : { kind: "draft", draftId: handOverDraft(draft) };
    const address = toPageAddress({ ...page.params, form: target });
    window.open(address, "_blank", "popup,width=1000,height=760");
    setForm(null);
  };
  const exits = useMemo<FormExits>(
    () => ({
      close: () => {
        setForm(null);
        // The calendar takes the focus back once it may: it is inert until it is drawn again.
        requestAnimationFrame(() => newEvent.current?.focus());
        void refresh();
      },
      openEvent: (eventId) => setForm({ kind: "event", mailboxId: session.person.id, eventId }),
      openNew: (fields) =>
        setForm({
          kind: "new",
          mailboxId: session.person.id,
          fields: readNewFields(fields, session.zone.windows),
        }),
    }),
    [refresh, session],
  );
  const goTo = (date: string) => {
    setRailOpen(false);
    grid.current?.getApi().gotoDate(date);
  };
  const rail = (
    <LeftRail
      shown={shown}
      hidden={hidden}
      onDay={goTo}
      onToggle={(mailboxId) => setHidden(toggled(hidden, mailboxId))}
    />
  );
  const problem = fault ?? (error === null ? null : reasonOf(error, texts));

  return (
    <div className={styles.page}>
      <TopBar onRail={() => setRailOpen(true)} />
      <OverlayDrawer open={isRailOpen} onOpenChange={(_, { open }) => setRailOpen(open)}>
        {rail}
      </OverlayDrawer>
      <div className={styles.below}>
        <div
          className={mergeClasses(styles.calendar, form !== null && styles.hidden)}
          inert={form !== null}
        >
          <div className={styles.rail}>{rail}</div>
          <main className={styles.main}>
            <CalendarToolbar
              newEvent={(button) => {
                newEvent.current = button;
              }}
              shown={shown}
              view={view}
              onNew={startNew}
              onToday={() => grid.current?.getApi().today()}
              onStep={(direction) => {
                const api = grid.current?.getApi();
                if (direction < 0) api?.prev();
                else api?.next();
              }}
              onView={(chosen) => {
                setView(chosen);
                grid.current?.getApi().changeView(viewTypes[chosen]);
              }}
            />
            {problem !== null && (
              <MessageBar intent="error" layout="multiline">
                <MessageBarBody>{problem}</MessageBarBody>
              </MessageBar>
            )}
            <div className={mergeClasses(styles.grid, "outlook-grid")}>
              <CalendarGrid
                ref={grid}
                initialView={view}
                events={events}
                onDays={setShown}
                onPick={openNew}
                onOpen={(event, at) => setPicked({ event, at })}
                onEdit={(event) => edit(event, "one")}
                onMove={(event, times) => attempt(service.move(event.mailboxId, event.id, times))}
              />
            </div>
          </main>
        </div>
        {form !== null && (
          <div className={styles.form}>
            <FormSurface
              key={JSON.stringify(form)}
              request={form}
              exits={exits}
              isPoppedOut={false}
              onPopOut={popOut}
            />
          </div>
        )}
      </div>
      {picked !== null && (
        <EventPopover
          event={picked.event}
          at={picked.at}
          onClose={() => {
            setPicked(null);
            picked.at.focus();
          }}
          onEdit={edit}
          onDelete={(event) => {
            setPicked(null);
            setDoomed(event);
          }}
          onRespond={(event, response) => {
            setPicked(null);
            const id = event.seriesId ?? event.id;
            // The bar above the grid has said what went wrong.
            attempt(service.respond(event.mailboxId, id, response)).catch(() => undefined);
          }}
        />
      )}
      {doomed !== null && (
        <DeleteDialog
          event={doomed}
          onDelete={(deletion) => remove(doomed, deletion)}
          onClose={() => setDoomed(null)}
        />
      )}
    </div>
  );
}

function toggled(set: ReadonlySet<string>, key: string): ReadonlySet<string> {
  const next = new Set(set);
  if (!next.delete(key)) next.add(key);
  return next;
}
