import { type Link } from "../meetings/link.ts";
import { type Links } from "../meetings/links.ts";
import { type Run } from "./run.ts";
import { type Entry, type SeenEvent } from "./state/entry.ts";

/** The link of an entry that has none yet: asking twice, or again after a crash, finds the same one. */
export function reserveLinkOf(
  links: Links,
  run: Run,
  entry: Entry,
  { outlook }: SeenEvent,
  now: Temporal.Instant,
): Promise<Link> {
  return links.reserve(run.users[0], {
    // By the entry's own id.
    itemKey: entry.id as Link["itemKey"],
    zoomUserId: run.connection.zoomUserId,
    options: {},
    outlook,
    outlookItemId: null,
    outlookSeriesId: null,
    endsAt: entry.endsAt,
    now,
  });
}
