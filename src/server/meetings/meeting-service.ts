import { type SyncVersion } from "../../shared/api/account.ts";
import { type AppointmentSnapshot } from "../../shared/api/appointment.ts";
import {
  type AddMeetingRequest,
  type LookUpRequest,
  type MeetingOptions,
  type MeetingView,
  type ReportRequest,
} from "../../shared/api/meeting.ts";
import { SyncError } from "../../sync/errors.ts";
import { itemKey as toItemKey } from "../../sync/ids.ts";
import { type Clock } from "../clock.ts";
import { RequestError } from "../errors.ts";
import { type User } from "../identity/users.ts";
import { type ZoomPeople } from "../identity/zoom-people.ts";
import { type Leases } from "../store/leases.ts";
import { ZoomError, ZoomMeetingGone, ZoomRefused } from "../zoom/errors.ts";
import { optionsBody } from "../zoom/meeting-body.ts";
import { type ZoomClients } from "../zoom/zoom-clients.ts";
import { outlookStateOf } from "./appointment-state.ts";
import { endOf } from "./end-of.ts";
import { type Link, type Waiting } from "./link.ts";
import { type LinkFinder } from "./link-finder.ts";
import { Links } from "./links.ts";
import { type LinkSync, waitingFor } from "./link-sync.ts";
import { type MeetingCreation } from "./meeting-creation.ts";
import { isForOutlook, type OutlookPush } from "./outlook-push.ts";
import { hasUnwrittenChanges, recoverableFor, viewOf } from "./meeting-view.ts";
import { type WriteBudget } from "./write-budget.ts";
import { deleteIfThere } from "./zoom-writer.ts";

/** How long an open form must rest before its edits are written to Zoom. */
const quietMoment = { seconds: 4 };

export interface EffectiveVersion {
  version: SyncVersion;
  connection: { id: string; tenantId: string } | null;
}

export interface MeetingServiceParts {
  links: Links;
  finder: LinkFinder;
  leases: Leases;
  people: ZoomPeople;
  clients: ZoomClients;
  creation: MeetingCreation;
  sync: LinkSync;
  outlook: OutlookPush;
  budget: WriteBudget;
  /** Version 2 is in force where its connection is given. */
  versions: { ofUser(user: User): Promise<EffectiveVersion> };
  /** Version 2 looks at this connection next. */
  syncSoon: (connection: { id: string; tenantId: string }) => void;
  clock: Clock;
  /** Wakes background work for a link at a moment. */
  wakeAt: (link: Pick<Link, "tenantId" | "id">, at: Temporal.Instant) => Promise<void>;
}

/**
 * What Outlook's actions (add, open, edit, send, remove) do to a Zoom meeting. Nothing here reads Outlook;
 * everything known of it was reported. With version 2 an edit or a send is only a hint: the server reads
 * the saved appointment itself.
 */
export class MeetingService {
  readonly #parts: MeetingServiceParts;

  constructor(parts: MeetingServiceParts) {
    this.#parts = parts;
  }

  /** One Zoom meeting for one item key, however many calls ask for it at once. */
  async add(user: User, request: AddMeetingRequest): Promise<MeetingView> {
    const { links, people, creation, clock } = this.#parts;
    const grant = await people.of(user);
    if (!grant) throw notConnected();
    await this.#refuseCopy(user, request);
    const now = clock.now();
    const outlook = outlookStateOf(request.appointment, null);
    const reserved = await links.reserve(user, {
      itemKey: toItemKey(request.itemKey),
      zoomUserId: grant.zoomUserId,
      options: request.options ?? {},
      outlook,
      outlookItemId: request.appointment.outlookItemId ?? null,
      outlookSeriesId: request.appointment.outlookSeriesId ?? null,
      endsAt: endOf(outlook),
      now,
    });
    return this.#hold(user, reserved, async (link) => {
      if (link.state === "removed") startOver(link, now);
      this.#observe(link, request.appointment);
      if (link.zoomDeletedAt) await this.#bringBack(user, link);
      if (link.zoomMeetingId === null) {
        link.options = request.options ?? link.options;
        link.zoomUserId = grant.zoomUserId;
        await creation.create(user, link);
      }
      await links.save(link);
      return this.#view(link);
    });
  }

  /** The meeting of an open appointment, compared with Zoom as it is now; null when there is none. */
  async lookUp(user: User, request: LookUpRequest): Promise<MeetingView | null> {
    return this.report(user, { ...request, action: "opened" });
  }

  async report(user: User, request: ReportRequest): Promise<MeetingView | null> {
    const { finder } = this.#parts;
    const found = await finder.find(user, request.itemKey, request.appointment);
    if (!found) return null;
    if (found.isCopy) {
      const { link } = found;
      return link.zoomMeetingId === null ? null : viewOf(link, this.#parts.clock.now(), true);
    }
    return this.#hold(user, found.link, async (link) => {
      if (link.state === "removed" || link.zoomMeetingId === null) return null;
      this.#observe(link, request.appointment);
      // The engine refuses what cannot be before any of it is kept.
      hasUnwrittenChanges(link, this.#parts.clock.now());
      if (request.action === "sent") this.#confirm(link);
      // Known before Zoom is asked, so that a meeting people were sent is never taken for abandoned.
      await this.#parts.links.save(link);
      const missed = await this.#act(user, link, request.action);
      await this.#parts.links.save(link);
      return viewOf({ ...link, waiting: link.waiting ?? missed }, this.#parts.clock.now());
    });
  }

  /** Background: the quiet moment is over, or what stood in the way is. */
  async pushDue(user: User, tenantId: string, linkId: string): Promise<void> {
    const { links, budget, clock } = this.#parts;
    const known = await links.byId(tenantId, linkId);
    if (!known) return;
    await this.#hold(user, known, async (link) => {
      if (!link.waiting || link.state === "removed") return;
      const { version, connection } = await this.#parts.versions.ofUser(user);
      if (version === "v2" && connection) {
        // Version 2 keeps what waits with the entry; here it only stands to be shown.
        link.waiting = null;
        await links.save(link);
        this.#parts.syncSoon(connection);
        return;
      }
      const { reason, until } = link.waiting;
      if (reason === "editing" && version === "off") {
        link.waiting = null;
        await links.save(link);
        return;
      }
      if (until && Temporal.Instant.compare(clock.now(), until) < 0) {
        await this.#parts.wakeAt(link, until);
        return;
      }
      if (isForOutlook(link.waiting)) {
        await this.#parts.sync.readZoom(user, link);
        await this.#parts.outlook.push(user, link);
        return this.#wakeWhenDue(link);
      }
      const mayWriteAt = await budget.backgroundMayWriteAt(link.zoomUserId);
      if (mayWriteAt) {
        link.waiting = { reason: "dailyLimit", until: mayWriteAt };
        await links.save(link);
      } else {
        await this.#pushOrGiveUp(user, link);
      }
      await this.#wakeWhenDue(link);
    });
  }

  /** Changes Zoom's options of a meeting that exists; only the named ones. */
  async changeOptions(user: User, key: string, options: MeetingOptions): Promise<MeetingView> {
    const { clients, budget, sync } = this.#parts;
    return this.#hold(user, await this.#linked(user, key), async (link) => {
      const meetingId = link.zoomMeetingId;
      if (meetingId === null) throw notFound();
      if (Object.keys(options).length === 0) return this.#view(link);
      await budget.count(link.zoomUserId);
      await clients.of(user).patchMeeting(meetingId, optionsBody(options));
      link.options = { ...link.options, ...options };
      await sync.readZoom(user, link);
      await this.#parts.links.save(link);
      return this.#view(link);
    });
  }

  /** Deletes the Zoom meeting. Asking twice is fine; Zoom keeps it for seven days. */
  async remove(user: User, key: string): Promise<void> {
    const { links, clients, creation, clock } = this.#parts;
    const known = await links.byKey(user, toItemKey(key));
    if (!known) return;
    await this.#hold(user, known, async (link) => {
      const client = clients.of(user);
      if (link.zoomMeetingId === null) await creation.adoptLost(client, link);
      if (link.zoomMeetingId !== null) await deleteIfThere(client, link.zoomMeetingId);
      link.state = "removed";
      link.removedAt = clock.now();
      link.waiting = null;
      await links.save(link);
    });
  }

  /** Brings a deleted meeting back, with the same link and number. */
  async recover(user: User, key: string): Promise<MeetingView> {
    const { links, sync, clock } = this.#parts;
    const known = await links.byKey(user, toItemKey(key));
    if (!known) throw notFound();
    return this.#hold(user, known, async (link) => {
      const { zoomMeetingId } = link;
      if (!(await this.#bringBack(user, link))) {
        link.zoomMeetingId = zoomMeetingId;
        link.zoomDeletedAt = clock.now().subtract(recoverableFor);
        await links.save(link);
        throw new RequestError(
          409,
          "zoom.notRecoverable",
          "Zoom no longer has this meeting. Remove it from the appointment, or add a new one.",
        );
      }
      link.state = link.outlookItemId === null ? "reserved" : "confirmed";
      link.removedAt = null;
      link.reservedAt = clock.now();
      await sync.push(user, link, "merge");
      await links.save(link);
      return this.#view(link);
    });
  }

  async #wakeWhenDue(link: Link): Promise<void> {
    if (link.waiting?.until) await this.#parts.wakeAt(link, link.waiting.until);
  }

  /** A change that Zoom refuses is not sent again and again: the person sees that Zoom is behind. */
  async #pushOrGiveUp(user: User, link: Link): Promise<void> {
    try {
      await this.#parts.sync.push(user, link, "merge");
    } catch (cause) {
      if (cause instanceof ZoomError || cause instanceof SyncError) {
        link.waiting = null;
        await this.#parts.links.save(link);
      }
      throw cause;
    }
  }

  /** Returns why Zoom could not be compared with, when only looking was asked for. */
  async #act(user: User, link: Link, action: ReportRequest["action"]): Promise<Waiting | null> {
    const { sync, clock, versions, syncSoon } = this.#parts;
    const { version, connection } = await versions.ofUser(user);
    if (version === "v2" && connection && (action === "sent" || action === "edited")) {
      syncSoon(connection);
      return null;
    }
    switch (action) {
      case "opened":
      case "applied":
        return this.#readIfPossible(user, link);
      case "pushed":
        await sync.push(user, link, "outlookWins");
        return null;
      case "sent":
        if (version !== "off") await sync.push(user, link, "merge");
        return null;
      case "edited": {
        if (version === "off" || !hasUnwrittenChanges(link, clock.now())) return null;
        const until = clock.now().add(quietMoment);
        if (link.waiting === null || link.waiting.reason === "editing") {
          link.waiting = { reason: "editing", until };
          await this.#parts.wakeAt(link, until);
        }
        return null;
      }
    }
  }

  /** Opening an appointment must work while Zoom does not: then the last known state is shown. */
  async #readIfPossible(user: User, link: Link): Promise<Waiting | null> {
    try {
      await this.#parts.sync.readZoom(user, link);
      return null;
    } catch (cause) {
      const waiting = waitingFor(cause, this.#parts.clock.now());
      if (!waiting) throw cause;
      return { reason: waiting.reason, until: null };
    }
  }

  async #bringBack(user: User, link: Link): Promise<boolean> {
    const { clients, sync } = this.#parts;
    if (link.zoomMeetingId === null) return false;
    try {
      await clients.of(user).recoverMeeting(link.zoomMeetingId);
    } catch (cause) {
      if (!(cause instanceof ZoomMeetingGone || cause instanceof ZoomRefused)) throw cause;
    }
    await sync.readZoom(user, link);
    if (!link.zoomDeletedAt) return true;
    link.zoomMeetingId = null;
    link.zoomDeletedAt = null;
    return false;
  }

  /** Keys travel with copies: adding to one must not move the meeting of the other. */
  async #refuseCopy(user: User, { itemKey, appointment }: AddMeetingRequest): Promise<void> {
    const found = await this.#parts.finder.find(user, itemKey, appointment);
    if (found?.isCopy && found.link.itemKey === itemKey) {
      throw new RequestError(
        409,
        "meeting.isCopy",
        "This appointment is a copy: its Zoom link belongs to another one, which is unchanged. Open Zoom settings to give it a meeting of its own.",
      );
    }
  }

  /** Takes over what the add-in saw; an appointment with an id of its own has been saved. */
  #observe(link: Link, appointment: AppointmentSnapshot): void {
    link.outlook = outlookStateOf(appointment, link.outlook);
    if (appointment.kind === "occurrence") {
      link.outlookSeriesId ??= appointment.outlookSeriesId ?? null;
      this.#confirm(link);
      return;
    }
    link.outlookItemId = appointment.outlookItemId ?? link.outlookItemId;
    link.wouldBeReported = appointment.sendIsReported === true && appointment.attendees.length > 0;
    link.endsAt = endOf(link.outlook);
    if (appointment.outlookItemId !== undefined) this.#confirm(link);
  }

  #confirm(link: Link): void {
    if (link.state !== "reserved") return;
    link.state = "confirmed";
    link.confirmedAt = this.#parts.clock.now();
  }

  async #linked(user: User, key: string): Promise<Link> {
    const link = await this.#parts.links.byKey(user, toItemKey(key));
    if (!link || link.state === "removed" || link.zoomMeetingId === null) throw notFound();
    return link;
  }

  /** Works on the link as it is once no one else does. */
  async #hold<T>(user: User, known: Link, work: (link: Link) => Promise<T>): Promise<T> {
    const { leases, links } = this.#parts;
    return leases.hold(Links.leaseOf(known), async () => {
      const link = await links.byId(user.tenantId, known.id);
      if (!link) throw notFound();
      return work(link);
    });
  }

  #view(link: Link): MeetingView {
    return viewOf(link, this.#parts.clock.now());
  }
}

/** A person who removed the meeting and adds one again gets a new one. */
function startOver(link: Link, now: Temporal.Instant): void {
  link.state = "reserved";
  link.zoomMeetingId = null;
  link.access = null;
  link.zoom = null;
  link.agreed = null;
  link.createAttempt = null;
  link.notices = [];
  link.waiting = null;
  link.zoomDeletedAt = null;
  link.removedAt = null;
  link.confirmedAt = null;
  link.reservedAt = now;
}

function notConnected(): RequestError {
  return new RequestError(
    409,
    "zoom.notConnected",
    "Zoom is not connected. Open Zoom settings and choose Connect Zoom.",
  );
}

function notFound(): RequestError {
  return new RequestError(404, "meeting.notFound", "This appointment has no Zoom meeting here.");
}
