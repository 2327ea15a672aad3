import type { AppointmentSnapshot, AppointmentTime } from "../../shared/api/appointment.ts";
import { readBody, type ItemBody } from "./body.ts";
import { callOffice, OfficeCallError } from "./call.ts";
import { currentForm, currentMailbox, type AppointmentForm } from "./form.ts";
import { fromOfficeRecurrence } from "./recurrence-from-office.ts";
import { readSession } from "./session.ts";

/** What in a body and a location belongs to online meetings; the caller decides how to look. */
export interface FoundJoins {
  hasJoinBlock: boolean;
  joinUrls: string[];
}
export type FindJoins = (body: ItemBody, location: string) => FoundJoins;

const openedStartName = "zoomOpenedStart";
const itemNotSaved = 9046;
const dayMs = 86_400_000;

/**
 * Reads everything our server needs to know of the open appointment, at one moment.
 * @throws OfficeCallError when a field every client has cannot be read.
 */
export async function readSnapshot(findJoins: FindJoins): Promise<AppointmentSnapshot> {
  const form = currentForm();
  const [subject, start, end, recurrence, location, attendees, body, ids, openedStart] =
    await Promise.all([
      callOffice<string>("subject.getAsync", (done) => form.subject.getAsync(done)),
      readTime(form, "start"),
      readTime(form, "end"),
      readRecurrence(form),
      callOffice<string>("location.getAsync", (done) => form.location.getAsync(done)),
      readAttendees(form),
      readBody(),
      readIds(form),
      form.seriesId ? readSession(openedStartName) : null,
    ]);
  const mailboxZone = currentMailbox().userProfile.timeZone;
  const repeats = recurrence === null ? null : fromOfficeRecurrence(recurrence, mailboxZone);
  const kind = form.seriesId ? "occurrence" : repeats ? "series" : "single";
  const time: AppointmentTime = {
    start: start.toISOString(),
    end: end.toISOString(),
    timeZone: repeats ? repeats.timeZone : mailboxZone,
    isAllDay: await readAllDay(form, start, end),
  };
  const joins = findJoins(body, location);
  const snapshot: AppointmentSnapshot = {
    kind,
    subject: subject.slice(0, 255),
    time,
    recurrence: kind === "series" ? repeats : null,
    attendees: attendees.slice(0, 500),
    location: location.slice(0, 1000),
    hasJoinBlock: joins.hasJoinBlock,
    joinUrls: joins.joinUrls.filter((url) => url.length <= 2048).slice(0, 20),
  };
  if (openedStart !== null) snapshot.openedStart = openedStart;
  if (tellsOfEverySend()) snapshot.sendIsReported = true;
  return Object.assign(snapshot, ids);
}

/** Keeps the start the form was opened with: Office.js forgets where a moved occurrence came from. */
export async function rememberOpenedStart(
  write: (name: string, value: string) => Promise<void>,
): Promise<void> {
  if ((await readSession(openedStartName)) !== null) return;
  await write(openedStartName, (await readTime(currentForm(), "start")).toISOString());
}

/**
 * Classic Windows and Mac, both of which call themselves "Outlook", raise OnAppointmentSend in every
 * form since Mailbox 1.12; the web and new Outlook only in a window of its own.
 * https://learn.microsoft.com/javascript/api/outlook/office.diagnostics
 */
const tellsOfEverySend = (): boolean =>
  currentMailbox().diagnostics?.hostName === "Outlook" &&
  Office.context.requirements.isSetSupported("Mailbox", "1.12");

const readTime = (form: AppointmentForm, which: "start" | "end"): Promise<Date> =>
  callOffice<Date>(`${which}.getAsync`, (done) => form[which].getAsync(done));

async function readRecurrence(form: AppointmentForm): Promise<Office.Recurrence | null> {
  const { recurrence } = form;
  if (recurrence === undefined) return null;
  return callOffice<Office.Recurrence | null>("recurrence.getAsync", (done) =>
    recurrence.getAsync(done as (result: Office.AsyncResult<Office.Recurrence>) => void),
  );
}

async function readAttendees(form: AppointmentForm): Promise<string[]> {
  const fields: Office.Recipients[] = [form.requiredAttendees, form.optionalAttendees];
  const lists = await Promise.all(
    fields.map((list) =>
      callOffice<Office.EmailAddressDetails[]>("recipients.getAsync", (done) =>
        list.getAsync(done),
      ),
    ),
  );
  const addresses = lists
    .reduce((all, list) => all.concat(list), [])
    .map((person) => person.emailAddress);
  return addresses.filter((address, index) => address && addresses.indexOf(address) === index);
}

async function readAllDay(form: AppointmentForm, start: Date, end: Date): Promise<boolean> {
  const { isAllDayEvent } = form;
  if (isAllDayEvent !== undefined) {
    return callOffice<boolean>("isAllDayEvent.getAsync", (done) => isAllDayEvent.getAsync(done));
  }
  // Before Mailbox 1.14 nothing says so: whole local days are the only sign of it.
  const mailbox = currentMailbox();
  if (mailbox.convertToLocalClientTime === undefined || end.getTime() - start.getTime() < dayMs) {
    return false;
  }
  return [start, end].every((date) => {
    const local = mailbox.convertToLocalClientTime?.(date);
    return local?.hours === 0 && local.minutes === 0;
  });
}

type OutlookIds = Pick<AppointmentSnapshot, "outlookItemId" | "outlookSeriesId">;

/** REST ids; phones cannot convert, and there a wrong id would be worse than none. */
async function readIds(form: AppointmentForm): Promise<OutlookIds> {
  const mailbox = currentMailbox();
  const toRestId = (id: string): string | undefined => mailbox.convertToRestId?.(id, "v2.0");
  const ids: OutlookIds = {};
  const seriesId = form.seriesId ? toRestId(form.seriesId) : undefined;
  if (seriesId !== undefined) ids.outlookSeriesId = seriesId;
  const itemId = await readItemId(form);
  const restId = itemId === null ? undefined : toRestId(itemId);
  if (restId !== undefined) ids.outlookItemId = restId;
  return ids;
}

async function readItemId(form: AppointmentForm): Promise<string | null> {
  if (form.getItemIdAsync === undefined) return null;
  try {
    return await callOffice<string>("getItemIdAsync", (done) => form.getItemIdAsync?.(done));
  } catch (error) {
    if (error instanceof OfficeCallError && error.code === itemNotSaved) return null;
    throw error;
  }
}
