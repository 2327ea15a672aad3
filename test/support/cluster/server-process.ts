import { join } from "node:path";
import { startChild, type Child } from "../../../scripts/child.ts";

const main = join(import.meta.dirname, "../../../src/server/main.ts");

/** One process of the product, as it runs in production. */
export interface ServerProcess {
  name: string;
  url: string;
  child: Child;
  /** Resolves once it takes requests; rejects with its last words if it ends before. */
  ready: Promise<void>;
  /** Ends it without a chance to tidy up. */
  kill: () => Promise<void>;
}

export interface ServerProcessOptions {
  name: string;
  port: number;
  /** On top of what every process of this product gets. */
  environment: Readonly<Record<string, string>>;
  logFile: string;
  onLine?: (line: string) => void;
}

export function startServerProcess(options: ServerProcessOptions): ServerProcess {
  const { name, port, environment, logFile, onLine } = options;
  const listening = Promise.withResolvers<undefined>();
  const child = startChild({
    name,
    args: [main],
    logFile,
    onLine: (line) => {
      if (line.includes('"listening"')) listening.resolve(undefined);
      onLine?.(line);
    },
    env: { ...inherited(), PORT: String(port), ...environment },
  });
  const { ended } = child;
  void ended.then(() => listening.reject(new Error(`${name} ended.\n${child.lastLines()}`)));
  // Whoever is killed before it listens has nobody waiting for that.
  listening.promise.catch(() => undefined);
  return {
    name,
    url: `http://127.0.0.1:${port}`,
    child,
    ready: listening.promise,
    async kill() {
      if (child.pid !== undefined) killHard(child.pid);
      await ended;
    },
  };
}

function killHard(pid: number): void {
  try {
    process.kill(pid, "SIGKILL");
  } catch {
    // It has ended by itself.
  }
}

/** Nothing of a developer's own settings, and none of the test runner's flags for Node. */
function inherited(): Record<string, string | undefined> {
  const { PATH, HOME, TMPDIR, SystemRoot, TEMP } = process.env;
  return { PATH, HOME, TMPDIR, SystemRoot, TEMP };
}
