import type { AppointmentSnapshot, AppointmentTime } from "../../shared/api/appointment.ts";
import type { Recurrence } from "../../shared/api/recurrence.ts";
import { readBody, writeBody, type ItemBody } from "../outlook/body.ts";
import {
  forgetStoredItemKey,
  readStoredItemKey,
  storeItemKey,
} from "../outlook/custom-properties.ts";
import { formMode, type FormMode } from "../outlook/form.ts";
import { addToLocation, readLocation, removeFromLocation } from "../outlook/location.ts";
import { hasSessionData, readSession, writeSession } from "../outlook/session.ts";
import { readSnapshot } from "../outlook/snapshot.ts";
import { writeRecurrence, writeSubject, writeTime } from "../outlook/write-fields.ts";
import type { Invitation } from "./invitation.ts";
import type { KeyPlaces } from "./item-key.ts";

/** The open appointment, as the flows see it: no callbacks, no vendor types. */
export interface Appointment {
  mode(): FormMode;
  snapshot(): Promise<AppointmentSnapshot>;
  body(): Promise<ItemBody>;
  /** Reads, changes and writes the body in one go. */
  editBody(change: (body: ItemBody) => ItemBody): Promise<void>;
  location(): Promise<string>;
  addToLocation(joinUrl: string): Promise<void>;
  removeFromLocation(joinUrl: string): Promise<void>;
  keys: KeyPlaces;
  storeItemKey(itemKey: string): Promise<void>;
  forgetItemKey(): Promise<void>;
  writeSubject(subject: string): Promise<void>;
  writeTime(time: AppointmentTime): Promise<void>;
  writeRecurrence(recurrence: Recurrence, time: AppointmentTime): Promise<void>;
}

const keyName = "zoomItemKey";

export function openAppointment(invitation: Invitation): Appointment {
  return {
    mode: formMode,
    snapshot: () => readSnapshot((body, location) => invitation.joins(body, location)),
    body: readBody,
    async editBody(change) {
      const before = await readBody();
      const after = change(before);
      if (after.content !== before.content) await writeBody(after);
    },
    location: readLocation,
    addToLocation: (joinUrl) =>
      addToLocation(joinUrl, (location) => invitation.withLink(location, joinUrl)),
    removeFromLocation: (joinUrl) =>
      removeFromLocation(joinUrl, (location) => invitation.withoutLink(location, joinUrl)),
    keys: {
      hasSession: hasSessionData,
      readSession: () => readSession(keyName),
      writeSession: (itemKey) => writeSession(keyName, itemKey),
      readStored: readStoredItemKey,
      readFromBody: async () => invitation.find(await readBody())?.itemKey ?? null,
    },
    storeItemKey,
    async forgetItemKey() {
      await forgetStoredItemKey();
      if (hasSessionData()) await writeSession(keyName, "");
    },
    writeSubject,
    writeTime,
    writeRecurrence,
  };
}
