import { readFileSync } from "node:fs";

const intervalMs = 500;

/**
 * npm runs a script through a shell. A signal to npm ends npm and the shell but not the script,
 * which would go on for ever without a terminal: this notices, and asks it to stop as Ctrl-C does.
 */
export function endWithNpm(): void {
  if (process.env.npm_lifecycle_event === undefined) return;
  const [shell, npm] = ancestors();
  const timer = setInterval(() => {
    const [shellNow, npmNow] = ancestors();
    if (shellNow === shell && npmNow === npm && isAlive(process.ppid)) return;
    clearInterval(timer);
    process.emit("SIGTERM", "SIGTERM");
  }, intervalMs);
  timer.unref();
}

function ancestors(): [parent: number, grandparent: number | undefined] {
  return [process.ppid, parentOf(process.ppid)];
}

/** Known on Linux only; elsewhere the parent alone is watched. */
function parentOf(pid: number): number | undefined {
  if (process.platform !== "linux") return undefined;
  try {
    // The second field is the command's name in parentheses and may hold anything.
    const [, rest = ""] = /^.*\) \S+ (.*)$/s.exec(readFileSync(`/proc/${pid}/stat`, "utf8")) ?? [];
    return Number.parseInt(rest, 10);
  } catch (error) {
    if (isGone(error)) return undefined;
    throw error;
  }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return !isGone(error);
  }
}

function isGone(error: unknown): boolean {
  return (
    error instanceof Error && "code" in error && ["ENOENT", "ESRCH"].includes(String(error.code))
  );
}
