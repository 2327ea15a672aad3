/** How often a random test runs: a quick check on each push, a long one with DEEP=1. */
export function runs(quick: number): number {
  return process.env.DEEP === "1" ? quick * 50 : quick;
}
