import { checkInput } from "./check.ts";
import { mayWriteOutlook, mayWriteZoom } from "./direction.ts";
import { type Instant } from "./instant.ts";
import { checkMirrorState } from "./mirror-check.ts";
import { idle, nothing } from "./mirror-existence.ts";
import { type MirroredEntry, type MirrorPlan, type MirrorState } from "./mirror-model.ts";
import { asCalendarHolds, mirroredParts } from "./mirror-parts.ts";
import { endOf, isAtSameTime, onSameDates } from "./mirror-time.ts";
import { type OutlookAction, type OutlookState, type SyncPolicy } from "./model.ts";
import { hasOccurrenceAt } from "./recurrence/expand.ts";
import { staysBetweenNeighbours } from "./recurrence/neighbours.ts";

const noZoom = { state: "absent", reason: "never", recoverableUntil: null } as const;

/**
 * Decides what becomes of one occurrence that somebody changed or deleted in Zoom's calendar, where it
 * still belongs to its mirrored series. Only its time and its end go to Outlook; then it is removed,
 * because from then on the occurrence stands there as an event of its own (`mirroredParts`). `agreed` is
 * always `null`: nothing is to be remembered of it.
 */
export function reconcileInstance(
  originalStart: Instant,
  outlook: OutlookState,
  instance: MirrorState,
  policy: SyncPolicy,
): MirrorPlan {
  checkInput(null, outlook, noZoom, policy);
  checkMirrorState(originalStart, null, instance);
  if (outlook.state !== "present") return idle(null);
  const series = mirroredParts(outlook, policy).get("");
  const { recurrence, time, exceptions } = outlook;
  if (series === undefined || recurrence === null) return idle(null);
  if (!hasOccurrenceAt(recurrence, time.start, originalStart)) return idle(null);
  const known = exceptions[originalStart];
  if (instance.state === "absent") {
    if (instance.reason !== "deleted" || known !== undefined || !outlook.isOrganizer) {
      return idle(null);
    }
    return mayWriteOutlook(policy)
      ? told({ type: "cancelOutlookOccurrence", originalStart })
      : idle(null);
  }
  // Outlook has an occurrence of its own there, which stands in the calendar beside the series.
  if (known !== undefined && known.kind !== "edited") return taken(policy);
  const span = { start: originalStart, end: endOf(originalStart, time) };
  const plain: MirroredEntry = {
    ...series,
    time: { ...time, ...span },
    recurrence: null,
    cancelled: [],
  };
  const entry = onSameDates(instance.entry, time.timeZone);
  if (isAtSameTime(plain, entry)) return idle(null);
  const { start, end } = entry.time;
  const isTaken = outlook.isOrganizer && staysBetweenNeighbours(outlook, originalStart, start);
  if (!isTaken) return put(asCalendarHolds(plain), policy);
  if (!mayWriteOutlook(policy)) return idle(null);
  const move: OutlookAction = { type: "patchOutlookOccurrence", originalStart, start, end };
  return { ...told(move), calendar: taken(policy).calendar };
}

function told(action: OutlookAction): MirrorPlan {
  return { ...idle(null), outlook: [action] };
}

function taken(policy: SyncPolicy): MirrorPlan {
  const calendar = mayWriteZoom(policy) ? ({ action: "remove" } as const) : nothing;
  return { ...idle(null), calendar };
}

function put(entry: MirroredEntry, policy: SyncPolicy): MirrorPlan {
  const calendar = mayWriteZoom(policy) ? ({ action: "put", entry } as const) : nothing;
  return { ...idle(null), calendar };
}
