import type { MeetingView } from "../../../../src/shared/api/meeting.ts";
import { createInvitation } from "../../../../src/addin/meeting/invitation.ts";

const publicUrl = "https://addin.example";
export const itemKey = "11111111-2222-4333-8444-555555555555";
export const joinUrl = "https://contoso.zoom.us/j/86123456789?pwd=abc.1";

export const meetingView = (changes: Partial<MeetingView> = {}): MeetingView => ({
  itemKey,
  state: "reserved",
  zoomMeetingId: "86123456789",
  joinUrl,
  passcode: "348991",
  topic: "Weekly planning",
  hostEmail: "ada@contoso.example",
  recurrence: "single",
  notices: [],
  options: {},
  health: { state: "inStep" },
  checkedAt: "2026-11-23T12:00:00Z",
  ...changes,
});

export const invitation = createInvitation({ publicUrl, zoomHosts: [], language: "en-US" });

/** A body as Outlook shows it after the meeting was added. */
export const bodyWithBlock = (meeting: MeetingView = meetingView()): string =>
  invitation.put(
    { format: "html", content: "<html><body><div>Agenda</div></body></html>" },
    meeting,
  ).content;
