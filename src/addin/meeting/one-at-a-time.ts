/** The part of the browser's lock manager that is used; missing in older web views. */
export interface Locks {
  request<T>(name: string, work: () => Promise<T>): Promise<T>;
}

/**
 * Runs `work` so that it never runs twice at once: callers in this page share one run, other frames
 * of the add-in wait for it where the browser has locks.
 */
export function createOneAtATime<T>(
  name: string,
  locks: Locks | undefined,
): (work: () => Promise<T>) => Promise<T> {
  let running: Promise<T> | null = null;
  return (work) => {
    running ??= (locks === undefined ? work() : locks.request(name, work)).finally(() => {
      running = null;
    });
    return running;
  };
}

/** Absent in older web views, and where the page is not served securely. */
export function browserLocks(): Locks | undefined {
  const { locks } = navigator as { locks?: LockManager };
  if (locks === undefined) return undefined;
  return {
    request: <T>(name: string, work: () => Promise<T>) => locks.request(name, work) as Promise<T>,
  };
}
