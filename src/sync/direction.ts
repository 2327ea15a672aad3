import { type SyncPolicy } from "./model.ts";

export type Side = "outlook" | "zoom";

export function mayWriteOutlook(policy: SyncPolicy): boolean {
  return policy.direction === "both" || policy.direction === "zoomToOutlook";
}

export function mayWriteZoom(policy: SyncPolicy): boolean {
  return policy.direction === "both" || policy.direction === "outlookToZoom";
}

/** Who wins when both changed: the rule's side, or the only side that is written from. */
export function chooseWinner(rule: Side, policy: SyncPolicy): Side {
  if (policy.direction === "outlookToZoom") return "outlook";
  return policy.direction === "zoomToOutlook" ? "zoom" : rule;
}

/** `held`: the change waits, because the policy does not let the other side be written. */
export type Verdict = "still" | "toZoom" | "toOutlook" | "held";

export function judge(
  inOutlook: boolean,
  inZoom: boolean,
  winner: Side,
  policy: SyncPolicy,
): Verdict {
  if (!inOutlook && !inZoom) return "still";
  const from = inOutlook && inZoom ? winner : inOutlook ? "outlook" : "zoom";
  if (from === "outlook") return mayWriteZoom(policy) ? "toZoom" : "held";
  return mayWriteOutlook(policy) ? "toOutlook" : "held";
}
