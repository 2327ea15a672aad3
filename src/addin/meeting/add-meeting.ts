import type { MeetingOptions, MeetingView } from "../../shared/api/meeting.ts";
import type { Api } from "../backend/api.ts";
import { ApiProblem } from "../backend/errors.ts";
import type { Appointment } from "./appointment.ts";
import { AppointmentNotReady, InvitationNotWritten } from "./errors.ts";
import type { Invitation } from "./invitation.ts";
import { agreeOnItemKey } from "./item-key.ts";

export interface AddMeetingPorts {
  appointment: Appointment;
  invitation: Invitation;
  api: Pick<Api, "addMeeting">;
  newKey(): string;
  wait(ms: number): Promise<void>;
}

/**
 * Gives the open appointment a Zoom meeting and writes it into the invitation. Doing it again puts
 * back what is missing and never makes a second meeting, for the key stays with the appointment.
 * @throws AppointmentNotReady before anything is changed.
 * @throws InvitationNotWritten when the meeting exists but the appointment does not show it.
 */
export async function addMeeting(
  ports: AddMeetingPorts,
  options?: MeetingOptions,
): Promise<MeetingView> {
  const { appointment } = ports;
  if (appointment.mode() !== "compose") throw new AppointmentNotReady("notOrganizer");
  const snapshot = await appointment.snapshot();
  if (Date.parse(snapshot.time.end) < Date.parse(snapshot.time.start)) {
    throw new AppointmentNotReady("endsBeforeStart");
  }
  const itemKey = await agreeOnItemKey(
    appointment.keys,
    () => ports.newKey(),
    (ms) => ports.wait(ms),
  );
  try {
    const meeting = await ports.api.addMeeting({
      itemKey,
      appointment: snapshot,
      ...(options === undefined ? {} : { options }),
    });
    await showInAppointment(ports, meeting);
    return meeting;
  } catch (error) {
    if (error instanceof ApiProblem && error.code === "meeting.isCopy") {
      return giveOwnMeeting(ports, options);
    }
    throw error;
  }
}

/** A copied appointment gets a key and a meeting of its own; the original keeps its link. */
export async function giveOwnMeeting(
  ports: AddMeetingPorts,
  options?: MeetingOptions,
): Promise<MeetingView> {
  const { appointment, invitation, api } = ports;
  const block = invitation.find(await appointment.body());
  const itemKey = ports.newKey();
  const meeting = await api.addMeeting({
    itemKey,
    appointment: await appointment.snapshot(),
    ...(options === undefined ? {} : { options }),
  });
  if (block !== null && block.joinUrl !== null && block.joinUrl !== meeting.joinUrl) {
    await appointment.removeFromLocation(block.joinUrl);
  }
  await appointment.keys.writeSession(itemKey);
  await showInAppointment(ports, meeting);
  return meeting;
}

/** The person may be typing while the body is replaced, so it is read again, and written once more. */
const writeAttempts = 2;

/**
 * Writes the join block, the location and the key, and looks whether they are there.
 * @throws InvitationNotWritten
 */
export async function showInAppointment(
  { appointment, invitation }: Pick<AddMeetingPorts, "appointment" | "invitation">,
  meeting: MeetingView,
): Promise<void> {
  try {
    for (let attempt = 1; attempt <= writeAttempts; attempt += 1) {
      await appointment.editBody((body) => invitation.put(body, meeting));
      const block = invitation.find(await appointment.body(), meeting.itemKey);
      if (block?.joinUrl === meeting.joinUrl) {
        await appointment.addToLocation(meeting.joinUrl);
        await appointment.storeItemKey(meeting.itemKey);
        return;
      }
    }
  } catch (cause) {
    throw new InvitationNotWritten(cause);
  }
  throw new InvitationNotWritten();
}
