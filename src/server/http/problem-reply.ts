import { STATUS_CODES } from "node:http";
import {
  type FastifyError,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
} from "fastify";
import { type Problem } from "../../shared/api/problem.ts";
import { SyncError } from "../../sync/errors.ts";
import { AppError, RequestError, SignInError } from "../errors.ts";
import { EntraUnavailable } from "../identity/entra-tokens.ts";
import {
  ZoomDailyLimit,
  ZoomMeetingGone,
  ZoomNotPermitted,
  ZoomRefused,
  ZoomThrottled,
  ZoomTokenRefused,
  ZoomUnavailable,
  isScopeMissing,
} from "../zoom/errors.ts";

type ProblemCore = Pick<Problem, "status" | "code" | "detail"> & Partial<Pick<Problem, "errors">>;

/** Every failing answer is a problem document (RFC 9457); this is the one place that makes them. */
export function answerProblems(app: FastifyInstance): void {
  app.setErrorHandler((error: unknown, request, reply) => sendError(error, request, reply));
}

/** With the headers and the rest of the scope it is called on. */
export function answerUnknownAddresses(app: FastifyInstance): void {
  app.setNotFoundHandler((_request, reply) =>
    sendProblem(reply, {
      status: 404,
      code: "notFound",
      detail: "There is nothing at this address.",
    }),
  );
}

/** Also for what Fastify refuses before it has found a route. */
export function sendError(
  error: unknown,
  request: FastifyRequest,
  reply: FastifyReply,
): FastifyReply {
  const problem = problemOf(error);
  const level = problem.status >= 500 ? "error" : "info";
  request.log[level]({ err: error, code: problem.code }, "request failed");
  const seconds = secondsToWait(error);
  if (seconds !== null) void reply.header("retry-after", String(seconds));
  return sendProblem(reply, problem);
}

/** Of errors whose thrower knows when the same request may succeed. */
function secondsToWait(error: unknown): number | null {
  if (!(error instanceof AppError) || typeof error.retry !== "object") return null;
  const left = error.retry.after.epochMilliseconds - Date.now();
  return Math.max(1, Math.ceil(left / 1000));
}

function sendProblem(reply: FastifyReply, core: ProblemCore): FastifyReply {
  const problem: Problem = {
    type: "about:blank",
    title: STATUS_CODES[core.status] ?? "Error",
    correlationId: reply.request.id,
    ...core,
  };
  if (core.status === 401) void reply.header("www-authenticate", "Bearer");
  return reply.status(core.status).type("application/problem+json").send(JSON.stringify(problem));
}

function problemOf(error: unknown): ProblemCore {
  if (error instanceof RequestError) {
    return { status: error.status, code: error.code, detail: error.message };
  }
  if (error instanceof SignInError) return problemOfSignIn(error);
  if (error instanceof EntraUnavailable) {
    return {
      status: 503,
      code: error.code,
      detail: error.message,
    };
  }
  const zoom = problemOfZoom(error);
  if (zoom) return zoom;
  if (error instanceof SyncError) return problemOfSync(error);
  if (isFastifyError(error)) return problemOfFastify(error);
  return {
    status: 500,
    code: error instanceof AppError ? error.code : "internal",
    detail: "Something went wrong here. Your appointment is unchanged; try again in a moment.",
  };
}

/** 401 is about the caller's Microsoft token; a lost Zoom connection is a state of the account. */
function problemOfSignIn(error: SignInError): ProblemCore {
  if (error.reason === "signInRequired") {
    return { status: 401, code: error.code, detail: error.message };
  }
  return { status: 409, code: "zoom.reconnect", detail: error.message };
}

function problemOfZoom(error: unknown): ProblemCore | null {
  if (error instanceof ZoomTokenRefused || isScopeMissing(error)) {
    return {
      status: 409,
      code: "zoom.reconnect",
      detail: "Zoom no longer accepts this connection. Connect Zoom again; your meetings are safe.",
    };
  }
  if (error instanceof ZoomUnavailable) {
    return {
      status: 503,
      code: error.code,
      detail: "Zoom does not answer. Your appointment is unchanged; try again in a moment.",
    };
  }
  if (error instanceof ZoomDailyLimit) {
    return {
      status: 429,
      code: error.code,
      detail:
        "Zoom allows 100 meeting changes a day for one host, and today's are used up. " +
        "Your appointment is unchanged; Zoom accepts changes again at midnight UTC.",
    };
  }
  if (error instanceof ZoomThrottled) {
    return {
      status: 429,
      code: error.code,
      detail: "Zoom is busy. Your appointment is unchanged; try again in a moment.",
    };
  }
  if (error instanceof ZoomNotPermitted || error instanceof ZoomRefused) {
    return {
      status: 422,
      code: error.code,
      detail: error.message,
      ...(error instanceof ZoomRefused && error.fields.length > 0
        ? {
            errors: error.fields.map(({ field, message }) => ({ pointer: field, detail: message })),
          }
        : {}),
    };
  }
  if (error instanceof ZoomMeetingGone) {
    return { status: 404, code: error.code, detail: `${error.message}.` };
  }
  return null;
}

/** The engine names the member it cannot believe; nothing was decided or written. */
function problemOfSync(error: SyncError): ProblemCore {
  return {
    status: 400,
    code: error.code,
    detail: "The appointment says something that cannot be. Nothing was changed in Zoom.",
    errors: [{ pointer: `/${error.field.replaceAll(".", "/")}`, detail: error.message }],
  };
}

function isFastifyError(error: unknown): error is FastifyError {
  return error instanceof Error && "statusCode" in error && typeof error.statusCode === "number";
}

function problemOfFastify(error: FastifyError): ProblemCore {
  const status = error.statusCode ?? 500;
  if (error.validation) {
    return {
      status: 400,
      code: "request.invalid",
      detail: "The request does not have the form this address expects.",
      errors: error.validation.map((fault) => ({
        pointer: `${error.validationContext ?? ""}${fault.instancePath}`,
        detail: fault.message ?? fault.keyword,
      })),
    };
  }
  const details: Record<number, [code: string, detail: string]> = {
    400: ["request.malformed", "The body is not valid JSON."],
    413: ["request.tooLarge", "The body is larger than this address accepts."],
    415: ["request.mediaType", "Send the body as application/json."],
    429: ["request.tooMany", "Too many requests; wait a moment and try again."],
  };
  const [code, detail] = details[status] ?? ["internal", "Something went wrong here."];
  return { status, code, detail };
}
