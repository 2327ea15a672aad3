import { ApiProblem } from "../../backend/errors.ts";

export interface LogEntry {
  /** UTC. */
  at: string;
  /** Our own word for what was done: never a link, a subject, a name or an address. */
  what: string;
  outcome: string;
  correlationId?: string;
}

const longest = 100;

/** What the pane did, so that a person can hand it to support. It holds nothing about the meeting. */
export class ActivityLog {
  #entries: readonly LogEntry[] = [];
  readonly #now: () => number;

  constructor(now: () => number) {
    this.#now = now;
  }

  get entries(): readonly LogEntry[] {
    return this.#entries;
  }

  done(what: string): void {
    this.#add({ what, outcome: "done" });
  }

  /** Keeps the kind of the failure; messages may name people. */
  failed(what: string, error: unknown): void {
    if (error instanceof ApiProblem) {
      const outcome = `${error.status} ${error.code}`;
      this.#add({ what, outcome, correlationId: error.correlationId });
      return;
    }
    const { name, code, reason, api, failure } = (error ?? {}) as Record<string, unknown>;
    const words = [name, api, reason, failure, code].filter(
      (word) => typeof word === "string" || typeof word === "number",
    );
    this.#add({ what, outcome: words.length === 0 ? "failed" : words.join(" ") });
  }

  asText(): string {
    return this.#entries
      .map(({ at, what, outcome, correlationId }) =>
        [at, what, outcome, correlationId].filter(Boolean).join("  "),
      )
      .join("\n");
  }

  #add(entry: Omit<LogEntry, "at">): void {
    const at = new Date(this.#now()).toISOString();
    this.#entries = [...this.#entries, { at, ...entry }].slice(-longest);
  }
}
