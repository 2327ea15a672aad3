import { useQueries, useQueryClient } from "@tanstack/react-query";
import { useCallback } from "react";
import { type CalendarCard, type GridEvent } from "../../server/service-model.ts";
import { usePage } from "../page-context.ts";
import { instantOf } from "../zoned-dates.ts";
import { type ShownDays } from "./CalendarGrid.tsx";

/** The mailbox may change behind the page (Graph, another window); it looks again this often. */
const refreshMs = 2_000;

/** What the shown calendars have in the shown days. */
export function useCalendarEvents(calendars: readonly CalendarCard[], shown: ShownDays) {
  const { service, session } = usePage();
  const client = useQueryClient();
  const at = (date: string) => new Date(instantOf(date, "00:00", session.zone.iana)).toISOString();
  const queries = useQueries({
    queries: calendars.map(({ mailboxId }) => ({
      queryKey: ["view", mailboxId, shown.from, shown.to],
      queryFn: () => service.view(mailboxId, at(shown.from), at(shown.to)),
      refetchInterval: refreshMs,
      placeholderData: (previous: GridEvent[] | undefined) => previous,
      retry: false,
    })),
  });
  const refresh = useCallback(() => client.invalidateQueries({ queryKey: ["view"] }), [client]);
  return {
    events: queries.flatMap(({ data }) => data ?? []),
    error: queries.find(({ error }) => error !== null)?.error ?? null,
    refresh,
  };
}
