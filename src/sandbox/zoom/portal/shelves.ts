import { type StoredMeeting } from "../core/meeting.ts";
import { type ListedMeeting, type Shelf } from "./portal-pages.ts";

/** Which list the address asks for, and what to look for in it. */
export function readShelf(query: { show?: string; q?: string }): { shelf: Shelf; search: string } {
  const shelf = (["upcoming", "previous", "deleted"] as const).find((one) => one === query.show);
  return { shelf: shelf ?? "upcoming", search: query.q ?? "" };
}

const mostLines = 200;

/** A person's meetings as the portal lists them: a series once per occurrence. */
export function listShelf(
  meetings: readonly StoredMeeting[],
  shelf: Shelf,
  search: string,
  now: number,
): ListedMeeting[] {
  const wanted = search.toLowerCase().trim();
  const matches = ({ topic, id }: StoredMeeting) =>
    topic.toLowerCase().includes(wanted) || String(id).includes(wanted.replaceAll(" ", "") || " ");
  const lines = meetings
    .filter((meeting) => wanted === "" || matches(meeting))
    .flatMap((meeting) => linesOf(meeting, shelf, now));
  const order = shelf === "upcoming" ? 1 : -1;
  lines.sort((a, b) => order * (a.startTime ?? "").localeCompare(b.startTime ?? ""));
  return lines.slice(0, mostLines);
}

function linesOf(meeting: StoredMeeting, shelf: Shelf, now: number): ListedMeeting[] {
  if (shelf === "deleted" || meeting.type !== 8) {
    const isOver =
      meeting.startTime !== null &&
      Date.parse(meeting.startTime) + meeting.duration * 60_000 <= now;
    const isHere = shelf === "deleted" || isOver === (shelf === "previous");
    return isHere ? [{ meeting, startTime: meeting.startTime }] : [];
  }
  return meeting.occurrences
    .filter(
      ({ status, start_time, duration }) =>
        status === "available" &&
        Date.parse(start_time) + duration * 60_000 <= now === (shelf === "previous"),
    )
    .map(({ start_time }) => ({ meeting, startTime: start_time }));
}
