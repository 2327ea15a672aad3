import type { FailureKey } from "../../shared/texts/failures.ts";
import { SignInError } from "../auth/errors.ts";
import { ApiProblem, ApiUnreachable } from "../backend/errors.ts";
import { OfficeCallError } from "../outlook/call.ts";
import { UnknownRecurrence } from "../outlook/recurrence-from-office.ts";
import { AppointmentNotReady, InvitationNotRemoved, InvitationNotWritten } from "./errors.ts";

/** What a person is told about a failure: a sentence of ours, or the server's own. */
export type Explanation = (
  | { key: FailureKey; detail?: undefined }
  /** Written by our server, in the language asked for. */
  | { key?: undefined; detail: string }
) & {
  /** What mends it, when the person has to do something first. */
  needs?: "signIn" | "connectZoom";
  /** Finds the server's log lines. */
  correlationId?: string;
};

export function explain(error: unknown): Explanation {
  if (error instanceof SignInError) return explainSignIn(error);
  if (error instanceof ApiProblem) return explainProblem(error);
  if (error instanceof ApiUnreachable) return { key: "server.unreachable" };
  if (error instanceof AppointmentNotReady) return { key: `appointment.${error.why}` };
  if (error instanceof InvitationNotWritten) return { key: "invitation.notWritten" };
  if (error instanceof InvitationNotRemoved) return { key: "invitation.notRemoved" };
  if (error instanceof UnknownRecurrence) return { key: "recurrence.unknown" };
  if (error instanceof OfficeCallError) return { key: `outlook.${error.reason}` };
  return { key: "unexpected" };
}

const dialogKeys: Readonly<Record<string, FailureKey>> = {
  "signIn.noAnswer": "signIn.noAnswer",
  "dialog.closed": "dialog.closed",
  "dialog.ignored": "dialog.ignored",
  "dialog.declined": "dialog.declined",
  "dialog.blocked": "dialog.blocked",
  "dialog.alreadyOpen": "dialog.alreadyOpen",
  "dialog.notHttps": "dialog.notHttps",
  "dialog.foreignOrigin": "dialog.foreignOrigin",
  "dialog.pageMissing": "dialog.pageMissing",
  "dialog.timedOut": "dialog.timedOut",
  "dialog.failed": "dialog.failed",
};

function explainSignIn(error: SignInError): Explanation {
  const key = dialogKeys[error.detail ?? ""] ?? (`signIn.${error.failure}` as const);
  return error.failure === "signInRequired" ? { key, needs: "signIn" } : { key };
}

function explainProblem({ code, status, message, correlationId }: ApiProblem): Explanation {
  if (code === "zoom.notConnected") return { key: code, needs: "connectZoom", correlationId };
  if (code === "zoom.reconnect" || code === "zoom.reconnectNeeded") {
    return { key: "zoom.reconnectNeeded", needs: "connectZoom", correlationId };
  }
  if (code.endsWith(".endsBeforeStart")) {
    return { key: "appointment.endsBeforeStart", correlationId };
  }
  if (status === 401) return { key: "signIn.signInRequired", needs: "signIn", correlationId };
  return { detail: message, correlationId };
}
