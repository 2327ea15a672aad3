// Runs before every npm script, on whatever Node the machine has and before anything is installed:
// plain JavaScript without dependencies.
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync, statSync } from "node:fs";
import { dirname, join, sep } from "node:path";
import process from "node:process";
import { fileURLToPath } from "node:url";

const oldestNode = 20;
const neededNode = 26;
const root = dirname(dirname(fileURLToPath(import.meta.url)));
const modules = join(root, "node_modules");
const windows = process.platform === "win32";

if (majorOf(process.versions.node) < oldestNode) {
  stop(
    `Installing needs Node ${oldestNode} or newer, and this is Node ${process.versions.node}. ` +
      "Get a current one from https://nodejs.org and run the command again.",
  );
}
if (isStale()) install();
assertNode();

function isStale() {
  const wanted = join(root, "package-lock.json");
  const installed = join(modules, ".package-lock.json");
  if (!existsSync(installed)) return true;
  if (statSync(installed).mtimeMs >= statSync(wanted).mtimeMs) return false;
  // A checkout gives an unchanged file a new time.
  return differ(packagesIn(wanted), packagesIn(installed));
}

function packagesIn(lockFile) {
  return JSON.parse(readFileSync(lockFile, "utf8")).packages;
}

/** Optional packages are installed where they fit; all others must be there, in their version. */
function differ(wanted, installed) {
  const names = Object.keys(wanted).filter((name) => name !== "");
  return (
    names.some((name) =>
      installed[name] === undefined
        ? !wanted[name].optional
        : installed[name].version !== wanted[name].version,
    ) || Object.keys(installed).some((name) => wanted[name] === undefined)
  );
}

function install() {
  if (windows && process.execPath.startsWith(modules + sep)) {
    // Windows cannot delete the program that is running, and npm ci deletes node_modules first.
    stop("The installed packages are older than package-lock.json. Run: npm ci");
  }
  console.log("Installing the packages in package-lock.json (npm ci) …");
  const npm = process.env.npm_execpath;
  const result =
    npm && /\.[cm]?js$/.test(npm)
      ? spawnSync(process.env.npm_node_execpath ?? process.execPath, [npm, "ci"], {
          cwd: root,
          stdio: "inherit",
        })
      : spawnSync("npm ci", { cwd: root, stdio: "inherit", shell: true });
  if (result.status !== 0) {
    stop(
      "The packages could not be installed; npm says why above. " +
        "Nothing else was changed. Run: npm ci",
    );
  }
}

/** The command after this one runs on the Node that npm finds first: the one in node_modules. */
function assertNode() {
  const asked = spawnSync("node --version", { cwd: root, encoding: "utf8", shell: true });
  const version = (asked.stdout ?? "").trim().replace(/^v/, "");
  if (majorOf(version) >= neededNode) return;
  stop(
    `This product runs on Node ${neededNode}, and the command would run on ${version || "none"}. ` +
      `npm ci installs Node ${neededNode} as an optional package, unless optional packages are left ` +
      `out. Run the command through npm (npm start), or npm ci --include=optional, or install ` +
      `Node ${neededNode} from https://nodejs.org.`,
  );
}

function majorOf(version) {
  return Number.parseInt(version, 10) || 0;
}

function stop(message) {
  console.error(message);
  process.exit(1);
}
