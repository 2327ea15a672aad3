/** One run of one connection in one process; epoch milliseconds. */
export interface LoggedRun {
  process: string;
  connection: string;
  from: number;
  /** Null while it goes on. */
  to: number | null;
}

interface Line {
  time?: string;
  msg?: string;
  connection?: string;
}

/** What the processes log of their runs. A killed process ends its runs by ending. */
export class RunLog {
  readonly #runs: LoggedRun[] = [];
  /** Warnings and errors, as they were logged. */
  readonly complaints: string[] = [];

  note(process: string, text: string): void {
    if (/"level":(40|50|60)/.test(text)) this.complaints.push(`${process} ${text}`);
    if (!text.includes("a sync run ")) return;
    const { time = "", msg, connection = "" } = JSON.parse(text) as Line;
    const at = Date.parse(time);
    if (msg === "a sync run begins") this.#runs.push({ process, connection, from: at, to: null });
    if (msg !== "a sync run ends") return;
    const open = this.#runs.findLast(
      (run) => run.process === process && run.connection === connection && run.to === null,
    );
    if (open) open.to = at;
  }

  processEnded(process: string): void {
    for (const run of this.#runs) {
      if (run.process === process) run.to ??= Date.now();
    }
  }

  get runs(): readonly LoggedRun[] {
    return this.#runs;
  }

  /** Pairs of runs of one connection that were under way at the same time. */
  overlaps(): Array<[LoggedRun, LoggedRun]> {
    const found: Array<[LoggedRun, LoggedRun]> = [];
    for (const runs of Map.groupBy(this.#runs, ({ connection }) => connection).values()) {
      const inOrder = runs.toSorted((a, b) => a.from - b.from);
      for (const [index, run] of inOrder.entries()) {
        const before = inOrder[index - 1];
        if (before && (before.to ?? Infinity) > run.from) found.push([before, run]);
      }
    }
    return found;
  }
}
