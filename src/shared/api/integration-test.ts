import { Type, type Static } from "typebox";
import { ClosedObject } from "./closed-object.ts";

const nullable = <T extends Type.TSchema>(schema: T) => Type.Union([schema, Type.Null()]);

/** In the order in which they run. */
export const testSteps = ["signIn", "read", "write", "receive", "remove", "zoom"] as const;
export type TestStep = (typeof testSteps)[number];

/**
 * `POST /api/portal/connection/test` answers with one of these per line (`application/x-ndjson`), as
 * the steps happen: `running` when one begins, then how it ended.
 */
export const TestEvent = ClosedObject({
  step: Type.Enum(testSteps),
  state: Type.Union([
    Type.Literal("running"),
    Type.Literal("passed"),
    Type.Literal("failed"),
    /** Not possible with this connection; `code` says why. */
    Type.Literal("skipped"),
  ]),
  /** Null while running. */
  durationMs: nullable(Type.Integer()),
  /** For `failed` and `skipped`: a lapse reason, or a code such as `graph.throttled`; texts know them. */
  code: nullable(Type.String()),
});
export type TestEvent = Static<typeof TestEvent>;
