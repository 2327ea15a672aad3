import { createHash, randomBytes } from "node:crypto";
import { type Kysely } from "kysely";
import { type Clock, toDate } from "../clock.ts";
import { type Schema } from "../store/schema.ts";
import { type SecretBox } from "./secret-box.ts";

/** What a code may be redeemed for; a code of one purpose is worth nothing for another. */
export type CodePurpose =
  | "zoomStart"
  | "zoomState"
  | "zoomFinish"
  | "microsoftState"
  | "microsoftFinish"
  /** Signing in to the portal with Zoom. */
  | "portalState"
  /** Connecting a calendar from the portal. */
  | "connectState"
  /** A connection that waits for the person to agree to the account chosen. */
  | "connectPending"
  /** An admin on the way to Microsoft's consent page, and then to the sign-in that shows the tenant. */
  | "adminConsentState"
  | "adminSignInState";

/** Random codes that carry a payload from one step of a sign-in to the next: good once, and briefly. */
export class OneTimeCodes {
  readonly #db: Kysely<Schema>;
  readonly #box: SecretBox;
  readonly #clock: Clock;

  constructor(db: Kysely<Schema>, box: SecretBox, clock: Clock) {
    this.#db = db;
    this.#box = box;
    this.#clock = clock;
  }

  async issue(purpose: CodePurpose, payload: object, lifeMinutes = 5): Promise<string> {
    const code = randomBytes(32).toString("base64url");
    const hash = hashOf(code);
    await this.#db
      .insertInto("one_time_codes")
      .values({
        code_hash: hash,
        purpose,
        payload_sealed: this.#box.seal([purpose, hash], JSON.stringify(payload)),
        expires_at: toDate(this.#clock.now().add({ minutes: lifeMinutes })),
      })
      .execute();
    return code;
  }

  /** The payload, or null when the code is unknown, used, for another purpose, or too old. */
  async redeem(purpose: CodePurpose, code: string): Promise<unknown> {
    const hash = hashOf(code);
    const row = await this.#db
      .deleteFrom("one_time_codes")
      .where("code_hash", "=", hash)
      .where("purpose", "=", purpose)
      .where("expires_at", ">", toDate(this.#clock.now()))
      .returning("payload_sealed")
      .executeTakeFirst();
    return row
      ? (JSON.parse(this.#box.open([purpose, hash], row.payload_sealed)) as unknown)
      : null;
  }

  /** As `redeem`, but the code stays good. */
  async peek(purpose: CodePurpose, code: string): Promise<unknown> {
    const hash = hashOf(code);
    const row = await this.#db
      .selectFrom("one_time_codes")
      .select("payload_sealed")
      .where("code_hash", "=", hash)
      .where("purpose", "=", purpose)
      .where("expires_at", ">", toDate(this.#clock.now()))
      .executeTakeFirst();
    return row
      ? (JSON.parse(this.#box.open([purpose, hash], row.payload_sealed)) as unknown)
      : null;
  }

  async deleteExpired(): Promise<void> {
    await this.#db
      .deleteFrom("one_time_codes")
      .where("expires_at", "<=", toDate(this.#clock.now()))
      .execute();
  }
}

function hashOf(code: string): string {
  return createHash("sha256").update(code).digest("base64url");
}
