/** What the host does to calls of one dispatch id: never answer, fail with a code, answer late. */
export type Fault = "mute" | { failWith: number } | { delayMs: number };

/** Faults by dispatch id (`ExecuteMethod` ids; events and start-up are never bent). */
export class Faults {
  #byDispatchId = new Map<number, Fault>();

  set(dispatchId: number, fault: Fault): void {
    this.#byDispatchId.set(dispatchId, fault);
  }

  clear(dispatchId?: number): void {
    if (dispatchId === undefined) this.#byDispatchId.clear();
    else this.#byDispatchId.delete(dispatchId);
  }

  of(dispatchId: number): Fault | undefined {
    return this.#byDispatchId.get(dispatchId);
  }
}
