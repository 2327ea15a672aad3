import { badRequest } from "./graph-error.ts";

export type RawQuery = Record<string, string | string[] | undefined>;

/** OData options of a request, as far as the calendar takes them. */
export interface Query {
  select: string[] | null;
  top: number;
  skip: number;
  filter: string | undefined;
  orderBy: string | undefined;
  wantsCount: boolean;
  /** Ids of extended properties to show. */
  properties: string[];
  expand: string[];
}

/** Pages hold ten entries unless asked for more. */
const defaultTop = 10;

/** An option by its name, which Graph takes in any case and with or without its dollar sign. */
export function rawOption(raw: RawQuery, name: string): string | undefined {
  const key = Object.keys(raw).find(
    (candidate) => candidate.replace(/^\$/, "").toLowerCase() === name.toLowerCase(),
  );
  const value = key === undefined ? undefined : raw[key];
  return Array.isArray(value) ? value[0] : value;
}

/** @throws GraphError for an option that cannot be read */
export function readQuery(raw: RawQuery): Query {
  const get = (name: string) => rawOption(raw, name);
  const expand = splitExpand(get("expand") ?? "");
  return {
    select:
      get("select")
        ?.split(",")
        .map((name) => name.trim()) ?? null,
    top: count(get("top"), "$top", defaultTop, 1000),
    skip: count(get("skip"), "$skip", 0, Number.MAX_SAFE_INTEGER),
    filter: get("filter"),
    orderBy: get("orderby"),
    wantsCount: get("count") === "true",
    properties: expand.flatMap(propertyIds),
    expand: expand.map((part) => part.replace(/\(.*$/s, "").trim()),
  };
}

function count(text: string | undefined, name: string, fallback: number, most: number): number {
  if (text === undefined) return fallback;
  if (!/^\d+$/.test(text) || Number(text) > most)
    throw badRequest(`Invalid value '${text}' for the query option '${name}'.`);
  return Number(text);
}

/** Splits at commas outside parentheses. */
function splitExpand(expand: string): string[] {
  return expand.match(/(?:[^,(]|\([^)]*\))+/g) ?? [];
}

function propertyIds(part: string): string[] {
  const filter = /^\s*singleValueExtendedProperties\s*\(\s*\$?filter=(.*)\)\s*$/is.exec(part)?.[1];
  if (filter === undefined) return [];
  return [...filter.matchAll(/id eq '((?:[^']|'')*)'/gi)].map(([, id = ""]) =>
    id.replaceAll("''", "'"),
  );
}

/** Keeps the properties asked for; the id and what OData adds always stay. */
export function pick<T extends object>(
  entity: T,
  select: string[] | null,
  known: ReadonlySet<string>,
): Partial<T> {
  if (select === null || select.includes("*")) return entity;
  const wanted = new Set(select.map((name) => requireKnown(name, known)));
  return Object.fromEntries(
    Object.entries(entity).filter(
      ([name]) => name === "id" || name.startsWith("@odata.") || wanted.has(name),
    ),
  ) as Partial<T>;
}

/** Names are matched without regard to case, as Graph does. */
function requireKnown(name: string, known: ReadonlySet<string>): string {
  const found = [...known].find((candidate) => candidate.toLowerCase() === name.toLowerCase());
  if (found === undefined)
    throw badRequest(
      `Parsing OData Select and Expand failed: Could not find a property named '${name}' on type 'microsoft.graph.event'.`,
    );
  return found;
}
