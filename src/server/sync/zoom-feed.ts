import { randomUUID } from "node:crypto";
import { type Logger } from "pino";
import { type Clock } from "../clock.ts";
import { type Link } from "../meetings/link.ts";
import { Links } from "../meetings/links.ts";
import { type LinkSync } from "../meetings/link-sync.ts";
import { endOf } from "../meetings/end-of.ts";
import { isPastItsLife } from "../meetings/meeting-life.ts";
import { saysNothingNew } from "../meetings/webhook-echo.ts";
import { ZoomMeetingGone, ZoomNotPermitted } from "../zoom/errors.ts";
import { type ZoomMeeting, type ZoomMeetingListItem } from "../zoom/meeting-schema.ts";
import { type ZoomClients } from "../zoom/zoom-clients.ts";
import { accessOf, zoomStateOf } from "../zoom/zoom-state.ts";
import { toOutlookFields } from "../../sync/lift.ts";
import { isSameJson } from "../../sync/equal.ts";
import { itemKey } from "../../sync/ids.ts";
import { type OutlookPresent, type ZoomPresent } from "../../sync/model.ts";
import { fromZoomTime } from "../../sync/recurrence/from-zoom.ts";
import { untried } from "../tries.ts";
import { type Leases } from "../store/leases.ts";
import { isOfOneThing } from "./fault-verdict.ts";
import { type Run } from "./run.ts";
import { type Entries } from "./state/entries.ts";
import { type SeenBy } from "./state/entry.ts";
import { type LinksWithoutEvent } from "./state/links-without-event.ts";
import { type ZoomHint, type ZoomHints } from "./state/zoom-hints.ts";
import { type Stray, type StrayReason, type ZoomStrays } from "./state/zoom-strays.ts";

interface ZoomFeedParts {
  links: Links;
  withoutEvent: LinksWithoutEvent;
  leases: Leases;
  sync: LinkSync;
  clients: ZoomClients;
  entries: Entries;
  hints: ZoomHints;
  strays: ZoomStrays;
  clock: Clock;
  logger: Logger;
}

/** Hints looked at in one run; the rest is for the next one. */
const hintsAtOnce = 200;
/** Invitees, privacy and options of a single meeting stand in no list. */
const detailsEvery = { hours: 24 };
/** A list cuts longer agendas, at about this many characters. */
const longAgenda = 200;
/** How long new meetings wait for the answer to a create of ours that may have made one of them. */
const patienceForCreates = { minutes: 10 };

/**
 * What changed in Zoom: from webhooks, which are hints, and from a sweep over all meetings, which is
 * the truth. Links get Zoom's newest state, and their entries are to be decided anew.
 */
export class ZoomFeed {
  readonly #parts: ZoomFeedParts;

  constructor(parts: ZoomFeedParts) {
    this.#parts = parts;
  }

  /** True when hints are left for later. */
  async takeHints(run: Run): Promise<boolean> {
    const { hints } = this.#parts;
    const waiting = await hints.waiting(run.connection, hintsAtOnce);
    const byMeeting = Map.groupBy(waiting, ({ meetingId }) => meetingId);
    let isLeft = waiting.length === hintsAtOnce;
    for (const [meetingId, told] of byMeeting) {
      if (run.slice.isUsedUp) return true;
      const isDone = await this.#takeHint(run, meetingId, told);
      if (isDone) await hints.done(run.connection, told);
      else isLeft = true;
    }
    return isLeft;
  }

  async #takeHint(run: Run, meetingId: string, told: readonly ZoomHint[]): Promise<boolean> {
    const operator = told.at(-1)?.body.payload?.operator;
    if (typeof operator === "string") run.operators.set(meetingId, operator);
    const link = await this.#linkOf(run, meetingId);
    if (link) {
      const news = told.filter(({ body }) => link.zoomIsUndecided || !saysNothingNew(body, link));
      if (news.length === 0) return true;
      run.slice.spend();
      await this.#readLink(run, link, "webhook", {
        isDeletionTold: news.some(({ body }) => isDeletion(body.event, body.payload?.operation)),
      });
      return true;
    }
    if (told.every(({ body }) => ["meeting.started", "meeting.ended"].includes(body.event))) {
      return true;
    }
    const isNew = told.some(({ body }) => body.event === "meeting.created");
    if (isNew && isBeforeStart(run)) return false;
    if (await this.#isCreating(run)) return false;
    run.slice.spend();
    await this.#consider(run, meetingId);
    return true;
  }

  /** Everything the person hosts, compared with what we know. */
  async sweep(run: Run): Promise<void> {
    const { links, clients, strays, clock } = this.#parts;
    const listed = new Map<string, ZoomMeetingListItem>();
    run.slice.spend();
    for await (const item of clients.of(run.users[0]).listScheduled()) {
      listed.set(String(item.id), item);
    }
    const known = await links.livingOf(run.users);
    for (const link of known) {
      const item = listed.get(link.zoomMeetingId ?? "");
      if (!isToRead(link, item, clock.now())) continue;
      run.slice.spend();
      await this.#readLink(run, link, "sweep", { isDeletionTold: false });
    }
    const linked = new Set(known.map(({ zoomMeetingId }) => String(zoomMeetingId)));
    const knownStrays = new Map(
      (await strays.all(run.connection)).map((stray) => [stray.meetingId, stray]),
    );
    for (const stray of knownStrays.values()) {
      const isLinked = linked.has(stray.meetingId) && stray.reason !== "orphan";
      if (!listed.has(stray.meetingId) || isLinked) {
        await strays.forget(run.connection, stray.meetingId);
      }
    }
    if (await this.#isCreating(run)) return;
    for (const [meetingId, item] of listed) {
      if (linked.has(meetingId) || isOver(item, clock.now())) continue;
      if (isBeforeStart(run) && isMadeSinceBegun(run, item)) continue;
      const stray = knownStrays.get(meetingId);
      if (stray && isStillAs(stray, item)) continue;
      run.slice.spend();
      await this.#consider(run, meetingId);
    }
  }

  /** A Zoom meeting that was kept back gets its link, and so its Outlook event. */
  async takeStray(run: Run, stray: Stray): Promise<Link | null> {
    const meeting = await this.#read(run, stray.meetingId);
    if (meeting === null) {
      await this.#parts.strays.forget(run.connection, stray.meetingId);
      return null;
    }
    return this.#makeLink(run, meeting);
  }

  async #isCreating(run: Run): Promise<boolean> {
    const since = this.#parts.clock.now().subtract(patienceForCreates);
    return this.#parts.links.isCreating(run.users, since);
  }

  async #linkOf(run: Run, meetingId: string): Promise<Link | null> {
    const marks = { linkIds: [], itemKeys: [], zoomMeetingIds: [meetingId] };
    const [link] = await this.#parts.links.meant(run.users, marks);
    return link ?? null;
  }

  async #readLink(
    run: Run,
    { id }: Link,
    seenBy: SeenBy,
    told: { isDeletionTold: boolean },
  ): Promise<void> {
    const { links, withoutEvent, leases, entries, clock } = this.#parts;
    await leases.hold(Links.leaseOf({ id }), async () => {
      const link = await links.byId(run.connection.tenantId, id);
      if (!link || link.state === "removed") return;
      const wasUndecided = link.zoomIsUndecided;
      const wasGone = link.zoomDeletedAt !== null && !wasUndecided;
      const before = link.zoom;
      // First, because a process that ends after reading has nothing left that tells it was news.
      await entries.lookAtLink(run.connection, id);
      if (!(await this.#readNow(run, link))) return;
      const isExpiry = !told.isDeletionTold && !wasGone && isPastItsLife(link, clock.now());
      if (link.zoomDeletedAt && isExpiry) {
        link.zoom = { state: "absent", reason: "expired", recoverableUntil: null };
        await links.save(link);
      }
      const isNews =
        wasUndecided || wasGone !== (link.zoomDeletedAt !== null) || !isSameJson(before, link.zoom);
      if (!isNews) return;
      await entries.decideLink(run.connection, id, seenBy);
      await withoutEvent.tried(link, untried);
    });
  }

  /**
   * False when this meeting alone could not be read: it is left to whoever decides about its entry, who
   * reads it first and puts it off by itself.
   */
  async #readNow(run: Run, link: Link): Promise<boolean> {
    const { links, sync, clock } = this.#parts;
    try {
      await sync.readZoom(run.users[0], link, "full");
      return true;
    } catch (cause) {
      link.zoomIsStale = true;
      await links.save(link);
      if (!isOfOneThing(cause, clock.now())) throw cause;
      this.#log(run, cause, String(link.zoomMeetingId));
      return false;
    }
  }

  #log({ connection }: Run, cause: unknown, meetingId: string): void {
    this.#parts.logger.warn(
      { err: cause, connection: connection.id, meetingId },
      "a Zoom meeting could not be read and is passed over for now",
    );
  }

  /** A meeting nobody here knows: a new event for Outlook, or kept back with a reason. */
  async #consider(run: Run, meetingId: string): Promise<void> {
    const { strays, clock } = this.#parts;
    let meeting: ZoomMeeting | null;
    try {
      meeting = await this.#read(run, meetingId);
    } catch (cause) {
      if (!isOfOneThing(cause, clock.now())) throw cause;
      // The next sweep lists it again.
      this.#log(run, cause, meetingId);
      return;
    }
    if (meeting === null || !isHostedBy(run, meeting)) {
      await strays.forget(run.connection, meetingId);
      return;
    }
    const zoom = zoomStateOf(meeting, { full: true });
    if (isOver(meeting, clock.now())) return;
    const known = await strays.byId(run.connection, meetingId);
    const keptBack = known?.isIgnored ? known.reason : null;
    const reason = (await this.#reasonToKeepBack(run, meeting, zoom)) ?? keptBack;
    if (reason === null) {
      await this.#makeLink(run, meeting);
      return;
    }
    const time = fromZoomTime(zoom.schedule);
    await strays.put(run.connection, {
      meetingId,
      zoom,
      joinUrl: meeting.join_url,
      reason,
      startsAt: time && Temporal.Instant.from(time.start),
    });
  }

  async #reasonToKeepBack(
    run: Run,
    meeting: ZoomMeeting,
    zoom: ZoomPresent,
  ): Promise<StrayReason | null> {
    const { entries } = this.#parts;
    const inOutlook = await entries.withNumber(run.connection, zoom.id);
    if (inOutlook.length > 0) return "inOutlook";
    if (toOutlookFields(zoom) === null) return "noFixedTime";
    if (isBeforeStart(run)) return "awaitingConsent";
    // An add-in for Outlook or Google made it, and its own event is on the way.
    return [1, 2].includes(meeting.settings?.calendar_type ?? 0) ? "madeElsewhere" : null;
  }

  async #makeLink(run: Run, meeting: ZoomMeeting): Promise<Link | null> {
    const { links, leases, strays, clock } = this.#parts;
    const zoom = zoomStateOf(meeting, { full: true });
    const fields = toOutlookFields(zoom);
    const [user] = run.users;
    if (fields === null) return null;
    const outlook: OutlookPresent = {
      state: "present",
      id: null,
      kind: fields.recurrence === null ? "single" : "series",
      isOrganizer: true,
      revision: null,
      ...fields,
    };
    const reserved = await links.reserve(user, {
      itemKey: itemKey(randomUUID()),
      zoomUserId: run.connection.zoomUserId,
      options: {},
      outlook,
      outlookItemId: null,
      outlookSeriesId: null,
      endsAt: endOf(outlook),
      now: clock.now(),
    });
    return leases.hold(Links.leaseOf(reserved), async () => {
      const link = (await links.byId(user.tenantId, reserved.id)) ?? reserved;
      link.state = "confirmed";
      link.confirmedAt = clock.now();
      link.zoomMeetingId = zoom.id;
      link.access = accessOf(meeting);
      link.zoom = zoom;
      await links.save(link);
      await strays.forget(run.connection, zoom.id);
      return link;
    });
  }

  async #read(run: Run, meetingId: string): Promise<ZoomMeeting | null> {
    try {
      return await this.#parts.clients.of(run.users[0]).getMeeting(meetingId);
    } catch (cause) {
      if (cause instanceof ZoomMeetingGone) return null;
      // Somebody else's meeting, which a webhook for the account told of.
      if (cause instanceof ZoomNotPermitted && cause.code === "zoom.notPermitted") return null;
      throw cause;
    }
  }
}

/** Nothing is written yet. What is new in Zoom waits for the start, without being asked about. */
function isBeforeStart({ state }: Run): boolean {
  return state.phase === "preparing" || state.phase === "preview";
}

function isMadeSinceBegun({ state }: Run, { created_at }: ZoomMeetingListItem): boolean {
  return (
    state.beganAt !== null &&
    created_at !== undefined &&
    Date.parse(created_at) > state.beganAt.epochMilliseconds
  );
}

function isDeletion(event: string, operation: string | undefined): boolean {
  if (event === "meeting.permanently_deleted") return true;
  return event === "meeting.deleted" && operation !== "single";
}

function isHostedBy({ connection }: Run, { host_id }: ZoomMeeting): boolean {
  return host_id === undefined || host_id === connection.zoomUserId;
}

/**
 * What a list shows of a single meeting says most of it, and the rest is looked at once a day; of a
 * series it does not show the occurrences.
 */
function isToRead(
  link: Link,
  item: ZoomMeetingListItem | undefined,
  now: Temporal.Instant,
): boolean {
  if (link.zoomIsStale || link.zoomIsUndecided) return true;
  const isEnded = link.endsAt !== null && Temporal.Instant.compare(link.endsAt, now) < 0;
  if (item === undefined) return !isEnded && link.zoomDeletedAt === null;
  if (link.zoomDeletedAt !== null || link.zoom?.state !== "present") return true;
  const { topic, agenda, schedule } = link.zoom;
  if (item.type === 8 || schedule.kind === "fixedTime") {
    return !isEnded || Date.parse(item.start_time ?? "") > now.epochMilliseconds;
  }
  if (!isEnded && Temporal.Instant.compare(link.checkedAt.add(detailsEvery), now) <= 0) return true;
  if (item.topic !== topic) return true;
  if (item.agenda !== undefined && !showsAgenda(item.agenda, agenda ?? "")) return true;
  if (schedule.kind === "noFixedTime") return item.type !== 3;
  return (
    item.type !== 2 ||
    item.start_time === undefined ||
    Date.parse(item.start_time) !== Date.parse(schedule.start) ||
    item.duration !== schedule.durationMinutes ||
    (item.timezone !== undefined && item.timezone !== schedule.timeZone)
  );
}

function showsAgenda(listed: string, agenda: string): boolean {
  const shown = listed.trim();
  return shown.length < longAgenda ? shown === agenda.trim() : agenda.trim().startsWith(shown);
}

function isStillAs({ zoom }: Stray, item: ZoomMeetingListItem): boolean {
  const { schedule } = zoom;
  if (schedule.kind !== "single") return item.topic === zoom.topic;
  return (
    item.topic === zoom.topic &&
    item.start_time !== undefined &&
    Date.parse(item.start_time) === Date.parse(schedule.start)
  );
}

function isOver(
  { type, start_time, duration }: Pick<ZoomMeeting, "type" | "start_time" | "duration">,
  now: Temporal.Instant,
): boolean {
  if (type !== 2 || start_time === undefined) return false;
  return Date.parse(start_time) + (duration ?? 60) * 60_000 < now.epochMilliseconds;
}
