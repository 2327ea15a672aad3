import type { FieldDifference, MeetingView } from "../../shared/api/meeting.ts";
import type { Api } from "../backend/api.ts";
import { OfficeCallError } from "../outlook/call.ts";
import type { AddMeetingPorts } from "./add-meeting.ts";
import type { Appointment } from "./appointment.ts";

type Ports = Pick<AddMeetingPorts, "appointment"> & { api: Pick<Api, "report"> };

/** Asks the server to write Outlook's values to Zoom now. */
export async function pushToZoom(ports: Ports, itemKey: string): Promise<MeetingView | null> {
  return reportNow(ports, itemKey, "pushed");
}

/** Writes Zoom's values into the open appointment. It is saved or sent by the person, as always. */
export async function takeFromZoom(
  ports: Ports,
  itemKey: string,
  differences: readonly FieldDifference[],
): Promise<MeetingView | null> {
  for (const difference of differences) await applyZoom(ports.appointment, difference);
  return reportNow(ports, itemKey, "applied");
}

async function applyZoom(appointment: Appointment, difference: FieldDifference): Promise<void> {
  switch (difference.field) {
    case "subject":
      return appointment.writeSubject(difference.zoom);
    case "time":
      return appointment.writeTime(difference.zoom);
    case "recurrence": {
      // Office.js has no call that ends a series.
      if (difference.zoom === null) throw new OfficeCallError("recurrence.setAsync", "unsupported");
      const { time } = await appointment.snapshot();
      return appointment.writeRecurrence(difference.zoom, time);
    }
  }
}

async function reportNow(
  { appointment, api }: Ports,
  itemKey: string,
  action: "pushed" | "applied",
): Promise<MeetingView | null> {
  const reply = await api.report({ itemKey, action, appointment: await appointment.snapshot() });
  return reply.meeting;
}
