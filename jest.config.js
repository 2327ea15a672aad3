/** One suite, four layers. `node scripts/test.ts` chooses the layers and reports what was left out. */
const swc = {
  jsc: {
    target: "es2022",
    parser: { syntax: "typescript", tsx: true },
    transform: { react: { runtime: "automatic" } },
  },
  module: { type: "es6" },
};

const project = (layer, extra = {}) => ({
  displayName: layer,
  rootDir: import.meta.dirname,
  testMatch: [`<rootDir>/test/${layer}/**/*.test.ts`, `<rootDir>/test/${layer}/**/*.test.tsx`],
  extensionsToTreatAsEsm: [".ts", ".tsx"],
  transform: { "\\.tsx?$": ["@swc/jest", swc] },
  testEnvironment: "node",
  ...extra,
});

export default {
  projects: [project("unit"), project("contract"), project("simulation"), project("browser")],
};
