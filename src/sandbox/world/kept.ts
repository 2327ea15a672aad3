import { existsSync, mkdirSync, readFileSync } from "node:fs";
import { open, rename } from "node:fs/promises";
import { join } from "node:path";
import { type Kept } from "../sandbox.ts";

/** Pieces of state on disk, one JSON file each. */
export interface Shelf {
  keep<T extends object>(name: string, initial: () => T): Kept<T>;
  /** Resolves once everything saved so far is on disk; throws if any of it could not be written. */
  flush: () => Promise<void>;
}

/** A shelf of a world that ends with the process: nothing is written anywhere. */
export function openForgetfulShelf(): Shelf {
  const keep = <T extends object>(_name: string, initial: () => T): Kept<T> => ({
    value: initial(),
    save: () => undefined,
  });
  return { keep, flush: () => Promise.resolve() };
}

/** Opens (and makes) `folder`; only its owner can read it, as it holds signing keys and tokens. */
export function openShelf(folder: string): Shelf {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const pieces = new Map<string, { kept: Kept<object>; written: () => Promise<void> }>();

  const keep = <T extends object>(name: string, initial: () => T): Kept<T> => {
    if (pieces.has(name)) throw new Error(`The sandbox already keeps something named "${name}".`);
    const file = join(folder, `${name}.json`);
    const value = (readKept(file) as T | undefined) ?? initial();
    const writer = coalesce(() => writeAtomically(file, JSON.stringify(value)));
    const kept = { value, save: writer.request };
    pieces.set(name, { kept, written: writer.settled });
    return kept;
  };

  const flush = async () => {
    for (const { kept } of pieces.values()) kept.save();
    await Promise.all([...pieces.values()].map(({ written }) => written()));
  };

  return { keep, flush };
}

function readKept(file: string): unknown {
  if (!existsSync(file)) return undefined;
  const text = readFileSync(file, "utf8");
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new Error(`${file} is not JSON. Delete the file to start this part afresh.`, { cause });
  }
}

/** A reader sees the old file or the new one, never half of one. */
async function writeAtomically(file: string, text: string): Promise<void> {
  const draft = `${file}.new`;
  const handle = await open(draft, "w", 0o600);
  try {
    await handle.writeFile(text);
    await handle.sync();
  } finally {
    await handle.close();
  }
  await rename(draft, file);
}

/** Many requests within a moment become one run; a request during a run starts one more after it. */
function coalesce(run: () => Promise<void>) {
  let wanted = false;
  let running: Promise<void> | null = null;
  const loop = async () => {
    await new Promise((resolve) => setImmediate(resolve));
    try {
      while (wanted) {
        wanted = false;
        await run();
      }
    } finally {
      running = null;
    }
  };
  const settled = async () => {
    await running;
  };
  const request = () => {
    wanted = true;
    running ??= loop();
  };
  return { request, settled };
}
