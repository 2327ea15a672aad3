import { spawn, type ChildProcess } from "node:child_process";
import { createWriteStream, mkdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { createInterface } from "node:readline";
import { type Readable } from "node:stream";
import { pathToFileURL } from "node:url";

export interface ChildOptions {
  name: string;
  /** The program and its arguments, run on this Node. */
  args: readonly string[];
  env: Readonly<Record<string, string | undefined>>;
  /** Everything it prints goes here. */
  logFile: string;
  onLine?: ((line: string) => void) | undefined;
}

export interface Child {
  readonly name: string;
  readonly pid: number | undefined;
  /** Resolves when the process has ended, with what it ended by. */
  readonly ended: Promise<string>;
  /** The last lines it printed. */
  lastLines(): string;
  /** Lets it finish; kills it when that takes longer than ten seconds. */
  stop(): Promise<void>;
}

const keptLines = 30;
const stopWithinMs = 10_000;

/** Starts a Node process that ends when this one does, however this one ends. */
export function startChild(options: ChildOptions): Child {
  mkdirSync(dirname(options.logFile), { recursive: true });
  const log = createWriteStream(options.logFile);
  const lines: string[] = [];
  const preload = pathToFileURL(join(import.meta.dirname, "end-with-parent.mjs")).href;
  const child = spawn(process.execPath, ["--import", preload, ...options.args], {
    env: options.env,
    stdio: ["ignore", "pipe", "pipe", "ipc"],
    // Its own process group: Ctrl-C reaches the script alone, which then stops it in order.
    detached: process.platform !== "win32",
    windowsHide: true,
  });
  const printed = [child.stdout, child.stderr].map((stream) =>
    forEachLine(stream, (line) => {
      log.write(`${line}\n`);
      lines.push(line);
      if (lines.length > keptLines) lines.shift();
      options.onLine?.(line);
    }),
  );
  const ended = waitForEnd(child, printed).finally(
    // Whoever hears of the end finds the last words in the file.
    () => new Promise<void>((resolve) => log.end(() => resolve())),
  );
  return {
    name: options.name,
    pid: child.pid,
    ended,
    lastLines: () => lines.join("\n"),
    async stop() {
      if (child.connected) child.disconnect();
      const timer = setTimeout(() => child.kill("SIGKILL"), stopWithinMs);
      await ended;
      clearTimeout(timer);
    },
  };
}

/** The "close" event does not come after disconnect(), so the exit and the streams are awaited. */
async function waitForEnd(child: ChildProcess, printed: Array<Promise<void>>): Promise<string> {
  const reason = await new Promise<string>((resolve) => {
    child.once("error", (error) => resolve(error.message));
    child.once("exit", (code, signal) => resolve(signal ?? `exit code ${String(code)}`));
  });
  await Promise.all(printed);
  return reason;
}

async function forEachLine(stream: Readable | null, onLine: (line: string) => void): Promise<void> {
  if (stream === null) return;
  for await (const line of createInterface({ input: stream })) onLine(line);
}
