import { type Agreed, type ZoomAction, type ZoomPresent } from "../../sync/model.ts";
import { reconcile } from "../../sync/reconcile.ts";
import { type Clock } from "../clock.ts";
import { AppError, SignInError } from "../errors.ts";
import { type User } from "../identity/users.ts";
import { type ZoomPeople } from "../identity/zoom-people.ts";
import {
  isScopeMissing,
  ZoomDailyLimit,
  type ZoomError,
  ZoomMeetingGone,
  ZoomNotPermitted,
  ZoomThrottled,
  ZoomTokenRefused,
  ZoomUnavailable,
} from "../zoom/errors.ts";
import { type ZoomMeeting } from "../zoom/meeting-schema.ts";
import { type ZoomClients } from "../zoom/zoom-clients.ts";
import { accessOf, zoomStateOf } from "../zoom/zoom-state.ts";
import { type Link, type Waiting } from "./link.ts";
import { type Links } from "./links.ts";
import { isPastItsLife } from "./meeting-life.ts";
import { versionOnePolicy } from "./sync-policy.ts";
import { type WriteBudget } from "./write-budget.ts";
import { ZoomWriter } from "./zoom-writer.ts";

/** Zoom was down: when background work tries again. */
const retryAfterFault = { minutes: 1 };

/** How a push treats what somebody changed in Zoom meanwhile. */
export type PushIntent =
  /** Zoom's own changes stay and are shown. */
  | "merge"
  /** The person asked for Outlook's values, whatever Zoom says. */
  | "outlookWins";

/** Reads and writes the Zoom side of one link. The caller holds the link's lease and saves it. */
export class LinkSync {
  readonly #links: Links;
  readonly #people: ZoomPeople;
  readonly #clients: ZoomClients;
  readonly #budget: WriteBudget;
  readonly #clock: Clock;

  constructor(
    links: Links,
    people: ZoomPeople,
    clients: ZoomClients,
    budget: WriteBudget,
    clock: Clock,
  ) {
    this.#links = links;
    this.#people = people;
    this.#clients = clients;
    this.#budget = budget;
    this.#clock = clock;
  }

  /**
   * Reads the Zoom meeting; one that is gone is a state of the link, not an error.
   * @param detail `full` reads notes, invitees, privacy and options too, which version 1 leaves to Zoom
   */
  async readZoom(
    user: User,
    link: Link,
    detail: "schedule" | "full" = "schedule",
  ): Promise<ZoomMeeting | null> {
    if (link.zoomMeetingId === null) return null;
    const isLookOnly = detail === "schedule" && link.entryId !== null;
    try {
      const meeting = await this.#clients.of(user).getMeeting(link.zoomMeetingId);
      link.zoom = zoomStateOf(meeting, { full: detail === "full" });
      link.access = accessOf(meeting);
      link.zoomDeletedAt = null;
      link.zoomIsStale = false;
      link.zoomIsUndecided = isLookOnly;
      link.checkedAt = this.#clock.now();
      if (detail === "schedule") this.#settle(link);
      await this.#links.save(link);
      return meeting;
    } catch (cause) {
      if (cause instanceof ZoomMeetingGone || cause instanceof ZoomNotPermitted) {
        await this.#requireSameHost(user, link, cause);
      }
      if (!(cause instanceof ZoomMeetingGone)) throw cause;
      link.zoomDeletedAt ??= this.#clock.now();
      link.zoomIsStale = false;
      link.zoomIsUndecided = isLookOnly && !isPastItsLife(link, this.#clock.now());
      link.checkedAt = this.#clock.now();
      link.waiting = null;
      await this.#links.save(link);
      return null;
    }
  }

  /** To another Zoom account the meetings of the first one seem gone or forbidden; they are neither. */
  async #requireSameHost(user: User, link: Link, cause: ZoomError): Promise<void> {
    const person = await this.#people.of(user);
    if (person?.zoomUserId === link.zoomUserId) return;
    throw new SignInError(
      "credentialRevoked",
      "This meeting was made with another Zoom account. Connect that account again to change it.",
      cause,
    );
  }

  /**
   * Writes to Zoom what changed in Outlook. What cannot be written now is kept in `link.waiting`, with
   * the reason, and nothing is lost.
   * @throws AppError only for faults that waiting does not cure.
   */
  async push(user: User, link: Link, intent: PushIntent): Promise<void> {
    try {
      const meeting = await this.readZoom(user, link);
      if (!meeting || link.zoom?.state !== "present") return;
      // With nothing agreed, the engine lets Outlook's values count wherever the two differ.
      const agreed = intent === "merge" ? link.agreed : null;
      const now = this.#clock.now();
      const plan = reconcile(agreed, link.outlook, link.zoom, versionOnePolicy(now));
      if (plan.zoom.length > 0 && link.zoomMeetingId !== null) {
        const host = { zoomUserId: link.zoomUserId, meetingId: link.zoomMeetingId };
        const writer = new ZoomWriter(this.#clients.of(user), this.#budget, host, meeting);
        await writer.execute(plan.zoom);
        link.notices = [...plan.lost];
      }
      link.waiting = null;
      if (plan.agreed) {
        link.agreed = plan.agreed;
        if (plan.zoom.length > 0) {
          link.zoom = afterWriting(link.zoom, plan.zoom, plan.agreed);
        }
      }
    } catch (cause) {
      const waiting = waitingFor(cause, this.#clock.now());
      if (!waiting) throw cause;
      link.waiting = waiting;
      // Forgotten so that Outlook's values still win when the wait is over.
      if (intent === "outlookWins") link.agreed = null;
    }
    await this.#links.save(link);
  }

  /** When both sides say the same, that is what they agree on, however it came about. */
  #settle(link: Link): void {
    if (link.zoom?.state !== "present" || !link.agreed) return;
    const policy = versionOnePolicy(this.#clock.now());
    const plan = reconcile(link.agreed, link.outlook, link.zoom, policy);
    if (plan.zoom.length === 0 && plan.agreed) link.agreed = plan.agreed;
  }
}

/** Zoom as it is now: what was written, beside what somebody else changed there and nobody undid. */
export function afterWriting(
  zoom: ZoomPresent,
  actions: readonly ZoomAction[],
  { zoom: planned }: Agreed,
): ZoomPresent {
  return actions.reduce<ZoomPresent>((now, action) => {
    if (action.type !== "patchZoomMeeting") return { ...now, exceptions: planned.exceptions };
    const { topic = now.topic, schedule } = action.fields;
    return schedule
      ? { ...now, topic, schedule, exceptions: planned.exceptions }
      : { ...now, topic };
  }, zoom);
}

/** What a fault means for a change that is stored: when it can be tried again, or null if never. */
export function waitingFor(cause: unknown, now: Temporal.Instant): Waiting | null {
  if (cause instanceof ZoomDailyLimit) return { reason: "dailyLimit", until: retryAt(cause) };
  if (cause instanceof ZoomThrottled) return { reason: "zoomUnavailable", until: retryAt(cause) };
  if (cause instanceof ZoomUnavailable) {
    return { reason: "zoomUnavailable", until: now.add(retryAfterFault) };
  }
  return needsReconnecting(cause) ? { reason: "reconnectZoom", until: null } : null;
}

function needsReconnecting(cause: unknown): boolean {
  if (cause instanceof SignInError || cause instanceof ZoomTokenRefused) return true;
  return isScopeMissing(cause) || (cause instanceof AppError && cause.code === "zoom.notConnected");
}

function retryAt(cause: AppError): Temporal.Instant | null {
  return typeof cause.retry === "object" ? cause.retry.after : null;
}
