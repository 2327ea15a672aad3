import { type FastifyRequest } from "fastify";
import { type FieldFault, validationFailed } from "../core/zoom-error.ts";

type Query = Record<string, string | undefined>;

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

export function readDay(query: Query, name: string): string | undefined {
  const day = query[name];
  if (day !== undefined && !/^\d{4}-\d{2}-\d{2}$/.test(day)) refuse(name);
  return day;
}

export function refuse(field: string): never {
  const fault: FieldFault = { field, message: "Invalid field." };
  throw validationFailed(fault);
}
