import { type Activity, type Conflicts as ConflictsView } from "../../../shared/api/sync.ts";
import { type Links } from "../../meetings/links.ts";
import { type Connection } from "../../microsoft/connections.ts";
import { shownConflict } from "../describe-step.ts";
import { type Conflicts } from "../state/conflicts.ts";
import { type History } from "../state/history.ts";

const stepsPerPage = 30;

/** What happened to a person's appointments, and where both sides disagreed. */
export class ActivityView {
  readonly #history: History;
  readonly #conflicts: Conflicts;
  readonly #links: Links;

  constructor(history: History, conflicts: Conflicts, links: Links) {
    this.#history = history;
    this.#conflicts = conflicts;
    this.#links = links;
  }

  async page(
    connection: Connection,
    which: { before: string | null; entryId: string | null },
  ): Promise<Activity> {
    const steps = await this.#history.list(connection, { ...which, limit: stepsPerPage + 1 });
    const shown = steps.slice(0, stepsPerPage);
    return {
      items: shown.map(({ id, at, entryId, linkId, detail, before }) => ({
        id,
        at: at.toString({ smallestUnit: "second" }),
        entryId,
        ...detail,
        canUndo: before !== null && linkId !== null,
      })),
      next: steps.length > stepsPerPage ? (shown.at(-1)?.place ?? null) : null,
    };
  }

  async conflicts(connection: Connection): Promise<ConflictsView> {
    const open = await this.#conflicts.all(connection);
    const conflicts = await Promise.all(
      open.map(async ({ id, at, linkId, conflict }) => {
        const link = await this.#links.byId(connection.tenantId, linkId);
        return {
          id,
          at: at.toString({ smallestUnit: "second" }),
          entryId: link?.entryId ?? null,
          subject: link?.outlook.subject ?? null,
          field: conflict.field,
          originalStart: conflict.field === "exception" ? conflict.originalStart : null,
          winner: conflict.winner,
          ...shownConflict(conflict),
        };
      }),
    );
    return { conflicts };
  }
}
