import { type Method } from "../host-context.ts";
import { addInStorageMethods } from "./add-in-storage.ts";
import { bodyMethods } from "./body.ts";
import { itemAndMailboxMethods } from "./item-and-mailbox.ts";
import { notificationMethods } from "./notifications.ts";
import { peopleMethods } from "./people.ts";
import { subjectAndPlaceMethods } from "./subject-and-place.ts";
import { timeMethods } from "./times.ts";

/** Outlook's methods by office.js dispatch id, for an appointment the organizer composes. */
export const methods: ReadonlyMap<number, Method> = new Map(
  [
    subjectAndPlaceMethods,
    bodyMethods,
    timeMethods,
    peopleMethods,
    addInStorageMethods,
    notificationMethods,
    itemAndMailboxMethods,
  ].flatMap((group) => Object.entries(group).map(([id, method]) => [Number(id), method] as const)),
);
