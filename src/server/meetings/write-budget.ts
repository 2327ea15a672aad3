import { type Kysely, sql } from "kysely";
import { writeBudget } from "../../sync/guards.ts";
import { fromEpochMs } from "../../sync/instant.ts";
import { type Clock } from "../clock.ts";
import { type Schema } from "../store/schema.ts";

/** Counts our writes per Zoom host, so that background work never uses up a person's day. */
export class WriteBudget {
  readonly #db: Kysely<Schema>;
  readonly #clock: Clock;

  constructor(db: Kysely<Schema>, clock: Clock) {
    this.#db = db;
    this.#clock = clock;
  }

  async count(zoomUserId: string): Promise<void> {
    await this.#db
      .insertInto("zoom_writes")
      .values({ zoom_user_id: zoomUserId, day: this.#today(), writes: 1 })
      .onConflict((conflict) =>
        conflict
          .columns(["zoom_user_id", "day"])
          .doUpdateSet({ writes: sql<number>`zoom_writes.writes + 1` }),
      )
      .execute();
  }

  /** Creates and updates of this host today, as far as they were ours. */
  async used(zoomUserId: string): Promise<number> {
    const row = await this.#db
      .selectFrom("zoom_writes")
      .select("writes")
      .where("zoom_user_id", "=", zoomUserId)
      .where("day", "=", this.#today())
      .executeTakeFirst();
    return row?.writes ?? 0;
  }

  /** Null when background work may write now, else the moment the day is over at Zoom. */
  async backgroundMayWriteAt(
    zoomUserId: string,
    asks: "background" | "unhurried" = "background",
  ): Promise<Temporal.Instant | null> {
    const used = await this.used(zoomUserId);
    const now = fromEpochMs(this.#clock.now().epochMilliseconds);
    const { allowed, resetsAt } = writeBudget(used, asks, now);
    return allowed > 0 ? null : Temporal.Instant.from(resetsAt);
  }

  async forgetOldDays(): Promise<void> {
    await this.#db.deleteFrom("zoom_writes").where("day", "<", this.#today()).execute();
  }

  #today(): string {
    return this.#clock.now().toZonedDateTimeISO("UTC").toPlainDate().toString();
  }
}
