import type { ReactNode } from "react";
import { Agenda } from "../agenda/Agenda.tsx";
import { useSyncStatus } from "../api/sync-queries.tsx";
import { SyncCard } from "./SyncCard.tsx";

/** A connected calendar: how it is kept in step, and, where all of it is, what is in it. */
export function SyncedCalendar(): ReactNode {
  const { data: status } = useSyncStatus();
  return (
    <>
      <SyncCard />
      {status !== undefined && status.phase !== "off" && <Agenda />}
    </>
  );
}
