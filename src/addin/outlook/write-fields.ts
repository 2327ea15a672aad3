import type { AppointmentTime } from "../../shared/api/appointment.ts";
import type { Recurrence } from "../../shared/api/recurrence.ts";
import { callOffice, OfficeCallError } from "./call.ts";
import { currentForm, currentMailbox } from "./form.ts";
import { toOfficePattern } from "./recurrence-to-office.ts";

export async function writeSubject(subject: string): Promise<void> {
  await callOffice("subject.setAsync", (done) => currentForm().subject.setAsync(subject, done));
}

/** Moves the open appointment so that start and end never stand the wrong way round in between. */
export async function writeTime(time: AppointmentTime): Promise<void> {
  const form = currentForm();
  const series = await readSeries();
  if (series !== null) {
    await writeSeriesTime(series, time);
    return;
  }
  const end = await callOffice<Date>("end.getAsync", (done) => form.end.getAsync(done));
  const writeStart = (): Promise<unknown> =>
    callOffice("start.setAsync", (done) => form.start.setAsync(new Date(time.start), done));
  const writeEnd = (): Promise<unknown> =>
    callOffice("end.setAsync", (done) => form.end.setAsync(new Date(time.end), done));
  // Some clients keep the duration when the start moves, so the end is always written after it.
  if (Date.parse(time.start) >= end.getTime()) await writeEnd();
  await writeStart();
  await writeEnd();
}

/** @throws OfficeCallError `unsupported` where Outlook cannot hold this pattern, or on one occurrence. */
export async function writeRecurrence(
  recurrence: Recurrence,
  time: AppointmentTime,
): Promise<void> {
  const pattern = toOfficePattern(recurrence);
  const form = currentForm();
  if (pattern === null || form.recurrence === undefined || form.seriesId) {
    throw new OfficeCallError("recurrence.setAsync", "unsupported");
  }
  const seriesTime = newSeriesTime();
  seriesTime.setStartDate(pattern.startDate);
  if (pattern.endDate !== null) seriesTime.setEndDate(pattern.endDate);
  setClock(seriesTime, time);
  await setRecurrence({
    recurrenceType: pattern.recurrenceType,
    recurrenceProperties: pattern.recurrenceProperties,
    recurrenceTimeZone: { name: pattern.timeZone },
    seriesTime,
  });
}

/** The published types forget that this one can be constructed. */
function newSeriesTime(): Office.SeriesTime {
  const { SeriesTime } = Office as unknown as { SeriesTime: new () => Office.SeriesTime };
  return new SeriesTime();
}

type NewRecurrence = Pick<
  Office.Recurrence,
  "recurrenceType" | "recurrenceProperties" | "recurrenceTimeZone" | "seriesTime"
>;

const setRecurrence = (recurrence: NewRecurrence): Promise<unknown> =>
  callOffice("recurrence.setAsync", (done) =>
    currentForm().recurrence?.setAsync(recurrence as Office.Recurrence, done),
  );

async function readSeries(): Promise<Office.Recurrence | null> {
  const { recurrence, seriesId } = currentForm();
  if (recurrence === undefined || seriesId) return null;
  return callOffice<Office.Recurrence | null>("recurrence.getAsync", (done) =>
    recurrence.getAsync(done as (result: Office.AsyncResult<Office.Recurrence>) => void),
  );
}

/** Classic Outlook refuses start and end of a series: its clock times are part of the recurrence. */
async function writeSeriesTime(series: Office.Recurrence, time: AppointmentTime): Promise<void> {
  setClock(series.seriesTime, time);
  await setRecurrence(series);
}

function setClock(seriesTime: Office.SeriesTime, time: AppointmentTime): void {
  const start = new Date(time.start);
  const local = currentMailbox().convertToLocalClientTime?.(start);
  if (local === undefined) throw new OfficeCallError("convertToLocalClientTime", "unsupported");
  seriesTime.setStartTime(local.hours, local.minutes);
  seriesTime.setDuration(Math.round((Date.parse(time.end) - start.getTime()) / 60_000));
}
