import { afterEach, beforeEach, describe, expect, it, jest } from "@jest/globals";
import { mkdtempSync, rmSync, writeFileSync, readFileSync, statSync } from "node:fs";
import { type AddressInfo, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ensureCertificate } from "../../../scripts/certificate.ts";
import { startChild } from "../../../scripts/child.ts";
import { readPorts } from "../../../scripts/local-settings.ts";
import { assertPortFree } from "../../../scripts/wait-until-ready.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "start-"));
});
afterEach(() => {
  jest.restoreAllMocks();
  rmSync(folder, { recursive: true, force: true });
});

function startScript(source: string, onLine?: (line: string) => void) {
  const script = join(folder, "script.mjs");
  writeFileSync(script, source);
  const env = { ...process.env, NODE_OPTIONS: "" };
  return startChild({ name: "it", args: [script], env, logFile: join(folder, "log"), onLine });
}

describe("a process of npm start", () => {
  it("is asked to stop, and may finish what it does", async () => {
    const ready = Promise.withResolvers<string>();
    const child = startScript(
      `process.on("SIGTERM", () => setTimeout(() => { console.log("finished"); process.exit(0); }, 50));
       setInterval(() => undefined, 1000); console.log("ready");`,
      ready.resolve,
    );
    await ready.promise;
    await child.stop();
    expect(await child.ended).toBe("exit code 0");
    expect(child.lastLines()).toBe("ready\nfinished");
    expect(readFileSync(join(folder, "log"), "utf8")).toBe("ready\nfinished\n");
  });

  it("leaves its last words when it ends by itself", async () => {
    const child = startScript(`console.error("why it ended"); process.exitCode = 3;`);
    expect(await child.ended).toBe("exit code 3");
    expect(child.lastLines()).toBe("why it ended");
  });
});

describe("before anything starts", () => {
  it("says which variable chooses another port when one is in use", async () => {
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(0, resolve));
    const { port } = other.address() as AddressInfo;
    await expect(assertPortFree(port, "SANDBOX_PORT")).rejects.toThrow(/in use.*set SANDBOX_PORT/);
    await new Promise((resolve) => other.close(resolve));
    await expect(assertPortFree(port, "SANDBOX_PORT")).resolves.toBeUndefined();
  });

  it("refuses a port that is none", () => {
    expect(() => readPorts({ PORT: "80a" })).toThrow(/PORT must be a port/);
    expect(readPorts({ SANDBOX_PORT: "4001" })).toEqual({ product: 3000, sandbox: 4001 });
  });

  it("makes one certificate and keeps it, and makes a new one when a file is missing", async () => {
    jest.spyOn(console, "log").mockReturnValue();
    const first = await ensureCertificate(folder);
    const made = readFileSync(first.certFile, "utf8");
    expect(statSync(first.keyFile).mode & 0o077).toBe(0);
    await ensureCertificate(folder);
    expect(readFileSync(first.certFile, "utf8")).toBe(made);
    rmSync(first.keyFile);
    await ensureCertificate(folder);
    expect(readFileSync(first.certFile, "utf8")).not.toBe(made);
  }, 60_000);
});
