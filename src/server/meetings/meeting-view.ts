import {
  type FieldDifference,
  type MeetingHealth,
  type MeetingView,
} from "../../shared/api/meeting.ts";
import { differences } from "../../sync/differences.ts";
import { reconcile } from "../../sync/reconcile.ts";
import { Bug } from "../errors.ts";
import { type Link } from "./link.ts";
import { versionOnePolicy } from "./sync-policy.ts";

/** How long Zoom keeps a deleted meeting. */
export const recoverableFor = { hours: 7 * 24 };

/** A link as its person sees it. */
export function viewOf(link: Link, now: Temporal.Instant, isCopy = false): MeetingView {
  const { access, zoom, zoomMeetingId } = link;
  if (!access || !zoom || zoomMeetingId === null)
    throw new Bug("A link without a meeting was shown");
  const schedule = zoom.state === "present" ? zoom.schedule.kind : "single";
  return {
    itemKey: link.itemKey,
    state: link.state,
    zoomMeetingId,
    joinUrl: access.joinUrl,
    passcode: access.passcode,
    topic: zoom.state === "present" ? zoom.topic : link.outlook.subject,
    hostEmail: access.hostEmail,
    recurrence: schedule,
    notices: [...link.notices],
    options: link.options,
    health: isCopy ? { state: "copy" } : healthOf(link, now),
    checkedAt: link.checkedAt.toString(),
  };
}

function healthOf(link: Link, now: Temporal.Instant): MeetingHealth {
  if (link.zoomDeletedAt) {
    const until = link.zoomDeletedAt.add(recoverableFor);
    const isRecoverable = Temporal.Instant.compare(now, until) < 0;
    return { state: "zoomDeleted", recoverableUntil: isRecoverable ? until.toString() : null };
  }
  if (link.waiting) {
    const { reason, until } = link.waiting;
    return { state: "waiting", reason, until: until?.toString() ?? null };
  }
  const found = differencesOf(link, now);
  if (found.length === 0) {
    // A changed occurrence has no field of its own to show, but it is behind all the same.
    return hasUnwrittenChanges(link, now)
      ? { state: "outOfDate", behind: "zoom", differences: [] }
      : { state: "inStep" };
  }
  const movers = new Set(found.map((difference) => difference.changedIn));
  const [only] = movers;
  const behind =
    movers.size > 1 || only === "both" ? "both" : only === "outlook" ? "zoom" : "outlook";
  return { state: "outOfDate", behind, differences: found };
}

/** Whether Outlook has something that Zoom was not told yet. */
export function hasUnwrittenChanges(link: Link, now: Temporal.Instant): boolean {
  if (!link.agreed || link.zoom?.state !== "present") return false;
  const plan = reconcile(link.agreed, link.outlook, link.zoom, versionOnePolicy(now));
  return plan.zoom.length > 0;
}

function differencesOf(link: Link, now: Temporal.Instant): FieldDifference[] {
  if (!link.agreed || link.zoom?.state !== "present") return [];
  return [...differences(link.agreed, link.outlook, link.zoom, versionOnePolicy(now))];
}
