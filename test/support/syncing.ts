import { type ZoomByHand, zoomByHand } from "../../src/sandbox/zoom/by-hand.ts";
import { type Person, type StoredEvent } from "../../src/sandbox/world/model.ts";
import { routes } from "../../src/shared/api/routes.ts";
import {
  type Activity,
  type Conflicts,
  type Findings,
  type SyncStatus,
} from "../../src/shared/api/sync.ts";
import { visit, type Visitor } from "./connecting.ts";
import { type RunningProduct } from "./product.ts";

/** One person's calendar with version 2 at work, and both sides at hand. */
export interface SyncedPerson {
  visitor: Visitor;
  status: () => Promise<SyncStatus>;
  activity: () => Promise<Activity>;
  findings: () => Promise<Findings>;
  conflicts: () => Promise<Conflicts>;
  /** Events of the Zoom calendar that mirrors Outlook. */
  mirror: () => Promise<MirroredEvent[]>;
  /** Their titles. */
  mirroredSubjects: () => Promise<Array<string | undefined>>;
  /** Events in Outlook of that subject. */
  inCalendar: (subject: string) => StoredEvent[];
  /** Meetings in Zoom that this person hosts. */
  meetings: () => Promise<ZoomListed[]>;
  /** A single event in Outlook, tomorrow at ten in Berlin unless told otherwise. */
  inOutlook: (subject: string, changes?: object) => StoredEvent;
  /** A single meeting in Zoom, in three days at ten in Berlin unless told otherwise. */
  inZoom: (topic: string, changes?: object) => ReturnType<ZoomByHand["schedule"]>;
  event: (id: string) => StoredEvent;
  zoom: ZoomByHand;
  /** What happens next, without waiting for it: notifications are delivered, and what is due is done. */
  settle: () => Promise<void>;
}

export interface ZoomListed {
  id: number;
  topic: string;
  start_time?: string;
  duration?: number;
}

export interface MirroredEvent {
  id: string;
  summary?: string;
  visibility?: string;
  transparency?: string;
  /** A whole day, or an instant in UTC. */
  start: { kind: "day" | "instant"; date?: string; instant?: string };
  recurrence?: string[];
}

/** Somebody invited who has not answered. */
export function guest({ displayName, mail }: Pick<Person, "displayName" | "mail">) {
  return {
    type: "required" as const,
    status: { response: "none", time: "0001-01-01T00:00:00Z" },
    emailAddress: { name: displayName, address: mail },
  };
}

/** Connects somebody, and goes on until version 2 is live for them. */
export async function syncFor(product: RunningProduct, person: Person): Promise<SyncedPerson> {
  const visitor = await visit(product, person);
  await visitor.connect(person);
  const synced = watch(product, person, visitor);
  await product.workDue();
  product.passTime({ seconds: 31 });
  await synced.settle();
  const { phase } = await synced.status();
  if (phase !== "live") throw new Error(`Version 2 is not live: ${phase}`);
  return synced;
}

export function watch(product: RunningProduct, person: Person, visitor: Visitor): SyncedPerson {
  const { calendar } = product.sandbox;
  const zoom = zoomByHand(product.sandbox);
  const zoomEmail = person.zoomEmail ?? person.mail;
  const get = async <T>(path: string): Promise<T> =>
    (await visitor.call<T & object>("GET", path)).body;
  const mirror = async () => mirrorOf(product, (await visitor.connection()).id);
  return {
    visitor,
    zoom,
    status: () => get<SyncStatus>(routes.sync),
    activity: () => get<Activity>(routes.activity),
    findings: () => get<Findings>(routes.findings),
    conflicts: () => get<Conflicts>(routes.conflicts),
    mirror,
    mirroredSubjects: async () => (await mirror()).map(({ summary }) => summary),
    inCalendar: (subject) => calendar.list(person.id).filter((event) => event.subject === subject),
    meetings: async () => {
      const path = `/users/${zoomEmail}/meetings?page_size=300`;
      return (await product.atZoom("GET", path)).body.meetings as ZoomListed[];
    },
    inOutlook: (subject, changes = {}) =>
      calendar.create(person.id, {
        subject,
        start: { dateTime: "2026-11-24T10:00:00.0000000", timeZone: "W. Europe Standard Time" },
        end: { dateTime: "2026-11-24T11:00:00.0000000", timeZone: "W. Europe Standard Time" },
        ...changes,
      }),
    inZoom: (topic, changes = {}) =>
      zoom.schedule(zoomEmail, {
        topic,
        type: 2,
        start_time: "2026-11-26T09:00:00Z",
        duration: 30,
        ...changes,
      }),
    event: (id) => calendar.get(person.id, id) as StoredEvent,
    settle: async () => {
      // Webhooks travel over real HTTP; a burst then comes to rest by the product's own clock.
      for (let round = 0; round < 4; round += 1) {
        await new Promise((resolve) => setTimeout(resolve, 150));
        product.passTime({ seconds: 3 });
        await product.workDue();
      }
    },
  };
}

async function mirrorOf(product: RunningProduct, connectionId: string): Promise<MirroredEvent[]> {
  const row = await product.database.db
    .selectFrom("sync_states")
    .select("zoom_calendar_id")
    .where("connection_id", "=", connectionId)
    .executeTakeFirst();
  if (!row?.zoom_calendar_id) return [];
  const events = zoomByHand(product.sandbox).eventsIn(row.zoom_calendar_id);
  return events.map(
    ({ id, start, end, fields }) => ({ ...fields, id, start, end }) as MirroredEvent,
  );
}
