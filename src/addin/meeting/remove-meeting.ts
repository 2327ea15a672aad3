import type { MeetingView } from "../../shared/api/meeting.ts";
import type { Api } from "../backend/api.ts";
import { ApiProblem } from "../backend/errors.ts";
import { showInAppointment, type AddMeetingPorts } from "./add-meeting.ts";
import { InvitationNotRemoved } from "./errors.ts";

type Ports = Pick<AddMeetingPorts, "appointment" | "invitation">;

/**
 * Takes the meeting out of the appointment and deletes it in Zoom: both or neither. When Zoom keeps
 * it, the invitation gets its join block back.
 * @throws InvitationNotRemoved, and what the server throws.
 */
export async function removeMeeting(
  ports: Ports & { api: Pick<Api, "removeMeeting"> },
  meeting: MeetingView,
): Promise<void> {
  await hideFromAppointment(ports, meeting);
  try {
    await ports.api.removeMeeting(meeting.itemKey);
  } catch (error) {
    // Already gone is what was asked for.
    if (error instanceof ApiProblem && (error.status === 404 || error.status === 410)) return;
    await showInAppointment(ports, meeting);
    throw error;
  }
}

/** Removes our part of the appointment and nothing else. */
export async function hideFromAppointment(
  { appointment, invitation }: Ports,
  meeting: Pick<MeetingView, "itemKey" | "joinUrl">,
): Promise<void> {
  try {
    await appointment.editBody((body) => invitation.remove(body, meeting.itemKey));
    await appointment.removeFromLocation(meeting.joinUrl);
    await appointment.forgetItemKey();
  } catch (cause) {
    throw new InvitationNotRemoved(cause);
  }
}

/** Undoes a removal: Zoom brings the same meeting back, with the same link. */
export async function undoRemoval(
  ports: Ports & { api: Pick<Api, "recoverMeeting"> },
  itemKey: string,
): Promise<MeetingView> {
  const meeting = await ports.api.recoverMeeting(itemKey);
  await ports.appointment.keys.writeSession(meeting.itemKey);
  await showInAppointment(ports, meeting);
  return meeting;
}
