/**
 * True when `fetch` failed below HTTP: no connection, a broken one, a time-out, or a body that is not
 * what it says. Told by name, because the errors may come from another realm than this module's.
 */
export function isNetworkFault(cause: unknown): boolean {
  return (
    typeof cause === "object" &&
    cause !== null &&
    "name" in cause &&
    ["TypeError", "TimeoutError", "AbortError", "SyntaxError"].includes(String(cause.name))
  );
}
