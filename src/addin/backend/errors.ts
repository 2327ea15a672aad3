import type { Problem } from "../../shared/api/problem.ts";

/** Our server refused a request and said why. */
export class ApiProblem extends Error {
  readonly status: number;
  readonly code: string;
  readonly correlationId: string;

  constructor(problem: Pick<Problem, "status" | "code" | "detail" | "correlationId">) {
    super(problem.detail);
    this.name = "ApiProblem";
    this.status = problem.status;
    this.code = problem.code;
    this.correlationId = problem.correlationId;
  }
}

/** Our server gave no usable answer: no network, too slow, or something else answered for it. */
export class ApiUnreachable extends Error {
  constructor(why: string, cause?: unknown) {
    super(`The server gave no usable answer: ${why}`, { cause });
    this.name = "ApiUnreachable";
  }
}
