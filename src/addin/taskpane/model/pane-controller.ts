import type { FieldDifference, MeetingOptions, MeetingView } from "../../../shared/api/meeting.ts";
import { SignInError } from "../../auth/errors.ts";
import { ApiUnreachable } from "../../backend/errors.ts";
import { addMeeting, giveOwnMeeting, showInAppointment } from "../../meeting/add-meeting.ts";
import { explain } from "../../meeting/explain.ts";
import { hideFromAppointment, removeMeeting, undoRemoval } from "../../meeting/remove-meeting.ts";
import { pushToZoom, takeFromZoom } from "../../meeting/settle-differences.ts";
import { ActivityLog } from "./activity-log.ts";
import { loadPane, reloadAppointment } from "./load-pane.ts";
import type { PanePorts } from "./pane-ports.ts";
import {
  idle,
  type Activity,
  type Done,
  type MeetingState,
  type PaneState,
  type ReadyState,
} from "./pane-state.ts";

const undoMs = 10_000;
/** Outlook raises several events for one change, the first ones with old values. */
const quietMs = 700;

/**
 * What the pane knows and can do, without a picture of it. Clicks run one at a time; every one of
 * them ends in a state that says what happened.
 */
export class PaneController {
  readonly log: ActivityLog;
  readonly #ports: PanePorts;
  readonly #listeners = new Set<() => void>();
  #state: PaneState = { screen: "loading" };
  #stopUndo: () => void = () => undefined;
  #stopQuiet: () => void = () => undefined;

  constructor(ports: PanePorts) {
    this.#ports = ports;
    this.log = new ActivityLog(() => ports.now());
  }

  readonly getState = (): PaneState => this.#state;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** Reads everything from the start: at opening, after signing in, and for Try again. */
  async load(): Promise<void> {
    try {
      this.#set(await loadPane(this.#ports));
      this.log.done("load");
    } catch (error) {
      this.#loadFailed(error);
      return;
    }
    if (this.#scheduling() !== null) await Promise.all([this.#readAccount(), this.#leaveTicket()]);
  }

  async retry(): Promise<void> {
    this.#set({ screen: "loading" });
    await this.load();
  }

  async signIn(): Promise<void> {
    await this.#act("signIn", async () => {
      await this.#ports.signIn.token({ interactive: true, renew: false });
      await this.load();
    });
  }

  async connectZoom(): Promise<void> {
    await this.#act("connectZoom", async () => {
      await this.#ports.connectZoom();
      await this.load();
    });
  }

  choose(options: MeetingOptions): void {
    const state = this.#scheduling();
    if (state !== null) this.#set({ ...state, chosen: { ...state.chosen, ...options } });
  }

  async add(): Promise<void> {
    const state = this.#scheduling();
    if (state?.screen !== "ready") return;
    await this.#act("add", async () => {
      const options = Object.keys(state.chosen).length === 0 ? undefined : state.chosen;
      const meeting = await this.#ports.oneAtATime(() => addMeeting(this.#ports, options));
      this.#stopUndo();
      this.#showMeeting(meeting, "added", true);
    });
  }

  async updateOptions(): Promise<void> {
    await this.#withMeeting("update", async ({ meeting, chosen }) => {
      const changed = await this.#ports.api.changeOptions(meeting.itemKey, chosen);
      // A new passcode is part of the link and of the text attendees read.
      const rewrite = changed.joinUrl !== meeting.joinUrl || changed.passcode !== meeting.passcode;
      if (rewrite) {
        await this.#ports.appointment.removeFromLocation(meeting.joinUrl);
        await showInAppointment(this.#ports, changed);
      }
      this.#showMeeting(changed, "updated", rewrite);
    });
  }

  async remove(): Promise<void> {
    await this.#withMeeting("remove", async (state) => {
      await removeMeeting(this.#ports, state.meeting);
      this.#showReady(state, state.meeting.itemKey);
      this.#stopUndo = this.#ports.after(undoMs, () => this.#forgetUndo());
    });
  }

  async undo(): Promise<void> {
    const state = this.#scheduling();
    const itemKey = state?.screen === "ready" ? state.undoable : null;
    if (itemKey === null) return;
    this.#stopUndo();
    await this.#act("undo", async () => {
      this.#showMeeting(await undoRemoval(this.#ports, itemKey), null, true);
    });
  }

  async push(): Promise<void> {
    await this.#withMeeting("push", async ({ meeting }) => {
      const pushed = await pushToZoom(this.#ports, meeting.itemKey);
      if (pushed !== null) this.#showMeeting(pushed, "updated", false);
    });
  }

  async take(differences: readonly FieldDifference[]): Promise<void> {
    await this.#withMeeting("take", async ({ meeting }) => {
      const taken = await takeFromZoom(this.#ports, meeting.itemKey, differences);
      if (taken !== null) this.#showMeeting(taken, "taken", false);
    });
  }

  async recover(): Promise<void> {
    await this.#withMeeting("recover", async ({ meeting }) => {
      this.#showMeeting(await undoRemoval(this.#ports, meeting.itemKey), null, true);
    });
  }

  /** Takes a link out of the appointment and leaves Zoom alone: it is dead, or another one's. */
  async strip(): Promise<void> {
    await this.#withMeeting("strip", async (state) => {
      await hideFromAppointment(this.#ports, state.meeting);
      this.#showReady(state, null);
      await this.#hideBar();
    });
  }

  async putBack(): Promise<void> {
    await this.#withMeeting("putBack", async ({ meeting }) => {
      await showInAppointment(this.#ports, meeting);
      this.#showMeeting(meeting, null, true);
    });
  }

  async giveOwnMeeting(): Promise<void> {
    await this.#withMeeting("ownMeeting", async () => {
      const meeting = await this.#ports.oneAtATime(() => giveOwnMeeting(this.#ports));
      this.#showMeeting(meeting, "added", true);
    });
  }

  async keepInStep(on: boolean): Promise<void> {
    await this.#act("settings", async () => {
      const me = await this.#ports.api.changeMe({ syncVersion: on ? "v1" : "off" });
      const state = this.#scheduling();
      if (state !== null) this.#set({ ...state, ...idle, me, done: "saved" });
    });
  }

  /** The form changed, or came back to the front: reads it again once it has been quiet. */
  formChanged(action: "edited" | "opened" = "edited"): void {
    this.#stopQuiet();
    this.#stopQuiet = this.#ports.after(quietMs, () => void this.#reload(action));
  }

  dispose(): void {
    this.#stopUndo();
    this.#stopQuiet();
    this.#listeners.clear();
  }

  async #reload(action: "edited" | "opened"): Promise<void> {
    const state = this.#scheduling();
    if (state?.busy !== null) return;
    try {
      const next = await reloadAppointment(this.#ports, state, action);
      // A click in the meantime knows better.
      if (this.#state === state) this.#set(next);
    } catch (error) {
      this.log.failed("reload", error);
    }
  }

  async #readAccount(): Promise<void> {
    const known = await this.#ports.api.options().then(
      (defaults) => ({ state: "known" as const, defaults }),
      (error: unknown) => {
        this.log.failed("options", error);
        return { state: "failed" as const };
      },
    );
    const state = this.#scheduling();
    if (state !== null) this.#set({ ...state, account: known });
  }

  async #leaveTicket(): Promise<void> {
    try {
      await this.#ports.ensureTicket();
    } catch (error) {
      // Handlers then stay silent; the next opened pane tries again.
      this.log.failed("ticket", error);
    }
  }

  async #withMeeting(
    activity: Activity,
    work: (state: MeetingState) => Promise<void>,
  ): Promise<void> {
    const state = this.#scheduling();
    if (state?.screen === "meeting") await this.#act(activity, () => work(state));
  }

  async #act(activity: Activity, work: () => Promise<void>): Promise<void> {
    if ("busy" in this.#state) {
      if (this.#state.busy !== null) return;
      this.#set({ ...this.#state, busy: activity, failure: null, done: null });
    }
    try {
      await work();
      this.log.done(activity);
    } catch (error) {
      this.log.failed(activity, error);
      this.#actFailed(error);
    }
  }

  #actFailed(error: unknown): void {
    const failure = explain(error);
    if (failure.needs === "signIn" && this.#state.screen !== "signedOut") {
      this.#set({ screen: "signedOut", ...idle, failure });
    } else if (failure.needs === "connectZoom" && this.#state.screen === "ready") {
      this.#set({ screen: "connectZoom", ...idle, failure });
    } else if ("busy" in this.#state) {
      this.#set({ ...this.#state, busy: null, failure });
    }
  }

  #loadFailed(error: unknown): void {
    this.log.failed("load", error);
    const failure = explain(error);
    if (failure.needs === "signIn") {
      // The first visit is no failure.
      this.#set({ screen: "signedOut", ...idle });
    } else if (error instanceof SignInError && error.failure !== "network") {
      this.#set({ screen: "signedOut", ...idle, failure });
    } else if (failure.needs === "connectZoom") {
      this.#set({ screen: "connectZoom", ...idle });
    } else {
      this.#set({
        screen: "unreachable",
        ...idle,
        failure: error instanceof ApiUnreachable ? null : failure,
      });
    }
  }

  /** @param inInvitation false when nothing was written into the body, so it may still miss the link. */
  #showMeeting(meeting: MeetingView, done: Done | null, inInvitation: boolean): void {
    const state = this.#scheduling();
    if (state === null) return;
    const { me, owner, foreign, account } = state;
    const missedBefore = state.screen === "meeting" && state.blockMissing;
    this.#set({
      screen: "meeting",
      ...idle,
      done,
      me,
      owner,
      foreign,
      account,
      chosen: meeting.options,
      meeting,
      blockMissing: missedBefore && !inInvitation,
    });
    if (["inStep", "waiting"].includes(meeting.health.state)) void this.#hideBar();
  }

  /** What the bar above the appointment complained about has just been put right. */
  async #hideBar(): Promise<void> {
    try {
      await this.#ports.hideBar();
    } catch (error) {
      this.log.failed("hideBar", error);
    }
  }

  #showReady({ me, owner, foreign, account }: MeetingState, undoable: string | null): void {
    const done = "removed";
    const chosen = {};
    const endsBeforeStart = false;
    this.#set({
      screen: "ready",
      ...idle,
      me,
      owner,
      foreign,
      account,
      chosen,
      endsBeforeStart,
      undoable,
      done,
    });
  }

  #forgetUndo(): void {
    const state = this.#scheduling();
    if (state?.screen === "ready" && state.busy === null) {
      this.#set({ ...state, undoable: null, done: null });
    }
  }

  #scheduling(): ReadyState | MeetingState | null {
    const { screen } = this.#state;
    return screen === "ready" || screen === "meeting" ? this.#state : null;
  }

  #set(state: PaneState): void {
    this.#state = state;
    for (const listener of [...this.#listeners]) listener();
  }
}
