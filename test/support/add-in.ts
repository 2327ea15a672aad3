import { createInvitation } from "../../src/addin/meeting/invitation.ts";
import { type StoredEvent } from "../../src/sandbox/world/model.ts";
import { type AppointmentTime } from "../../src/shared/api/appointment.ts";
import { type MeetingView } from "../../src/shared/api/meeting.ts";
import { ada, appointment, newItemKey, type RunningProduct } from "./product.ts";

/** What the add-in has put into Ada's new appointment; `null` and the status where it was refused. */
export interface AddedMeeting {
  status: number;
  meeting: MeetingView | null;
  /** Body and location of the appointment, to be saved. */
  written: Partial<Pick<StoredEvent, "body" | "location">>;
}

/**
 * Ada clicks *Add a Zoom meeting* in a new appointment.
 * @param notes what she wrote before, as HTML
 */
export async function addWithPane(
  product: RunningProduct,
  about: { subject: string; time: AppointmentTime },
  notes = "",
): Promise<AddedMeeting> {
  const caller = await product.signIn(ada);
  const { status, body: meeting } = await caller.call<MeetingView>("POST", "/api/meetings", {
    itemKey: newItemKey(),
    appointment: appointment(about),
  });
  if (status !== 200) return { status, meeting: null, written: {} };
  const { publicUrl } = product.config;
  const invitation = createInvitation({ publicUrl, zoomHosts: [], language: "en" });
  const { content } = invitation.put({ format: "html", content: notes }, meeting);
  return {
    status,
    meeting,
    written: {
      body: { contentType: "html", content },
      location: { displayName: meeting.joinUrl, locationType: "default" },
    },
  };
}
