import { type Activity, type Conflicts as ConflictsView } from "../../../shared/api/sync.ts";
import { type Links } from "../../meetings/links.ts";
import { type Connection } from "../../microsoft/connections.ts";
import { shownMirrorConflict } from "../describe-mirror-step.ts";
import { shownConflict } from "../describe-step.ts";
import { subjectOf } from "../kept-event.ts";
import { type Conflicts, type OpenConflict } from "../state/conflicts.ts";
import { type Entries } from "../state/entries.ts";
import { type History } from "../state/history.ts";
import { type Mirrors } from "../state/mirrors.ts";

interface ActivityParts {
  history: History;
  conflicts: Conflicts;
  links: Links;
  mirrors: Mirrors;
  entries: Entries;
}

const stepsPerPage = 30;

/** What happened to a person's appointments, and where both sides disagreed. */
export class ActivityView {
  readonly #history: History;
  readonly #conflicts: Conflicts;
  readonly #links: Links;
  readonly #mirrors: Mirrors;
  readonly #entries: Entries;

  constructor({ history, conflicts, links, mirrors, entries }: ActivityParts) {
    this.#history = history;
    this.#conflicts = conflicts;
    this.#links = links;
    this.#mirrors = mirrors;
    this.#entries = entries;
  }

  async page(
    connection: Connection,
    which: { before: string | null; entryId: string | null },
  ): Promise<Activity> {
    const steps = await this.#history.list(connection, { ...which, limit: stepsPerPage + 1 });
    const shown = steps.slice(0, stepsPerPage);
    return {
      items: shown.map(({ id, at, entryId, linkId, detail, before, mirror }) => ({
        id,
        at: at.toString({ smallestUnit: "second" }),
        entryId,
        ...detail,
        canUndo: mirror !== null || (before !== null && linkId !== null),
      })),
      next: steps.length > stepsPerPage ? (shown.at(-1)?.place ?? null) : null,
    };
  }

  async conflicts(connection: Connection): Promise<ConflictsView> {
    const open = await this.#conflicts.all(connection);
    const conflicts = await Promise.all(
      open.map(async (one) => {
        const { id, at, conflict } = one;
        return {
          id,
          at: at.toString({ smallestUnit: "second" }),
          ...(await this.#about(connection, one)),
          field: conflict.field,
          originalStart: conflict.field === "exception" ? conflict.originalStart : null,
          winner: conflict.winner,
          ...(one.of === "link" ? shownConflict(one.conflict) : shownMirrorConflict(one.conflict)),
        };
      }),
    );
    return { conflicts };
  }

  async #about(
    connection: Connection,
    { of, ownerId }: OpenConflict,
  ): Promise<{ entryId: string | null; subject: string | null }> {
    if (of === "link") {
      const link = await this.#links.byId(connection.tenantId, ownerId);
      return { entryId: link?.entryId ?? null, subject: link?.outlook.subject ?? null };
    }
    const mirror = await this.#mirrors.byId(connection, ownerId);
    const entry = mirror?.entryId ? await this.#entries.byId(connection, mirror.entryId) : null;
    return { entryId: entry?.id ?? null, subject: subjectOf(entry?.seen ?? null) };
  }
}
