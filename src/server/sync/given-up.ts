import { type Finding } from "../../shared/api/sync.ts";
import { type Connection } from "../microsoft/connections.ts";
import { type Entries } from "./state/entries.ts";
import { type EntryQueries } from "./state/entry-queries.ts";
import { type LinksWithoutEvent } from "./state/links-without-event.ts";
import { type Mirrors } from "./state/mirrors.ts";

/**
 * What was tried too often and waits for a person: entries, and what was made in Zoom and could not be
 * made in Outlook.
 */
export class GivenUp {
  readonly #entries: Entries;
  readonly #queries: EntryQueries;
  readonly #links: LinksWithoutEvent;
  readonly #mirrors: Mirrors;

  constructor(entries: Entries, queries: EntryQueries, links: LinksWithoutEvent, mirrors: Mirrors) {
    this.#entries = entries;
    this.#queries = queries;
    this.#links = links;
    this.#mirrors = mirrors;
  }

  async count(connection: Connection): Promise<number> {
    const withoutEvent = await this.withoutEvent(connection);
    return (await this.#queries.countFailed(connection)) + withoutEvent.length;
  }

  /** What was made in Zoom and could not be made in Outlook, as findings. */
  async withoutEvent(connection: Connection): Promise<Finding[]> {
    const links = await this.#links.givenUp(connection);
    const mirrors = await this.#mirrors.givenUp(connection);
    return [
      ...links.map((link): Finding => ({
        id: `link:${link.id}`,
        kind: "failed",
        subject: link.outlook.subject,
        start: link.outlook.time.start,
        isAllDay: false,
        zoomMeetingId: link.zoomMeetingId,
        code: link.event.errorCode,
        actions: ["retry"],
      })),
      ...mirrors.map((mirror): Finding => ({
        id: `mirror:${mirror.id}`,
        kind: "failed",
        subject: mirror.calendar?.subject ?? null,
        start: mirror.calendar?.time.start ?? null,
        isAllDay: mirror.calendar?.time.isAllDay ?? false,
        zoomMeetingId: null,
        code: mirror.errorCode,
        actions: ["retry"],
      })),
    ];
  }

  /** @param finding of `withoutEvent` */
  async retry(connection: Connection, finding: string): Promise<void> {
    const [kind, id] = finding.split(":");
    if (kind === "link") await this.#links.tryAgain(connection, id);
    else await this.#mirrors.tryAgain(connection, id);
  }

  async retryAll(connection: Connection): Promise<void> {
    await this.#entries.retryAll(connection);
    await this.#links.tryAgain(connection);
    await this.#mirrors.tryAgain(connection);
  }
}
