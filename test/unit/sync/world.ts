/**
 * Both vendors as far as the engine touches them, written from their documents and not from the engine:
 * a rewritten series forgets its exceptions, on either side, and Zoom ignores a past start.
 */
import { type Instant } from "../../../src/sync/instant.ts";
import {
  type OccurrenceException,
  type OutlookAction,
  type OutlookPresent,
  type ZoomAction,
  type ZoomException,
  type ZoomPresent,
} from "../../../src/sync/model.ts";
import { now } from "./build.ts";

export interface World {
  outlook: OutlookPresent;
  zoom: ZoomPresent;
  /** Zoom's meeting lost its fixed time in a run that was never stored. */
  mayLackTime: boolean;
}

const lower = (addresses: readonly string[] | null) =>
  (addresses ?? []).map((a) => a.toLowerCase());
const minutes = (a: string, b: string) => (Date.parse(b) - Date.parse(a)) / 60_000;

export function doInOutlook(world: World, action: OutlookAction): void {
  const { outlook } = world;
  if (action.type === "patchOutlookEvent") {
    const { attendees, ...fields } = action.fields;
    const isRewritten = fields.time !== undefined || fields.recurrence !== undefined;
    world.outlook = { ...outlook, ...fields, ...(isRewritten && { exceptions: {} }) };
    if (attendees !== undefined) {
      const list = lower(outlook.attendees).filter((a) => !attendees.remove.includes(a));
      world.outlook = { ...world.outlook, attendees: [...list, ...attendees.add] };
    }
  } else if (action.type === "cancelOutlookOccurrence") {
    const exceptions = {
      ...outlook.exceptions,
      [action.originalStart]: { kind: "cancelled" } as const,
    };
    world.outlook = { ...outlook, exceptions };
  } else if (action.type === "patchOutlookOccurrence") {
    const { originalStart, start, end } = action;
    const exceptions: Record<Instant, OccurrenceException> = {
      ...outlook.exceptions,
      [originalStart]: { kind: "moved", start, end },
    };
    const usual = minutes(outlook.time.start, outlook.time.end);
    if (start === originalStart && minutes(start, end) === usual)
      Reflect.deleteProperty(exceptions, originalStart);
    world.outlook = { ...outlook, exceptions };
  } else throw new Error(`not expected in this world: ${action.type}`);
}

export function doInZoom(world: World, action: ZoomAction): void {
  const { zoom } = world;
  if (action.type === "patchZoomMeeting") {
    const { schedule, ...fields } = action.fields;
    world.zoom = { ...zoom, ...fields };
    if (schedule === undefined) return;
    if (schedule.kind === "single" && schedule.start < now) return;
    world.zoom = { ...world.zoom, schedule, exceptions: {} };
  } else if (action.type === "deleteZoomOccurrence") {
    const exceptions = {
      ...zoom.exceptions,
      [action.originalStart]: { kind: "cancelled" } as const,
    };
    world.zoom = { ...zoom, exceptions };
  } else if (action.type === "patchZoomOccurrence") {
    const { originalStart, start, durationMinutes } = action;
    if (zoom.exceptions[originalStart]?.kind === "cancelled") {
      throw new Error("Zoom cannot change a deleted occurrence");
    }
    const exceptions: Record<Instant, ZoomException> = {
      ...zoom.exceptions,
      [originalStart]: { kind: "moved", start, durationMinutes },
    };
    const usual = zoom.schedule.kind === "noFixedTime" ? -1 : zoom.schedule.durationMinutes;
    if (start === originalStart && durationMinutes === usual)
      Reflect.deleteProperty(exceptions, originalStart);
    world.zoom = { ...zoom, exceptions };
  } else throw new Error(`not expected in this world: ${action.type}`);
}
