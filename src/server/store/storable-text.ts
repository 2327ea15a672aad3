/**
 * Whether PostgreSQL takes it as text: a NUL, or one half of a surrogate pair, which JSON can carry,
 * fails the whole statement, with the rows of everybody else that came in it.
 */
export function isStorableText(value: unknown): value is string {
  return typeof value === "string" && value.isWellFormed() && !value.includes("\0");
}
