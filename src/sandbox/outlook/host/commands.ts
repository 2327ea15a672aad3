import { type HostFrame } from "./host-frame.ts";

/** How a function of the add-in ended, as far as Outlook can know. */
export type CommandOutcome =
  | { outcome: "completed"; completedContext: Record<string, unknown> }
  /** The page has no function of that name. */
  | { outcome: "functionNotFound" }
  /** The handler did not call `event.completed` in time: it hangs, or it threw. */
  | { outcome: "timeout" }
  /** The page did not load, or never called `Office.onReady`. */
  | { outcome: "unavailable" };

const functionNotFound = 11101;

/**
 * Functions of the add-in that are running. On the web, ribbon buttons and launch events alike are
 * the event `appCommandInvoked`; the add-in's answer is common method 94.
 */
export class Commands {
  #running = new Map<string, (outcome: CommandOutcome) => void>();

  /**
   * Calls `functionName` in `frame` with an event object of its own.
   * @param timeoutMs how long Outlook waits for `event.completed`; the library tells nothing when
   *   a handler throws.
   */
  async run(
    frame: HostFrame,
    functionName: string,
    event: object,
    { readyMs, timeoutMs }: { readyMs: number; timeoutMs: number },
  ): Promise<CommandOutcome> {
    if (!(await becomesReady(frame, readyMs))) return { outcome: "unavailable" };
    const id = crypto.randomUUID();
    return new Promise((resolve) => {
      const timer = setTimeout(() => this.#end(id, { outcome: "timeout" }), timeoutMs);
      this.#running.set(id, (outcome) => {
        clearTimeout(timer);
        resolve(outcome);
      });
      const heard = frame.raise("appCommandInvoked", [id, functionName, JSON.stringify(event)]);
      if (!heard) this.#end(id, { outcome: "unavailable" });
    });
  }

  /** Common method 94; a second completion of the same command is ignored. */
  complete(message: Readonly<Record<string, unknown>>): void {
    const [id, status, event] = [message["0"], message["1"], message["2"]];
    if (typeof id !== "string") return;
    if (status === functionNotFound) this.#end(id, { outcome: "functionNotFound" });
    else this.#end(id, { outcome: "completed", completedContext: completedContextOf(event) });
  }

  /** Ends everything that runs; the form is going away. */
  abandon(): void {
    for (const id of [...this.#running.keys()]) this.#end(id, { outcome: "unavailable" });
  }

  #end(id: string, outcome: CommandOutcome): void {
    const settle = this.#running.get(id);
    this.#running.delete(id);
    settle?.(outcome);
  }
}

function completedContextOf(event: unknown): Record<string, unknown> {
  if (typeof event !== "string" || event === "") return {};
  const { completedContext } = JSON.parse(event) as { completedContext?: unknown };
  return typeof completedContext === "object" && completedContext !== null
    ? (completedContext as Record<string, unknown>)
    : {};
}

async function becomesReady(frame: HostFrame, readyMs: number): Promise<boolean> {
  const late = Promise.withResolvers<false>();
  const timer = setTimeout(() => late.resolve(false), readyMs);
  const ready = frame.whenReady().then(
    () => true,
    // Disposed while waiting: as good as never ready.
    () => false,
  );
  const result = await Promise.race([ready, late.promise]);
  clearTimeout(timer);
  return result;
}
