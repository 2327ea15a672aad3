import { Type, type Static } from "typebox";

/** Every failing answer of `/api` is a problem document (RFC 9457, `application/problem+json`). */
export const Problem = Type.Object({
  type: Type.String(),
  title: Type.String(),
  status: Type.Integer(),
  /** A sentence for a person: what happened, what is still safe, what to do. */
  detail: Type.String(),
  /** Stable, for programs: `zoom.notConnected`, `appointment.endsBeforeStart`, … */
  code: Type.String(),
  /** Finds the log lines of this request. */
  correlationId: Type.String(),
  errors: Type.Optional(Type.Array(Type.Object({ pointer: Type.String(), detail: Type.String() }))),
});
export type Problem = Static<typeof Problem>;
