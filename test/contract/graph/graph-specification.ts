import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "@jest/globals";
import { Ajv2020 } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";

interface Specification {
  paths: Record<
    string,
    Record<string, { parameters?: Array<{ $ref?: string }>; requestBody?: object }>
  >;
}

const specFile = join(import.meta.dirname, "../../../../shared/specs/graph-calendar.openapi.json");
/** The published description of Graph is not part of the repository. */
const hasSpec = existsSync(specFile);
if (!hasSpec) {
  process.stdout.write(
    "Left out: the Graph specification is not there, so requests are not compared with it.\n",
  );
}
const spec = hasSpec
  ? (JSON.parse(readFileSync(specFile, "utf8")) as Specification)
  : { paths: {} };
const ajv = new Ajv2020({ strict: false, allErrors: true });
addFormats(ajv);
if (hasSpec) ajv.addSchema(spec, "graph");

const templates = Object.keys(spec.paths).map((path) => ({
  path,
  shape: new RegExp(`^${path.replaceAll("$", "\\$").replace(/\{[^}]*\}/g, "[^/]+")}$`),
}));

const pointer = (path: string) => path.replaceAll("~", "~0").replaceAll("/", "~1");

/** Holds a request against the description: path and verb are there, and the body is as described. */
export function expectDocumented(method: string, path: string, body: unknown): void {
  if (!hasSpec) return;
  const fits = templates.filter(({ shape }) => shape.test(path));
  // A named path goes before one with a placeholder.
  const template = fits.find((each) => each.path === path) ?? fits[0];
  const verb = method.toLowerCase();
  expect({ path, verbs: Object.keys(spec.paths[template?.path ?? ""] ?? {}) }).toEqual({
    path,
    verbs: expect.arrayContaining([verb]) as unknown,
  });
  if (body === undefined) return;
  const where = `graph#/paths/${encodeURIComponent(pointer(template?.path ?? ""))}/${verb}/requestBody/content/application~1json/schema`;
  const validate = ajv.getSchema(where);
  if (!validate) throw new Error(`The specification has no body for ${method} ${path}.`);
  const isValid = validate(body);
  expect({ isValid, errors: validate.errors }).toEqual({ isValid: true, errors: null });
}
