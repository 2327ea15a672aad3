import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { routes } from "../../shared/api/routes.ts";
import type {
  AccountGroups,
  AccountSync,
  Activity,
  Agenda,
  Conflicts,
  Findings,
  SyncPhase,
  SyncStatus,
} from "../../shared/api/sync.ts";
import { useApi } from "./portal-queries.tsx";

/** How soon a phase may have moved on; the browser asks only while the page is looked at. */
const refreshMs: Record<SyncPhase, number> = {
  off: 60_000,
  preparing: 2_000,
  preview: 15_000,
  backfill: 2_000,
  live: 20_000,
  paused: 30_000,
  lapsed: 30_000,
};

export function useSyncStatus() {
  const api = useApi();
  return useQuery({
    queryKey: ["sync"],
    queryFn: () => api.send<SyncStatus>("GET", routes.sync),
    refetchInterval: ({ state }) => (state.data ? refreshMs[state.data.phase] : false),
  });
}

/** @param from first moment shown, @param to first moment no longer shown */
export function useAgenda(from: Date, to: Date) {
  const api = useApi();
  const range = new URLSearchParams({ from: from.toISOString(), to: to.toISOString() });
  return useQuery({
    queryKey: ["agenda", range.toString()],
    queryFn: () => api.send<Agenda>("GET", `${routes.agenda}?${range}`),
    refetchInterval: 15_000,
  });
}

export function useConflicts() {
  const api = useApi();
  return useQuery({
    queryKey: ["conflicts"],
    queryFn: () => api.send<Conflicts>("GET", routes.conflicts),
    refetchInterval: 60_000,
  });
}

export function useFindings() {
  const api = useApi();
  return useQuery({
    queryKey: ["findings"],
    queryFn: () => api.send<Findings>("GET", routes.findings),
    refetchInterval: 60_000,
  });
}

/** @param entryId null: of all appointments */
export function useActivity(entryId: string | null) {
  const api = useApi();
  return useInfiniteQuery({
    queryKey: ["activity", entryId],
    queryFn: ({ pageParam }) => {
      const asked = new URLSearchParams({
        ...(pageParam === null ? {} : { before: pageParam }),
        ...(entryId === null ? {} : { entry: entryId }),
      });
      return api.send<Activity>("GET", `${routes.activity}${asked.size > 0 ? `?${asked}` : ""}`);
    },
    initialPageParam: null as string | null,
    getNextPageParam: ({ next }) => next,
  });
}

export function useAccountGroups() {
  const api = useApi();
  return useQuery({
    queryKey: ["groups"],
    queryFn: () => api.send<AccountGroups>("GET", routes.adminGroups),
  });
}

export function useAccountSync() {
  const api = useApi();
  return useQuery({
    queryKey: ["accountSync"],
    queryFn: () => api.send<AccountSync>("GET", routes.adminSync),
    refetchInterval: 30_000,
  });
}
