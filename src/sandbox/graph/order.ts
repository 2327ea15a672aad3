import { type StoredEvent, type ViewedEvent } from "../world/model.ts";
import { instantText } from "../world/zoned-time.ts";
import { badRequest } from "./graph-error.ts";

type Event = StoredEvent | ViewedEvent;

const keys: Record<string, (event: Event) => string> = {
  "start/datetime": ({ start }) => instantText(start),
  "end/datetime": ({ end }) => instantText(end),
  subject: ({ subject }) => subject.toLowerCase(),
  createddatetime: ({ createdDateTime }) => createdDateTime,
  lastmodifieddatetime: ({ lastModifiedDateTime }) => lastModifiedDateTime,
};

/** Sorted as `$orderby` says; as they came without it. */
export function sortEvents<T extends Event>(events: T[], orderBy: string | undefined): T[] {
  if (orderBy === undefined) return events;
  const terms = orderBy.split(",").map((term) => {
    const [name = "", direction = "asc"] = term.trim().split(/\s+/);
    const key = keys[name.toLowerCase()];
    if (key === undefined)
      throw badRequest(
        "The restriction or sort order is too complex for this operation.",
        "ErrorInvalidRestriction",
      );
    return { key, sign: direction.toLowerCase() === "desc" ? -1 : 1 };
  });
  return events.toSorted((a, b) => {
    for (const { key, sign } of terms) {
      const order = key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : 0;
      if (order !== 0) return order * sign;
    }
    return 0;
  });
}
