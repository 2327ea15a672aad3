import type { Me } from "../../../shared/api/account.ts";
import type { AppointmentSnapshot } from "../../../shared/api/appointment.ts";
import type { MeetingView, OutlookAction } from "../../../shared/api/meeting.ts";
import { findForeignProviders } from "../../meeting/foreign-links.ts";
import { findItemKey } from "../../meeting/item-key.ts";
import type { PanePorts } from "./pane-ports.ts";
import {
  idle,
  type MeetingState,
  type PaneState,
  type ReadyState,
  type Scheduling,
} from "./pane-state.ts";

type Kept = Pick<Scheduling, "account" | "chosen">;
const nothingKept: Kept = { account: { state: "loading" }, chosen: {} };

/**
 * Reads the appointment and asks the server what it knows of it.
 * @throws SignInError, ApiUnreachable, ApiProblem, OfficeCallError
 */
export async function loadPane(ports: PanePorts, kept: Kept = nothingKept): Promise<PaneState> {
  if (ports.appointment.mode() !== "compose") return { screen: "notOrganizer" };
  const me = await ports.api.me();
  if (me.zoom.state === "notConnected") return { screen: "connectZoom", ...idle };
  const [{ snapshot, meeting }, foreign, owner] = await Promise.all([
    readMeeting(ports, me, "opened"),
    readForeign(ports),
    ports.calendarOwner(),
  ]);
  const scheduling: Scheduling = { ...idle, ...kept, me, owner, foreign };
  return meeting === null
    ? readyState(scheduling, snapshot)
    : meetingState(scheduling, meeting, snapshot);
}

/** The same screen with the appointment read again; `action` tells the server why. */
export async function reloadAppointment(
  ports: PanePorts,
  state: ReadyState | MeetingState,
  action: OutlookAction,
): Promise<PaneState> {
  const [{ snapshot, meeting }, foreign] = await Promise.all([
    readMeeting(ports, state.me, action),
    readForeign(ports),
  ]);
  const scheduling: Scheduling = {
    ...idle,
    done: state.done,
    me: state.me,
    owner: state.owner,
    foreign,
    account: state.account,
    chosen: state.chosen,
  };
  if (meeting !== null) return meetingState(scheduling, meeting, snapshot);
  const undoable = state.screen === "ready" ? state.undoable : null;
  return { ...readyState(scheduling, snapshot), undoable };
}

interface Read {
  snapshot: AppointmentSnapshot;
  meeting: MeetingView | null;
}

async function readMeeting(ports: PanePorts, me: Me, action: OutlookAction): Promise<Read> {
  const [snapshot, itemKey] = await Promise.all([
    ports.appointment.snapshot(),
    findItemKey(ports.appointment.keys),
  ]);
  const request = { ...(itemKey === null ? {} : { itemKey }), appointment: snapshot };
  const { meeting } =
    itemKey !== null && action === "edited" && me.syncVersion !== "off"
      ? await ports.api.report({ ...request, action })
      : await ports.api.lookUp(request);
  const present = meeting === null || meeting.state === "removed" ? null : meeting;
  // An occurrence that lost its stored key is known by its link: remember what was found.
  if (present !== null && itemKey === null) {
    await ports.appointment.keys.writeSession(present.itemKey);
  }
  return { snapshot, meeting: present };
}

const readForeign = async ({ appointment }: PanePorts): Promise<Scheduling["foreign"]> =>
  findForeignProviders(await appointment.body(), await appointment.location());

const readyState = (scheduling: Scheduling, { time }: AppointmentSnapshot): ReadyState => ({
  ...scheduling,
  screen: "ready",
  endsBeforeStart: Date.parse(time.end) < Date.parse(time.start),
  undoable: null,
});

const meetingState = (
  scheduling: Scheduling,
  meeting: MeetingView,
  snapshot: AppointmentSnapshot,
): MeetingState => ({
  ...scheduling,
  screen: "meeting",
  meeting,
  chosen: { ...meeting.options, ...scheduling.chosen },
  blockMissing:
    meeting.health.state !== "copy" &&
    !(snapshot.hasJoinBlock && snapshot.joinUrls.includes(meeting.joinUrl)),
});
