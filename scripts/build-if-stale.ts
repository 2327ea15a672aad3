import { spawnSync } from "node:child_process";
import {
  existsSync,
  mkdirSync,
  readdirSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const root = join(import.meta.dirname, "..");
const stamp = join(root, "dist/.built");
/** What the browser bundles are made of. A folder's own time changes when a file in it goes. */
const sources = ["src/addin", "src/portal", "src/sandbox", "src/shared", "src/sync"];
const settings = ["webpack.config.js", "package-lock.json"];

/**
 * Builds the browser bundles with webpack unless they are newer than all they are made of.
 * @throws Error when webpack fails; it has printed why.
 */
export function buildIfStale(): void {
  if (isStale()) build();
}

/** Builds the browser bundles if there are none. */
export function buildIfAbsent(): void {
  if (!existsSync(stamp)) build();
}

function isStale(): boolean {
  const built = statSync(stamp, { throwIfNoEntry: false });
  if (built === undefined) return true;
  const files = [...sources.flatMap(listTree), ...settings.map((file) => join(root, file))];
  return files.some((file) => statSync(file).mtimeMs > built.mtimeMs);
}

function listTree(folder: string): string[] {
  const top = join(root, folder);
  if (!existsSync(top)) return [];
  const entries = readdirSync(top, { recursive: true, encoding: "utf8" });
  return [top, ...entries.map((entry) => join(top, entry))];
}

function build(): void {
  console.log("Building the browser bundles …");
  rmSync(stamp, { force: true });
  const begun = new Date();
  const webpack = join(root, "node_modules/webpack/bin/webpack.js");
  const result = spawnSync(process.execPath, [webpack, "--mode", "production"], {
    cwd: root,
    stdio: "inherit",
  });
  if (result.status !== 0) {
    throw new Error("The browser bundles could not be built; webpack says why above.", {
      cause: result.error,
    });
  }
  mkdirSync(join(root, "dist"), { recursive: true });
  writeFileSync(stamp, "");
  // What changed while webpack ran may not be in the bundles.
  utimesSync(stamp, begun, begun);
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) build();
