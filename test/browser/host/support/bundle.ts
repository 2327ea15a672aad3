import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import webpack from "webpack";

const swc = {
  loader: "swc-loader",
  options: { jsc: { target: "es2022", parser: { syntax: "typescript" } } },
};

/** One plain script of a TypeScript entry and all it imports. */
export async function bundleForBrowser(entry: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "bundle-"));
  const compiler = webpack({
    mode: "development",
    devtool: false,
    target: "web",
    entry,
    output: { path: folder, filename: "bundle.js" },
    module: { rules: [{ test: /\.ts$/, use: swc }] },
  });
  try {
    await run(compiler);
    return await readFile(join(folder, "bundle.js"), "utf8");
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function run(compiler: webpack.Compiler): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<undefined>();
  compiler.run((error, stats) => {
    compiler.close((closeError) => {
      const fault = error ?? closeError;
      if (fault) reject(fault);
      else if (stats?.hasErrors() === true) reject(new Error(stats.toString("errors-only")));
      else resolve(undefined);
    });
  });
  return promise;
}
