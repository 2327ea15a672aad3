import { type Params } from "./host-context.ts";
import { HostError, hostErrorCode } from "./host-error.ts";

export function stringParam(params: Params, name: string): string {
  const value = params[name];
  if (typeof value === "string") return value;
  throw wrong(name, "a string");
}

export function numberParam(params: Params, name: string): number {
  const value = params[name];
  if (typeof value === "number" && Number.isFinite(value)) return value;
  throw wrong(name, "a number");
}

export function booleanParam(params: Params, name: string): boolean {
  const value = params[name];
  if (typeof value === "boolean") return value;
  throw wrong(name, "true or false");
}

export function objectsParam(params: Params, name: string): Params[] {
  const value = params[name];
  const isObject = (entry: unknown) => typeof entry === "object" && entry !== null;
  if (Array.isArray(value) && value.every(isObject)) return value as Params[];
  throw wrong(name, "an array of objects");
}

export function stringsParam(params: Params, name: string): string[] {
  const value = params[name];
  if (Array.isArray(value) && value.every((entry) => typeof entry === "string")) return value;
  throw wrong(name, "an array of strings");
}

export function objectParam(params: Params, name: string): Params {
  const value = params[name];
  if (typeof value === "object" && value !== null && !Array.isArray(value)) return value as Params;
  throw wrong(name, "an object");
}

function wrong(name: string, expected: string): HostError {
  return new HostError(hostErrorCode.internal, `The call's ${name} is not ${expected}.`);
}
