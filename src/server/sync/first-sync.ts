import { type FirstSyncPreview, type PlannedItem } from "../../shared/api/sync.ts";
import { type Clock } from "../clock.ts";
import { type Links } from "../meetings/links.ts";
import { mirroredParts } from "../../sync/mirror.ts";
import { type Plan } from "../../sync/model.ts";
import { previewPlans } from "../../sync/guards.ts";
import { reconcile } from "../../sync/reconcile.ts";
import { subjectOf } from "./kept-event.ts";
import { isOutOfReach } from "./mirror-fault.ts";
import { type MirrorCalendar } from "./mirror-calendar.ts";
import { type Run } from "./run.ts";
import { type Entries } from "./state/entries.ts";
import { type Entry } from "./state/entry.ts";
import { type ZoomStrays } from "./state/zoom-strays.ts";

interface FirstSyncParts {
  entries: Entries;
  strays: ZoomStrays;
  links: Links;
  mirrorCalendar: MirrorCalendar;
  clock: Clock;
}

const mostEntries = 100_000;
/** Lines of a preview that are listed by name. */
const listed = 100;

/** What the first run will do, found out without doing any of it. */
export class FirstSync {
  readonly #parts: FirstSyncParts;

  constructor(parts: FirstSyncParts) {
    this.#parts = parts;
  }

  async preview(run: Run): Promise<FirstSyncPreview> {
    const { entries, strays, links, clock } = this.#parts;
    const isMirroring = await this.#canMirror(run);
    const items: PlannedItem[] = [];
    const plans: Plan[] = [];
    let [created, unchanged] = [0, 0];
    const known = await entries.all(run.connection, mostEntries);
    const linked = new Map((await links.livingOf(run.users)).map((link) => [link.id, link]));
    for (const entry of known) {
      if (entry.state !== "present" || entry.seen === null) continue;
      const link = entry.linkId === null ? undefined : linked.get(entry.linkId);
      if (link) {
        const zoom =
          link.zoom ?? ({ state: "absent", reason: "unknown", recoverableUntil: null } as const);
        const plan = reconcile(link.agreed, entry.seen.outlook, zoom, run.policy);
        plans.push(plan);
        items.push(...linesOf(entry, plan));
        continue;
      }
      const parts = isMirroring ? mirroredParts(entry.seen.outlook, run.policy).size : 0;
      if (parts === 0) {
        unchanged += 1;
        continue;
      }
      created += 1;
      items.push(lineOf(entry, "calendar", "create"));
    }
    const waiting = (await strays.all(run.connection)).filter(({ isIgnored }) => !isIgnored);
    const toMake = waiting.filter(({ reason }) => reason === "awaitingConsent");
    const toLink = waiting.filter(({ reason }) => reason === "inOutlook");
    for (const [stray, action] of [
      ...toMake.map((stray) => [stray, "create"] as const),
      ...toLink.map((stray) => [stray, "link"] as const),
    ]) {
      items.push({
        place: "outlook",
        action,
        subject: stray.zoom.topic,
        start: stray.startsAt?.toString() ?? null,
        isAllDay: false,
      });
    }
    const counts = previewPlans(plans);
    const sorted = items.sort(byWeight);
    return {
      madeAt: clock.now().toString({ smallestUnit: "second" }),
      outlook: { ...counts.outlook, create: counts.outlook.create + toMake.length },
      zoom: counts.zoom,
      calendar: { create: created, change: 0, delete: 0 },
      unchanged: unchanged + counts.unchanged,
      items: sorted.slice(0, listed),
      more: Math.max(0, sorted.length - listed),
    };
  }

  async #canMirror(run: Run): Promise<boolean> {
    const { mirrorCalendar } = this.#parts;
    if (["readOnly", "zoomToOutlook"].includes(run.policy.direction)) return false;
    try {
      await mirrorCalendar.calendarFor(run, false);
    } catch (cause) {
      // Zoom meetings do not wait for it; what it would get is shown all the same.
      if (!isOutOfReach(cause)) throw cause;
    }
    const state = await mirrorCalendar.availability(run);
    return state === "on" || state === "off";
  }
}

function linesOf(entry: Entry, plan: Plan): PlannedItem[] {
  const line = (place: "outlook" | "zoom", types: readonly string[]): PlannedItem[] => {
    const [first] = types;
    if (first === undefined) return [];
    const action = types.some((type) => type.startsWith("create"))
      ? "create"
      : types.some((type) => type === "deleteOutlookEvent" || type === "deleteZoomMeeting")
        ? "delete"
        : "change";
    return [lineOf(entry, place, action)];
  };
  return [
    ...line(
      "outlook",
      plan.outlook.map(({ type }) => type),
    ),
    ...line(
      "zoom",
      plan.zoom.map(({ type }) => type),
    ),
  ];
}

function lineOf(
  { seen, startsAt }: Entry,
  place: PlannedItem["place"],
  action: PlannedItem["action"],
): PlannedItem {
  return {
    place,
    action,
    subject: subjectOf(seen),
    start: startsAt?.toString() ?? null,
    isAllDay: seen?.outlook.time.isAllDay ?? false,
  };
}

const weights = { delete: 0, change: 1, create: 2, link: 3 };
const places = { outlook: 0, zoom: 1, calendar: 2 };

/** What may hurt first. */
function byWeight(a: PlannedItem, b: PlannedItem): number {
  return (
    places[a.place] - places[b.place] ||
    weights[a.action] - weights[b.action] ||
    String(a.start).localeCompare(String(b.start))
  );
}
