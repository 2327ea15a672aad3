import { epochMs, type Instant } from "../../sync/instant.ts";
import { readOriginalStart, readTime, zoneOfEvent } from "./event-time.ts";
import { type WantedEvent } from "./event-query.ts";
import { type GraphEvent } from "./graph-schema.ts";

/** What of the client finding an occurrence takes. */
interface SeriesReader {
  instances(masterId: string, from: Temporal.Instant, to: Temporal.Instant): Promise<GraphEvent[]>;
  readEvent(wanted: WantedEvent): Promise<GraphEvent | null>;
}

const dayMs = 86_400_000;

/**
 * The occurrence with this start in the pattern. It is looked for around that start, and, as a moved
 * one may be anywhere, among the exceptions of its series.
 */
export async function findOccurrence(
  reader: SeriesReader,
  masterId: string,
  originalStart: Instant,
  fallbackTimeZone: string,
): Promise<GraphEvent | null> {
  const isWanted = (event: GraphEvent) => isAt(event, originalStart, fallbackTimeZone);
  const at = Temporal.Instant.fromEpochMilliseconds(epochMs(originalStart));
  const around = await reader.instances(
    masterId,
    at.subtract({ milliseconds: dayMs }),
    at.add({ milliseconds: dayMs }),
  );
  const found = around.find(isWanted);
  if (found) return found;
  const series = await reader.readEvent({ id: masterId, isSeries: true });
  return series?.exceptionOccurrences?.find(isWanted) ?? null;
}

function isAt(event: GraphEvent, originalStart: Instant, fallbackTimeZone: string): boolean {
  if (event.isCancelled === true) return false;
  const zone = zoneOfEvent(event, fallbackTimeZone);
  const starts = [
    readOriginalStart(event, zone, false) ?? readTime(event, zone).start,
    readOriginalStart(event, zone, true),
  ];
  return starts.includes(originalStart);
}
