import "./assert-node.ts";
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { findChromium } from "../test/support/chromium.ts";
import { buildIfStale } from "./build-if-stale.ts";

/** What jest's --json report says, as far as we count it. */
interface Report {
  numPassedTests: number;
  numFailedTests: number;
  numPendingTests: number;
  numTodoTests: number;
  /** Test files that broke before their first test. */
  numRuntimeErrorTestSuites: number;
}

interface Count {
  passed: number;
  failed: number;
  skipped: number;
}

const root = join(import.meta.dirname, "..");
const flags = process.argv.slice(2);
/** Many more seeds for the randomised tests. */
const deep = flags.includes("--deep");
/** Only what opens the database, for a second run on the other engine. */
const onlyDatabase = flags.includes("--database");
const jestArguments = flags.filter((flag) => flag !== "--deep" && flag !== "--database");
const onPostgres = Boolean(process.env.TEST_DATABASE_URL);
const inCi = process.env.CI === "true";
const layers = ["unit", "contract", "simulation"];

function runJest(projects: readonly string[], extra: readonly string[] = []): Count {
  const folder = mkdtempSync(join(tmpdir(), "test-report-"));
  const reportFile = join(folder, "report.json");
  try {
    const jest = join(root, "node_modules/jest/bin/jest.js");
    const report = ["--json", `--outputFile=${reportFile}`, "--passWithNoTests"];
    // --selectProjects takes every word after it, so it comes last.
    const args = [jest, ...jestArguments, ...extra, ...report, "--selectProjects", ...projects];
    const result = spawnSync(process.execPath, args, {
      cwd: root,
      // The report also comes on stdout; what people read is on stderr.
      stdio: ["inherit", "ignore", "inherit"],
      env: {
        ...process.env,
        ...(deep && { DEEP: "1" }),
        NODE_OPTIONS: `${process.env.NODE_OPTIONS ?? ""} --experimental-vm-modules --disable-warning=ExperimentalWarning`,
      },
    });
    return count(readReport(reportFile), result.status);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function readReport(file: string): Report | undefined {
  try {
    return JSON.parse(readFileSync(file, "utf8")) as Report;
  } catch (error) {
    console.error(`jest left no report: ${String(error)}`);
    return undefined;
  }
}

/** jest may fail without a failed test, for example over its own arguments: that counts as one. */
function count(report: Report | undefined, status: number | null): Count {
  const passed = report?.numPassedTests ?? 0;
  const failed = (report?.numFailedTests ?? 0) + (report?.numRuntimeErrorTestSuites ?? 0);
  const skipped = (report?.numPendingTests ?? 0) + (report?.numTodoTests ?? 0);
  return { passed, failed: status !== 0 && failed === 0 ? 1 : failed, skipped };
}

function lookForChromium(): { path: string } | { missing: string } {
  try {
    return { path: findChromium() };
  } catch (error) {
    return { missing: error instanceof Error ? error.message : String(error) };
  }
}

// The server under test hands out the bundles, and the browser loads them.
buildIfStale();
const chromium = onlyDatabase ? undefined : lookForChromium();
const counts = [
  runJest(layers, onlyDatabase ? ["--findRelatedTests", "src/server/store/database.ts"] : []),
];
if (chromium && "path" in chromium) {
  counts.push(runJest(["browser"], ["--runInBand"]));
}

const total = counts.reduce((sum, one) => ({
  passed: sum.passed + one.passed,
  failed: sum.failed + one.failed,
  skipped: sum.skipped + one.skipped,
}));
const leftOut = chromium !== undefined && "missing" in chromium;

const what = onlyDatabase ? `what opens the database in ${layers.join(", ")}` : layers.join(", ");
console.log(
  `\n${what}: on ${onPostgres ? "PostgreSQL (TEST_DATABASE_URL)" : "the embedded database"}`,
);
if (chromium && "path" in chromium) console.log(`browser: on ${chromium.path}`);
if (leftOut) {
  console.log(`browser: LEFT OUT, nothing was tested in a browser. ${chromium.missing}`);
}
const nothingRan = total.passed + total.failed === 0;
if (nothingRan) console.log("No test ran: does the pattern match anything?");
console.log(
  `${total.passed} passed, ${total.failed} failed` +
    (total.skipped > 0 ? `, ${total.skipped} skipped` : ""),
);
process.exitCode = total.failed > 0 || nothingRan || (leftOut && inCi) ? 1 : 0;
