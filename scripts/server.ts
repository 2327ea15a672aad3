import "./assert-node.ts";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { endWithNpm } from "./end-with-npm.ts";
import { buildIfAbsent } from "./build-if-stale.ts";

const environmentFile = join(import.meta.dirname, "../.env");

buildIfAbsent();
// What the environment already says wins over the file.
if (existsSync(environmentFile)) process.loadEnvFile(environmentFile);
endWithNpm();
await import("../src/server/main.ts");
