import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { dataFolder } from "./local-settings.ts";

const manifestFile = join(import.meta.dirname, "../manifest.xml");
const usualOrigin = "https://localhost:3000";

/** The manifest for a product on `port`: the one in the repository, or a copy for another port. */
export function prepareManifest(port: number): string {
  const origin = `https://localhost:${port}`;
  if (origin === usualOrigin) return manifestFile;
  const copy = join(dataFolder, `manifest-${port}.xml`);
  mkdirSync(dataFolder, { recursive: true });
  writeFileSync(copy, readFileSync(manifestFile, "utf8").replaceAll(usualOrigin, origin));
  return copy;
}
