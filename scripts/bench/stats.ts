export function median(values: readonly number[]): number {
  const inOrder = values.toSorted((a, b) => a - b);
  const middle = inOrder.length / 2;
  const [upper = 0, lower = upper] = [inOrder[Math.floor(middle)], inOrder[Math.ceil(middle) - 1]];
  return (upper + lower) / 2;
}

export function percentile(values: readonly number[], share: number): number {
  const inOrder = values.toSorted((a, b) => a - b);
  return inOrder[Math.min(inOrder.length - 1, Math.floor(inOrder.length * share))] ?? 0;
}

/** The median, and what was smallest and largest. */
export function withRange(values: readonly number[], digits = 0): string {
  const [least, most] = [Math.min(...values), Math.max(...values)];
  return `${rounded(median(values), digits)} (${rounded(least, digits)}–${rounded(most, digits)})`;
}

export function rounded(value: number, digits = 0): string {
  return value.toLocaleString("en", {
    maximumFractionDigits: digits,
    minimumFractionDigits: digits,
  });
}
