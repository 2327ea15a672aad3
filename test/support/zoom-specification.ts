import { existsSync, readFileSync } from "node:fs";
import { Ajv } from "ajv";
import addFormats from "ajv-formats";

export type Schema = Record<string, unknown>;

export interface Operation {
  description?: string;
  parameters?: Array<{ name: string; in: "path" | "query" }>;
  responses: Record<string, { content?: { "application/json"?: { schema: Schema } } }>;
  requestBody: { content: { "application/json": { schema: Schema } } };
}

export interface Specification {
  paths: Record<string, Record<string, Operation>>;
  webhooks: Record<string, { post: Operation }>;
}

const specs = new URL("../../../shared/specs/", import.meta.url);

/** Zoom's own OpenAPI documents are not part of the repository. */
export const hasSpecifications = existsSync(new URL("zoom-meetings.openapi.json", specs));
if (!hasSpecifications) {
  console.log("Zoom's specifications are not here: these checks were left out.");
}

export const loadSpecification = (name: string): Specification =>
  JSON.parse(readFileSync(new URL(`zoom-${name}.openapi.json`, specs), "utf8")) as Specification;

const ajv = new Ajv({ strict: false, allErrors: true });
addFormats(ajv);

/** Where Zoom's own specification is wrong: days of the week are a comma list. */
function mend(schema: Schema): Schema {
  return JSON.parse(JSON.stringify(schema), (name, value: unknown) =>
    name === "weekly_days" ? { type: "string", pattern: "^[1-7](,[1-7])*$" } : value,
  ) as Schema;
}

/** Faults of `value`; members the schema does not know are no fault to it. */
export function faultsOf(schema: Schema, value: unknown): string[] {
  const validate = ajv.compile(mend(schema));
  validate(value);
  return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
}

/** Names of the members a schema knows at its top. */
export const knownNames = (schema: Schema): Set<string> => {
  const parts = [schema, ...((schema.allOf as Schema[] | undefined) ?? [])];
  return new Set(
    parts.flatMap((part) => Object.keys((part.properties as Schema | undefined) ?? {})),
  );
};
