import { joinUrlOf } from "./meeting-view.ts";
import { type StoredMeeting } from "./meeting.ts";
import { type ZoomUser } from "./users.ts";
import { type ZoomWorld } from "./zoom-state.ts";

interface Words {
  invites: string;
  topic: string;
  time: string;
  recurring: string;
  join: string;
  id: string;
  passcode: string;
}

const english: Words = {
  invites: "is inviting you to a scheduled Zoom meeting.",
  topic: "Topic",
  time: "Time",
  recurring: "This is a recurring meeting, meet anytime",
  join: "Join Zoom Meeting",
  id: "Meeting ID",
  passcode: "Passcode",
};

const german: Words = {
  invites: "lädt Sie zu einem geplanten Zoom-Meeting ein.",
  topic: "Thema",
  time: "Zeit",
  recurring: "Dies ist ein wiederkehrendes Meeting; es kann jederzeit stattfinden",
  join: "Zoom-Meeting beitreten",
  id: "Meeting-ID",
  passcode: "Kenncode",
};

/** Eleven digits as people read them: `812 3456 7890`. */
export const spellMeetingId = (id: number): string =>
  String(id).replace(/^(\d{3})(\d{4})(\d{4})$/, "$1 $2 $3");

/** The invitation as plain text with CRLF, in the host's language. */
export function writeInvitation(world: ZoomWorld, meeting: StoredMeeting, host: ZoomUser): string {
  const words = host.language.startsWith("de") ? german : english;
  const lines = [
    `${host.displayName} ${words.invites}`,
    "",
    `${words.topic}: ${meeting.topic}`,
    meeting.startTime === null
      ? words.recurring
      : `${words.time}: ${spellTime(meeting.startTime, meeting.timezone, host.language)}`,
    "",
    words.join,
    joinUrlOf(world, meeting),
    "",
    `${words.id}: ${spellMeetingId(meeting.id)}`,
    ...(meeting.password === "" ? [] : [`${words.passcode}: ${meeting.password}`]),
    "",
    "",
  ];
  return lines.join("\r\n");
}

function spellTime(startTime: string, zone: string, language: string): string {
  const time = new Intl.DateTimeFormat(language, {
    dateStyle: "medium",
    timeStyle: "short",
    timeZone: zone,
  }).format(new Date(startTime));
  return `${time.replaceAll("\u202f", " ")} ${zone}`;
}
