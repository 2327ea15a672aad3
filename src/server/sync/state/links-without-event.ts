import { expressionBuilder, type Kysely } from "kysely";
import { fromDate, toDate } from "../../clock.ts";
import { type SecretBox } from "../../identity/secret-box.ts";
import { type User } from "../../identity/users.ts";
import { type ZoomPersonId } from "../../identity/zoom-people.ts";
import { type Link } from "../../meetings/link.ts";
import { LinkRows } from "../../meetings/link-rows.ts";
import { type Schema } from "../../store/schema.ts";
import { mostTries, type Tries } from "../../tries.ts";

/** Zoom meetings whose Outlook event is still to be made, could not be made, or was lost sight of. */
export class LinksWithoutEvent {
  readonly #db: Kysely<Schema>;
  readonly #rows: LinkRows;

  constructor(db: Kysely<Schema>, box: SecretBox) {
    this.#db = db;
    this.#rows = new LinkRows(box);
  }

  /** Made for a Zoom meeting whose Outlook event is to be made now. */
  async toMake(users: readonly User[], now: Temporal.Instant, limit: number): Promise<Link[]> {
    const rows = await this.#withoutEvent(users)
      .where("event_tries", "<", mostTries)
      .where((or) =>
        or.or([or("event_retry_at", "is", null), or("event_retry_at", "<=", toDate(now))]),
      )
      .limit(limit)
      .execute();
    return rows.map((row) => this.#rows.read(row));
  }

  /** Whose Outlook event was known once and is known no more, while the meeting is still to come. */
  async lost(users: readonly User[], now: Temporal.Instant): Promise<Link[]> {
    const rows = await this.#ofAny(users)
      .where("state", "=", "confirmed")
      .where("zoom_meeting_id", "is not", null)
      .where("zoom_deleted_at", "is", null)
      .where("entry_id", "is not", null)
      .where((or) => or.or([or("ends_at", "is", null), or("ends_at", ">", toDate(now))]))
      .where((not) =>
        not.not(
          not.exists(
            not
              .selectFrom("entries")
              .select("entries.id")
              .whereRef("entries.link_id", "=", "links.id")
              .whereRef("entries.tenant_id", "=", "links.tenant_id"),
          ),
        ),
      )
      .execute();
    return rows.map((row) => this.#rows.read(row));
  }

  /** When the next one that was put off may be tried. */
  async nextTry(users: readonly User[]): Promise<Temporal.Instant | null> {
    const row = await this.#withoutEvent(users)
      .where("event_tries", "<", mostTries)
      .where("event_tries", ">", 0)
      .clearOrderBy()
      .orderBy("event_retry_at")
      .limit(1)
      .executeTakeFirst();
    return row?.event_retry_at ? fromDate(row.event_retry_at) : null;
  }

  /** Links of this person whose Outlook event was tried to make too often. */
  async givenUp(person: ZoomPersonId & { tenantId: string }): Promise<Link[]> {
    const rows = await this.#db
      .selectFrom("links")
      .selectAll()
      .where("tenant_id", "=", person.tenantId)
      .where("user_id", "in", usersOf(person))
      .where("state", "!=", "removed")
      .where("entry_id", "is", null)
      .where("event_tries", ">=", mostTries)
      .execute();
    return rows.map((row) => this.#rows.read(row));
  }

  /** A person asks to try again to make Outlook events: one of them, or all that were given up. */
  async tryAgain(person: ZoomPersonId & { tenantId: string }, id?: string): Promise<void> {
    await this.#db
      .updateTable("links")
      .set({ event_tries: 0, event_retry_at: null, event_error_code: null })
      .where("tenant_id", "=", person.tenantId)
      .where("user_id", "in", usersOf(person))
      .where("event_tries", ">=", mostTries)
      .$if(id !== undefined, (query) => query.where("id", "=", id ?? ""))
      .execute();
  }

  async tried({ id, tenantId }: Link, tries: Tries): Promise<void> {
    await this.#db
      .updateTable("links")
      .set({
        event_tries: tries.tries,
        event_retry_at: tries.retryAt && toDate(tries.retryAt),
        event_error_code: tries.errorCode,
      })
      .where("tenant_id", "=", tenantId)
      .where("id", "=", id)
      .execute();
  }

  #withoutEvent(users: readonly User[]) {
    return this.#ofAny(users)
      .where("state", "=", "confirmed")
      .where("entry_id", "is", null)
      .where("agreed_sealed", "is", null)
      .where("zoom_meeting_id", "is not", null)
      .orderBy("reserved_at");
  }

  #ofAny(users: readonly User[]) {
    const [first] = users;
    return this.#db
      .selectFrom("links")
      .selectAll()
      .where("tenant_id", "=", first?.tenantId ?? "")
      .where(
        "user_id",
        "in",
        users.map(({ id }) => id),
      );
  }
}

function usersOf({ tenantId, zoomAccountId, zoomUserId }: ZoomPersonId & { tenantId: string }) {
  return expressionBuilder<Schema>()
    .selectFrom("users")
    .select("users.id")
    .where("users.tenant_id", "=", tenantId)
    .where("users.zoom_account_id", "=", zoomAccountId)
    .where("users.zoom_user_id", "=", zoomUserId);
}
