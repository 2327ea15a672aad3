import { GraphConflict, GraphThrottled, GraphUnavailable } from "../graph/errors.ts";
import { EntraUnavailable } from "../identity/entra-tokens.ts";
import { ConnectionLapsed, EntraMisconfigured } from "../microsoft/errors.ts";
import { AppError, SignInError } from "../errors.ts";
import { countFailure, mostTries, type Tries } from "../tries.ts";
import {
  isScopeMissing,
  ZoomDailyLimit,
  ZoomThrottled,
  ZoomTokenRefused,
  ZoomUnavailable,
} from "../zoom/errors.ts";

/**
 * What a fault means for the run:
 * - `stop`: everything would fail the same way; the run ends, and is tried again `at`.
 * - `wait`: only this entry; tried again `at`, which costs it none of its tries.
 * - `retry`: only this entry, and it counts.
 */
export type FaultVerdict =
  | { readonly kind: "stop"; readonly code: string; readonly at: Temporal.Instant | null }
  | { readonly kind: "wait"; readonly code: string; readonly at: Temporal.Instant }
  | { readonly kind: "retry"; readonly code: string };

/** The one place that decides how a vendor's fault is dealt with in the background. */
export function judgeFault(cause: unknown, now: Temporal.Instant): FaultVerdict {
  const code = cause instanceof AppError ? cause.code : "internal";
  if (cause instanceof ZoomDailyLimit) {
    return { kind: "wait", code, at: afterOf(cause) ?? now.add({ hours: 1 }) };
  }
  if (cause instanceof GraphConflict) return { kind: "wait", code, at: now };
  const isThrottled = cause instanceof GraphThrottled || cause instanceof ZoomThrottled;
  if (isThrottled) return { kind: "stop", code, at: afterOf(cause) };
  const needsPerson =
    cause instanceof ConnectionLapsed ||
    cause instanceof SignInError ||
    cause instanceof ZoomTokenRefused ||
    isScopeMissing(cause) ||
    code === "zoom.notConnected";
  if (isDown(cause) || needsPerson) return { kind: "stop", code, at: null };
  return { kind: "retry", code };
}

/**
 * Writes down on one thing what a fault of its own means, so that the others go on; the caller stores it.
 * A vendor that is down may be down for this thing alone, and what is edited all the time is overtaken
 * again and again: such a thing is put off, and never given up for that.
 */
export function noteFault(thing: Tries, cause: unknown, now: Temporal.Instant): FaultVerdict {
  const verdict = judgeFault(cause, now);
  const isOvertakenAgain = cause instanceof GraphConflict && thing.errorCode === verdict.code;
  if (isOvertakenAgain) {
    putOff(thing, verdict.code, now);
  } else if (verdict.kind === "wait") {
    thing.retryAt = verdict.at;
    thing.errorCode = verdict.code;
  } else if (verdict.kind === "retry") {
    countFailure(thing, verdict.code, now);
  } else if (isDown(cause)) {
    putOff(thing, verdict.code, now);
  }
  return verdict;
}

/** For longer each time, and never given up. */
function putOff(thing: Tries, code: string, now: Temporal.Instant): void {
  thing.tries = Math.min(thing.tries, mostTries - 2);
  countFailure(thing, code, now);
}

/** Whether a fault may be of one thing alone: it was refused, or answered by an error of the vendor's. */
export function isOfOneThing(cause: unknown, now: Temporal.Instant): boolean {
  if (judgeFault(cause, now).kind !== "stop") return true;
  const isVendor = cause instanceof GraphUnavailable || cause instanceof ZoomUnavailable;
  return isVendor && (cause.status ?? 0) >= 500;
}

function isDown(cause: unknown): boolean {
  return (
    cause instanceof GraphUnavailable ||
    cause instanceof ZoomUnavailable ||
    cause instanceof EntraUnavailable ||
    cause instanceof EntraMisconfigured
  );
}

function afterOf(cause: AppError): Temporal.Instant | null {
  return typeof cause.retry === "object" ? cause.retry.after : null;
}
