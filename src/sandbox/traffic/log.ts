import { type Traffic, type TrafficEntry } from "../sandbox.ts";

const remembered = 500;

/** The last calls, newest last, and those who watch for more. */
export function createTraffic(now: () => Date): Traffic {
  let lastId = 0;
  const entries: TrafficEntry[] = [];
  const listeners = new Set<(entry: TrafficEntry) => void>();
  return {
    record: (given) => {
      lastId += 1;
      const entry = {
        ...given,
        path: withoutSecrets(given.path),
        id: lastId,
        at: now().toISOString(),
      };
      entries.push(entry);
      if (entries.length > remembered) entries.shift();
      for (const listener of listeners) listener(entry);
      return entry;
    },
    recent: () => entries,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

const secretNames =
  /(^|_)(code|token|secret|pwd|password|assertion|verifier|challenge|state|nonce|signature)$|^zak$|^tk$/i;

/** The path with the values of secret query parameters replaced. */
export function withoutSecrets(path: string): string {
  const [address = "", query] = path.split("?", 2);
  if (query === undefined) return address;
  const shown = query.split("&").map((pair) => {
    const [name = ""] = pair.split("=", 1);
    return secretNames.test(name) ? `${name}=…` : pair;
  });
  return `${address}?${shown.join("&")}`;
}
