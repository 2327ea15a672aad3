import {
  checkBoolean,
  checkInstant,
  checkObject,
  checkOneOf,
  checkSpan,
  checkText,
  checkTextOrNull,
  checkTextsOrNull,
} from "./check-values.ts";
import { type MirrorAgreed, type MirroredEntry, type MirrorState } from "./mirror-model.ts";
import { checkRecurrence } from "./recurrence/check.ts";
import { toIana } from "./time-zones.ts";

const showAs = ["free", "tentative", "busy", "oof", "workingElsewhere", "unknown"];

function checkEntry(entry: MirroredEntry, owner: string): void {
  checkObject(entry, owner, "");
  checkTextOrNull(entry.subject, owner, "subject");
  checkObject(entry.time, owner, "time");
  checkSpan(entry.time.start, entry.time.end, `${owner}.time`);
  checkBoolean(entry.time.isAllDay, owner, "time.isAllDay");
  toIana(entry.time.timeZone, `${owner}.time.timeZone`);
  if (entry.recurrence !== null) checkRecurrence(entry.recurrence);
  checkTextsOrNull(entry.cancelled, owner, "cancelled");
  for (const start of entry.cancelled) checkInstant(start, owner, "cancelled");
  checkOneOf(entry.showAs, owner, "showAs", showAs);
}

/** Throws a `SyncError` that names the first field that cannot be true. */
export function checkMirrorState(
  key: string,
  agreed: MirrorAgreed | null,
  calendar: MirrorState,
): void {
  checkText(key, "mirror", "key");
  if (key !== "") checkInstant(key, "mirror", "key");
  checkObject(calendar, "calendar", "");
  if (calendar.state === "present") checkEntry(calendar.entry, "calendar.entry");
  else {
    checkOneOf(calendar.state, "calendar", "state", ["present", "absent"]);
    checkOneOf(calendar.reason, "calendar", "reason", ["never", "deleted", "unknown"]);
  }
  if (agreed === null) return;
  checkObject(agreed, "agreed", "");
  checkEntry(agreed.outlook, "agreed.outlook");
  checkEntry(agreed.calendar, "agreed.calendar");
}
