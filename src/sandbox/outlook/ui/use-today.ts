import { useSyncExternalStore } from "react";
import { dateIn } from "./zoned-dates.ts";

function everyMinute(look: () => void): () => void {
  const timer = setInterval(look, 60_000);
  return () => clearInterval(timer);
}

/** Today's date in the zone; a page left open overnight follows. */
export function useToday(zone: string): string {
  return useSyncExternalStore(everyMinute, () => dateIn(Date.now(), zone));
}
