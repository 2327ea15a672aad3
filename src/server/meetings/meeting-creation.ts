import { agreeOn } from "../../sync/agreement.ts";
import { reconcile } from "../../sync/reconcile.ts";
import { type SyncPolicy } from "../../sync/model.ts";
import { type ZoomAction } from "../../sync/plan.ts";
import { type Clock } from "../clock.ts";
import { Bug } from "../errors.ts";
import { type User } from "../identity/users.ts";
import { ZoomUnavailable } from "../zoom/errors.ts";
import { createBody } from "../zoom/meeting-body.ts";
import { type CreateMeetingBody, type ZoomMeeting } from "../zoom/meeting-schema.ts";
import { type ZoomClient } from "../zoom/zoom-client.ts";
import { type ZoomClients } from "../zoom/zoom-clients.ts";
import { accessOf, zoomStateOf } from "../zoom/zoom-state.ts";
import { findLostMeeting } from "./adoption.ts";
import { type CreateAttempt, type Link } from "./link.ts";
import { type Links } from "./links.ts";
import { type MeetingDefaults } from "./meeting-defaults.ts";
import { versionOnePolicy } from "./sync-policy.ts";
import { type WriteBudget } from "./write-budget.ts";

/**
 * Gives a link its Zoom meeting, exactly one: the attempt is written down before the call, and a call
 * whose answer was lost is looked for before another one is made. The caller holds the link's lease.
 */
export class MeetingCreation {
  readonly #links: Links;
  readonly #clients: ZoomClients;
  readonly #defaults: MeetingDefaults;
  readonly #budget: WriteBudget;
  readonly #clock: Clock;

  constructor(
    links: Links,
    clients: ZoomClients,
    defaults: MeetingDefaults,
    budget: WriteBudget,
    clock: Clock,
  ) {
    this.#links = links;
    this.#clients = clients;
    this.#defaults = defaults;
    this.#budget = budget;
    this.#clock = clock;
  }

  /** @param policy what version 2 says for this connection; version 1 without it */
  async create(user: User, link: Link, policy?: SyncPolicy): Promise<void> {
    const client = this.#clients.of(user);
    const isFull = policy !== undefined;
    const lost = await this.adoptLost(client, link, isFull);
    if (lost) return;

    const action = this.#plan(link, policy ?? versionOnePolicy(this.#clock.now()));
    const body = createBody(action.fields, await this.#optionsOf(user, link, action));
    link.createAttempt = this.#attemptOf(body);
    await this.#links.save(link);
    await this.#budget.count(link.zoomUserId);
    let meeting: ZoomMeeting;
    try {
      meeting = await client.createMeeting(body);
    } catch (cause) {
      if (!(cause instanceof ZoomUnavailable)) {
        link.createAttempt = null;
        await this.#links.save(link);
        throw cause;
      }
      if (await this.adoptLost(client, link, isFull)) return;
      throw cause;
    }
    link.notices = [...action.lost];
    await this.#take(link, meeting, isFull);
  }

  /** True when an earlier create of this link had worked after all, and the meeting is now its own. */
  async adoptLost(client: ZoomClient, link: Link, isFull = false): Promise<boolean> {
    if (!link.createAttempt) return false;
    const meetingId = await findLostMeeting(client, link.createAttempt, (id) =>
      this.#links.isLinked(link.tenantId, id),
    );
    if (meetingId === null) return false;
    await this.#take(link, await client.getMeeting(meetingId), isFull);
    return true;
  }

  async #take(link: Link, meeting: ZoomMeeting, isFull: boolean): Promise<void> {
    const zoom = zoomStateOf(meeting, { full: isFull });
    link.zoomMeetingId = zoom.id;
    link.access = accessOf(meeting);
    link.zoom = zoom;
    link.agreed = agreeOn(link.outlook, zoom);
    link.createAttempt = null;
    link.zoomDeletedAt = null;
    link.zoomIsStale = false;
    link.waiting = null;
    link.checkedAt = this.#clock.now();
    await this.#links.save(link);
  }

  #plan(link: Link, policy: SyncPolicy): Extract<ZoomAction, { type: "createZoomMeeting" }> {
    const never = { state: "absent", reason: "never", recoverableUntil: null } as const;
    const plan = reconcile(null, link.outlook, never, { ...policy, window: null });
    const action = plan.zoom.find((candidate) => candidate.type === "createZoomMeeting");
    if (!action) throw new Bug("The engine did not plan a meeting for a new appointment");
    return action;
  }

  /** What the person chose, on top of what their Zoom account does by default. */
  async #optionsOf(
    user: User,
    link: Link,
    action: Extract<ZoomAction, { type: "createZoomMeeting" }>,
  ): Promise<Link["options"]> {
    const options = { ...(await this.#defaults.of(user)).values, ...link.options };
    // Zoom gives a passcode by the account's own rules unless the person chose.
    if (link.options.passcode === undefined) delete options.passcode;
    // Zoom has no series in a personal room.
    if (action.fields.schedule.kind === "fixedTime") options.meetingId = "automatic";
    return options;
  }

  #attemptOf(body: CreateMeetingBody): CreateAttempt {
    const attempt: CreateAttempt = {
      at: this.#clock.now().toString(),
      topic: body.topic,
      type: body.type,
    };
    if (body.duration !== undefined) attempt.duration = body.duration;
    if (body.start_time !== undefined) attempt.startTime = body.start_time;
    return attempt;
  }
}
