import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { renderManifest } from "../src/shared/manifest/render-manifest.ts";
import { dataFolder } from "./local-settings.ts";

const manifestFile = join(import.meta.dirname, "../manifest.xml");
/** The one in the repository's manifest. */
const usualPort = 3000;

/** The manifest for a product on `port`: the one in the repository, or a copy for another port. */
export function prepareManifest(port: number): string {
  if (port === usualPort) return manifestFile;
  const copy = join(dataFolder, `manifest-${port}.xml`);
  mkdirSync(dataFolder, { recursive: true });
  const template = readFileSync(manifestFile, "utf8");
  writeFileSync(copy, renderManifest(template, { publicUrl: `https://localhost:${port}` }));
  return copy;
}
