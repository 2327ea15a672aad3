import {
  checkBoolean,
  checkInstant,
  checkObject,
  checkObjectOrNull,
  checkOneOf,
  checkSpan,
  checkText,
  checkTextOrNull,
  checkTextsOrNull,
  checkWhole,
} from "./check-values.ts";
import { checkZoomFields } from "./check-zoom.ts";
import { SyncError } from "./errors.ts";
import { type Instant } from "./instant.ts";
import {
  type Agreed,
  type OutlookFields,
  type OutlookState,
  type SyncPolicy,
  type ZoomState,
} from "./model.ts";
import { checkRecurrence } from "./recurrence/check.ts";
import { findStrayMoment } from "./recurrence/expand.ts";
import { toIana } from "./time-zones.ts";

const sensitivities = ["normal", "personal", "private", "confidential", null];
const showAs = ["free", "tentative", "busy", "oof", "workingElsewhere", "unknown", null];

/** Cheap, as it runs for every entry of every sweep; recurrences are checked when they are expanded. */
function checkOutlookFields(fields: OutlookFields, owner: string): void {
  checkText(fields.subject, owner, "subject");
  checkObject(fields.time, owner, "time");
  checkSpan(fields.time.start, fields.time.end, `${owner}.time`);
  checkBoolean(fields.time.isAllDay, owner, "time.isAllDay");
  toIana(fields.time.timeZone, `${owner}.time.timeZone`);
  checkObjectOrNull(fields.recurrence, owner, "recurrence");
  checkObject(fields.exceptions, owner, "exceptions");
  for (const originalStart of Object.keys(fields.exceptions) as Instant[]) {
    checkInstant(originalStart, owner, "exceptions");
    const exception = fields.exceptions[originalStart];
    checkObject(exception, owner, "exceptions");
    checkOneOf(exception?.kind, owner, "exceptions", ["moved", "cancelled", "edited"]);
    if (exception?.kind === "moved") {
      checkSpan(exception.start, exception.end, `${owner}.exceptions`);
    }
  }
  checkTextOrNull(fields.notes, owner, "notes");
  checkTextsOrNull(fields.attendees, owner, "attendees");
  checkOneOf(fields.sensitivity, owner, "sensitivity", sensitivities);
  checkOneOf(fields.showAs, owner, "showAs", showAs);
  checkObjectOrNull(fields.options, owner, "options");
}

/** Throws a `SyncError` for a series that repeats impossibly or an exception outside its series. */
export function checkSeries(fields: OutlookFields): void {
  const { recurrence, exceptions, time } = fields;
  const starts = Object.keys(exceptions) as Instant[];
  if (recurrence !== null) checkRecurrence(recurrence);
  if (starts.length === 0) return;
  const stray = recurrence === null ? starts[0] : findStrayMoment(recurrence, time.start, starts);
  if (stray === null) return;
  throw new SyncError(
    "exception.outsideSeries",
    "outlook.exceptions",
    stray,
    recurrence === null
      ? "a meeting that does not repeat has no exceptions"
      : "the series has no occurrence at that moment",
  );
}

function checkStates(outlook: OutlookState, zoom: ZoomState): void {
  checkObject(outlook, "outlook", "");
  checkObject(zoom, "zoom", "");
  if (outlook.state === "present") {
    checkBoolean(outlook.isOrganizer, "outlook", "isOrganizer");
    checkOutlookFields(outlook, "outlook");
  } else {
    checkOneOf(outlook.state, "outlook", "state", ["present", "absent"]);
    const reasons = ["cancelled", "deleted", "outOfWindow", "unknown", "never"];
    checkOneOf(outlook.reason, "outlook", "reason", reasons);
  }
  if (zoom.state === "present") checkZoomFields(zoom, "zoom");
  else {
    checkOneOf(zoom.state, "zoom", "state", ["present", "absent"]);
    checkOneOf(zoom.reason, "zoom", "reason", ["deleted", "expired", "unknown", "never"]);
    if (zoom.recoverableUntil !== null) {
      checkInstant(zoom.recoverableUntil, "zoom", "recoverableUntil");
    }
  }
}

const directions = ["both", "outlookToZoom", "zoomToOutlook", "readOnly"];
const checkedPolicies = new WeakSet<SyncPolicy>();
/** More days than the engine's years have. */
const manyDays = 4_000_000;

/** Throws a `SyncError` for a policy that cannot be; of one that was checked before costs nothing. */
function checkPolicy(policy: SyncPolicy): void {
  checkObject(policy, "policy", "");
  if (checkedPolicies.has(policy)) return;
  checkInstant(policy.now, "policy", "now");
  checkOneOf(policy.version, "policy", "version", ["v1", "v2"]);
  checkOneOf(policy.direction, "policy", "direction", directions);
  checkOneOf(policy.whenZoomDeleted, "policy", "whenZoomDeleted", ["delete", "keep"]);
  checkBoolean(policy.timesOnly, "policy", "timesOnly");
  checkObjectOrNull(policy.window, "policy", "window");
  if (policy.window !== null) {
    checkWhole(policy.window.daysBack, "policy", "window.daysBack", 0, manyDays);
    checkWhole(policy.window.daysAhead, "policy", "window.daysAhead", 0, manyDays);
  }
  checkObject(policy.zoomCaps, "policy", "zoomCaps");
  for (const cap of ["daily", "weekly", "monthly", "occurrences"] as const) {
    checkWhole(policy.zoomCaps[cap], "policy", `zoomCaps.${cap}`, 1, 1000);
  }
  checkedPolicies.add(policy);
}

/** Throws a `SyncError` that names the first field that cannot be true; of Agreed only the outline. */
export function checkInput(
  agreed: Agreed | null,
  outlook: OutlookState,
  zoom: ZoomState,
  policy: SyncPolicy,
): void {
  checkPolicy(policy);
  checkStates(outlook, zoom);
  if (agreed === null) return;
  checkObject(agreed, "agreed", "");
  checkObject(agreed.outlook, "agreed", "outlook");
  checkObject(agreed.outlook.time, "agreed.outlook", "time");
  checkObject(agreed.zoom, "agreed", "zoom");
}

/** What only counts once something has changed: Agreed, perhaps of another version, and recurrences. */
export function checkChanged(agreed: Agreed | null, outlook: OutlookFields | null): void {
  if (agreed !== null) {
    checkOutlookFields(agreed.outlook, "agreed.outlook");
    checkZoomFields(agreed.zoom, "agreed.zoom");
    if (agreed.outlook.recurrence !== null) checkRecurrence(agreed.outlook.recurrence);
  }
  if (outlook !== null && outlook.recurrence !== null) checkRecurrence(outlook.recurrence);
}
