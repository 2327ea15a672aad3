/** How long a visible effect may take on a busy machine. */
const withinMs = 15_000;
const everyMs = 50;

/**
 * Asks `probe` until it no longer throws, and answers what it answered.
 * @throws what it threw last.
 */
export async function eventually<T>(probe: () => T | Promise<T>): Promise<T> {
  const end = Date.now() + withinMs;
  for (;;) {
    try {
      return await probe();
    } catch (error) {
      if (Date.now() > end) throw error;
      await new Promise((resolve) => setTimeout(resolve, everyMs));
    }
  }
}
