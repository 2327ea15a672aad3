import { GraphConflict, GraphThrottled, GraphUnavailable } from "../graph/errors.ts";
import { EntraUnavailable } from "../identity/entra-tokens.ts";
import { ConnectionLapsed, EntraMisconfigured } from "../microsoft/errors.ts";
import { AppError, SignInError } from "../errors.ts";
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
  const isDown =
    cause instanceof GraphUnavailable ||
    cause instanceof ZoomUnavailable ||
    cause instanceof EntraUnavailable ||
    cause instanceof EntraMisconfigured;
  const needsPerson =
    cause instanceof ConnectionLapsed ||
    cause instanceof SignInError ||
    cause instanceof ZoomTokenRefused ||
    isScopeMissing(cause) ||
    code === "zoom.notConnected";
  if (isDown || needsPerson) return { kind: "stop", code, at: null };
  return { kind: "retry", code };
}

function afterOf(cause: AppError): Temporal.Instant | null {
  return typeof cause.retry === "object" ? cause.retry.after : null;
}
