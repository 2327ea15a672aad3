import { existsSync } from "node:fs";
import { join } from "node:path";
import webpack from "webpack";

/** Browsers of the web, of new Outlook and of current Macs. */
const modernBrowsers = "es2022";
/** Classic Outlook on Windows runs handlers in an engine that knows ES2016 at most. */
const classicOutlook = "es2016";

const root = import.meta.dirname;

const swc = (parser, target) => ({
  loader: "swc-loader",
  options: {
    swcrc: false,
    jsc: {
      target,
      parser,
      transform: { react: { runtime: "automatic" } },
      externalHelpers: false,
    },
    module: { type: "es6" },
    isModule: "unknown",
  },
});

const ownCode = [join(root, "src")];

const moduleRules = (target, vendorCode) => [
  { test: /\.tsx$/, include: ownCode, use: swc({ syntax: "typescript", tsx: true }, target) },
  { test: /\.ts$/, include: ownCode, use: swc({ syntax: "typescript" }, target) },
  {
    test: /\.m?js$/,
    include: [...ownCode, ...vendorCode],
    use: swc({ syntax: "ecmascript" }, target),
    resolve: { fullySpecified: false },
  },
  { test: /\.css$/, type: "css/auto" },
  { test: /\.(svg|png)$/, type: "asset/resource" },
];

/** Writes `assets.json`: entry → its files in the order in which a page must load them. */
class AssetListPlugin {
  apply(compiler) {
    compiler.hooks.thisCompilation.tap("AssetListPlugin", (compilation) => {
      const stage = webpack.Compilation.PROCESS_ASSETS_STAGE_REPORT;
      compilation.hooks.processAssets.tap({ name: "AssetListPlugin", stage }, () => {
        const entries = [...compilation.entrypoints].map(([name, entry]) => [
          name,
          entry.getFiles().filter((file) => !file.endsWith(".map")),
        ]);
        const text = `${JSON.stringify(Object.fromEntries(entries), null, 2)}\n`;
        compilation.emitAsset("assets.json", new webpack.sources.RawSource(text));
      });
    });
  }
}

const shared = {
  context: root,
  resolve: { extensions: [".ts", ".tsx", ".mjs", ".js"] },
  performance: false,
  stats: "errors-warnings",
};

const vendors = (name, packages, priority) => ({
  name,
  test: new RegExp(`[\\\\/]node_modules[\\\\/](${packages})[\\\\/]`),
  chunks: "initial",
  priority,
});

/** Pages built from `entries`, cut so that a new release leaves the vendors' files in the cache. */
const pages =
  (part, entries) =>
  (_env, { mode = "production" }) => ({
    ...shared,
    mode,
    name: part,
    entry: entries,
    target: ["web", modernBrowsers],
    devtool: mode === "development" ? "inline-source-map" : false,
    output: {
      path: join(root, "dist", part),
      filename: "[name].[contenthash].js",
      chunkFilename: "[name].[contenthash].js",
      cssFilename: "[name].[contenthash].css",
      cssChunkFilename: "[name].[contenthash].css",
      assetModuleFilename: "[name].[contenthash][ext]",
      publicPath: "auto",
      // Other bundles stand in the same folder and are built at the same time.
      clean: { keep: /^launchevents\.js$/ },
    },
    module: { rules: moduleRules(modernBrowsers, [join(root, "node_modules", "@azure")]) },
    experiments: { css: true },
    optimization: {
      moduleIds: "deterministic",
      chunkIds: "deterministic",
      runtimeChunk: false,
      splitChunks: {
        chunks: "all",
        cacheGroups: {
          react: vendors("react", "react|react-dom|scheduler", 30),
          fluent: vendors("fluent", "@fluentui|@griffel|@floating-ui|tabster|keyborg", 20),
          calendar: vendors("calendar", "@fullcalendar|@full-ui|temporal-polyfill", 20),
          defaultVendors: { ...vendors("vendor", ".*", 10), reuseExistingChunk: true },
        },
      },
    },
    plugins: [new AssetListPlugin()],
  });

/** The one plain script that classic Outlook runs: no chunks, no imports, no hash, no comments. */
const handlers = (entries) => ({
  ...shared,
  name: "handlers",
  mode: "production",
  entry: entries,
  target: ["web", classicOutlook],
  devtool: false,
  output: {
    path: join(root, "dist", "addin"),
    filename: "[name].js",
    publicPath: "",
    asyncChunks: false,
    iife: true,
  },
  module: {
    parser: { javascript: { dynamicImportMode: "eager" } },
    rules: moduleRules(classicOutlook, [join(root, "node_modules")]),
  },
  optimization: {
    splitChunks: false,
    runtimeChunk: false,
    moduleIds: "deterministic",
  },
  plugins: [new webpack.optimize.LimitChunkCountPlugin({ maxChunks: 1 })],
});

/** Keeps the entries whose file exists; a part without any is left out of the build. */
const existing = (entries) =>
  Object.fromEntries(Object.entries(entries).filter(([, file]) => existsSync(join(root, file))));

const parts = [
  [
    (entries) => pages("addin", entries),
    {
      taskpane: "./src/addin/taskpane/main.tsx",
      commands: "./src/addin/commands/commands.ts",
      dialog: "./src/addin/auth/dialog.ts",
    },
  ],
  [handlers, { launchevents: "./src/addin/launchevents/launchevents.ts" }],
  [(entries) => pages("portal", entries), { portal: "./src/portal/main.tsx" }],
  [(entries) => pages("sandbox", entries), { outlook: "./src/sandbox/outlook/ui/main.tsx" }],
];

export default parts
  .map(([make, entries]) => [make, existing(entries)])
  .filter(([, entries]) => Object.keys(entries).length > 0)
  .map(([make, entries]) => make(entries));
