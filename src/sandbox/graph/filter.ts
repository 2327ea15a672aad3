import { type StoredEvent, type ViewedEvent } from "../world/model.ts";
import { instantText } from "../world/zoned-time.ts";
import { GraphError } from "./graph-error.ts";
import { readProperty } from "./property-id.ts";

type Event = StoredEvent | ViewedEvent;
type Test = (event: Event) => boolean;

const literal = String.raw`'((?:[^']|'')*)'`;
const extended = new RegExp(
  String.raw`^singleValueExtendedProperties/any\(\s*(\w+)\s*:\s*\1/id eq ${literal} and (.+)\)$`,
  "i",
);
const extendedValue = new RegExp(String.raw`^\w+/value (eq|ne) (?:${literal}|(null))$`, "i");
const textTest = new RegExp(
  String.raw`^(contains|startswith)\(\s*([\w/]+)\s*,\s*${literal}\s*\)$`,
  "i",
);
const comparison = new RegExp(
  String.raw`^([\w/]+) (eq|ne|gt|ge|lt|le) (?:${literal}|(true|false|null|[\dTZ:.+-]+))$`,
  "i",
);

/**
 * Turns `$filter` into a test: comparisons, `contains`, `startswith` and extended properties,
 * joined by `and`.
 * @throws GraphError `ErrorInvalidUrlQueryFilter` for anything else
 */
export function parseFilter(filter: string): Test {
  const tests = splitAnd(filter).map(parseTerm);
  return (event) => tests.every((test) => test(event));
}

/** Splits at `and` outside quotes and parentheses. */
function splitAnd(filter: string): string[] {
  const terms: string[] = [];
  let depth = 0;
  let isQuoted = false;
  let start = 0;
  for (let at = 0; at < filter.length; at++) {
    const character = filter[at];
    if (character === "'") isQuoted = !isQuoted;
    if (isQuoted) continue;
    if (character === "(") depth += 1;
    if (character === ")") depth -= 1;
    if (depth === 0 && /^ and /i.test(filter.slice(at, at + 5))) {
      terms.push(filter.slice(start, at));
      start = at + 5;
    }
  }
  return [...terms, filter.slice(start)].map((term) => term.trim());
}

function parseTerm(term: string): Test {
  const property = extended.exec(term);
  if (property !== null) return extendedTest(unquote(property[2]), (property[3] ?? "").trim());
  const text = textTest.exec(term);
  if (text !== null) {
    const [, kind = "", field = "", value = ""] = text;
    return (event) => textMatches(kind, String(fieldOf(event, field)), unquote(value));
  }
  const compared = comparison.exec(term);
  if (compared === null) throw invalidFilter();
  const [, field = "", operator = "", quoted, bare = ""] = compared;
  const value = quoted === undefined ? bareValue(bare) : unquote(quoted);
  return (event) => compares(fieldOf(event, field), operator.toLowerCase(), value);
}

/** Values compare without regard to case, names do not. */
function extendedTest(id: string, condition: string): Test {
  const compared = extendedValue.exec(condition);
  if (compared !== null) {
    const [, operator = "", quoted, isNull] = compared;
    const wanted = isNull === undefined ? unquote(quoted).toLowerCase() : undefined;
    const isEqual = operator.toLowerCase() === "eq";
    return ({ extendedProperties }) => {
      const value = readProperty(extendedProperties, id)?.toLowerCase();
      return (value === wanted) === isEqual && (value !== undefined || wanted === undefined);
    };
  }
  const text = textTest.exec(condition);
  if (text === null) throw invalidFilter();
  const [, kind = "", , value = ""] = text;
  return ({ extendedProperties }) => {
    const stored = readProperty(extendedProperties, id);
    return stored !== undefined && textMatches(kind, stored, unquote(value));
  };
}

function textMatches(kind: string, text: string, part: string): boolean {
  const [whole, wanted] = [text.toLowerCase(), part.toLowerCase()];
  return kind.toLowerCase() === "contains" ? whole.includes(wanted) : whole.startsWith(wanted);
}

const plainFields = [
  "subject",
  "iCalUId",
  "type",
  "seriesMasterId",
  "isCancelled",
  "isOrganizer",
  "isAllDay",
  "sensitivity",
  "showAs",
  "createdDateTime",
  "lastModifiedDateTime",
] as const;

function fieldOf(event: Event, field: string): string | boolean | null {
  if (field === "start/dateTime") return instantText(event.start);
  if (field === "end/dateTime") return instantText(event.end);
  if (field === "organizer/emailAddress/address") return event.organizer.emailAddress.address;
  const name = plainFields.find((candidate) => candidate === field);
  if (name === undefined) throw invalidFilter();
  return event[name];
}

const isTime = (text: string): boolean => /^\d{4}-\d{2}-\d{2}T/.test(text);

function compares(
  field: string | boolean | null,
  operator: string,
  value: string | boolean | null,
): boolean {
  const [a, b] = [comparable(field), comparable(value)];
  switch (operator) {
    case "eq":
      return a === b;
    case "ne":
      return a !== b;
    case "gt":
      return a !== null && b !== null && a > b;
    case "ge":
      return a !== null && b !== null && a >= b;
    case "lt":
      return a !== null && b !== null && a < b;
    default:
      return a !== null && b !== null && a <= b;
  }
}

/** Times compare as moments, a missing offset meaning UTC; text without regard to case. */
function comparable(value: string | boolean | null) {
  if (typeof value !== "string") return value;
  if (!isTime(value)) return value.toLowerCase();
  return new Date(/(Z|[+-]\d{2}:\d{2})$/.test(value) ? value : `${value}Z`).getTime();
}

function bareValue(text: string): string | boolean | null {
  if (text === "null") return null;
  return text === "true" || text === "false" ? text === "true" : text;
}

const unquote = (text = ""): string => text.replaceAll("''", "'");

const invalidFilter = (): GraphError =>
  new GraphError(
    400,
    "ErrorInvalidUrlQueryFilter",
    "The query filter contains one or more invalid nodes.",
  );
