import { type FastifyRequest } from "fastify";
import { type FieldFault, validationFailed } from "../core/zoom-error.ts";

export type Query = Record<string, string | undefined>;

/** One value per name of a query string; empty ones count as absent. */
export function readQuery(request: FastifyRequest): Query {
  const entries = Object.entries(request.query as Record<string, unknown>);
  return Object.fromEntries(
    entries.flatMap(([name, value]) =>
      typeof value === "string" && value !== "" ? [[name, value]] : [],
    ),
  );
}

export function readPageSize(query: Query, largest = 300): number {
  const given = query.page_size;
  if (given === undefined) return 30;
  const size = Number(given);
  if (!Number.isInteger(size) || size < 1) refuse("page_size");
  return Math.min(size, largest);
}

/** The calendar's `maxResults`. */
export function readMaxResults(query: Query, usual: number, largest: number): number {
  const size = Number(query.maxResults ?? usual);
  if (!Number.isInteger(size) || size < 1) refuse("maxResults");
  return Math.min(size, largest);
}

export function readChoice<T extends string>(
  query: Query,
  name: string,
  allowed: readonly T[],
): T | undefined {
  const given = query[name];
  return given === undefined ? undefined : (allowed.find((one) => one === given) ?? refuse(name));
}

/** Epoch milliseconds of an RFC 3339 time, whose offset is not optional. */
export function readInstant(query: Query, name: string): number | undefined {
  const given = query[name];
  if (given === undefined) return undefined;
  const pattern = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2})$/;
  const at = pattern.test(given) ? Date.parse(given) : NaN;
  return Number.isNaN(at) ? refuse(name) : at;
}

export const readFlag = (query: Query, name: string): boolean =>
  readChoice(query, name, ["true", "false"]) === "true";

export function readDay(query: Query, name: string): string | undefined {
  const day = query[name];
  if (day !== undefined && !/^\d{4}-\d{2}-\d{2}$/.test(day)) refuse(name);
  return day;
}

export function refuse(field: string): never {
  const fault: FieldFault = { field, message: "Invalid field." };
  throw validationFailed(fault);
}
