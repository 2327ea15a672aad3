import importX from "eslint-plugin-import-x";
import reactHooks from "eslint-plugin-react-hooks";
import { createTypeScriptImportResolver } from "eslint-import-resolver-typescript";
import tseslint from "typescript-eslint";

const src = "./src";

/** `target` may import nothing from `from`, except the paths listed. */
const zone = (target, from, message, except = []) => ({
  target: `${src}/${target}`,
  from,
  except,
  message,
});

const boundaries = [
  zone("shared", [`${src}/!(shared)/**/*`], "shared is imported by everyone and imports no one"),
  zone("sync", [`${src}/!(sync|shared)/**/*`], "the engine is pure: it imports itself and shared"),
  zone(
    "addin",
    [`${src}/!(addin|shared|sync)/**/*`],
    "the add-in sees shared and pure sync modules",
  ),
  zone(
    "portal",
    [`${src}/!(portal|shared|sync)/**/*`],
    "the portal sees shared and pure sync modules",
  ),
  zone(
    "server",
    [`${src}/!(server|shared|sync)/**/*`],
    "the server never imports browser or sandbox code",
  ),
  zone("sandbox", [`${src}/!(sandbox)/**/*`], "the sandbox imports nothing of the product"),
];

export default tseslint.config(
  { ignores: ["dist/", "coverage/", "screenshots/", ".data/"] },
  {
    files: ["**/*.{ts,tsx}"],
    extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
    languageOptions: { parserOptions: { projectService: true } },
    plugins: { "import-x": importX, "react-hooks": reactHooks },
    settings: { "import-x/resolver-next": [createTypeScriptImportResolver()] },
    rules: {
      "import-x/no-cycle": "error",
      "import-x/no-duplicates": ["error", { "prefer-inline": true }],
      "import-x/no-restricted-paths": ["error", { zones: boundaries }],
      ...reactHooks.configs.recommended.rules,
      "@typescript-eslint/consistent-type-imports": ["error", { fixStyle: "inline-type-imports" }],
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
      "@typescript-eslint/no-confusing-void-expression": ["error", { ignoreArrowShorthand: true }],
      "@typescript-eslint/consistent-type-definitions": "off",
      // Marked deprecated by its authors only to stand out; it is called for http:// bases alone.
      "@typescript-eslint/no-deprecated": [
        "error",
        { allow: [{ from: "package", package: "openid-client", name: "allowInsecureRequests" }] },
      ],
      "@typescript-eslint/array-type": ["error", { default: "array-simple" }],
    },
  },
  {
    files: ["test/**/*.{ts,tsx}"],
    rules: { "@typescript-eslint/no-non-null-assertion": "off" },
  },
);
