import { type AppointmentSnapshot } from "../../shared/api/appointment.ts";
import { itemKey as toItemKey } from "../../sync/ids.ts";
import { type User } from "../identity/users.ts";
import { type Link } from "./link.ts";
import { type Links } from "./links.ts";

interface Found {
  link: Link;
  /** The appointment carries the meeting of another appointment. */
  isCopy: boolean;
}

const meetingNumber = /\/(?:j|w|s)\/(\d{9,11})(?:\D|$)/;

/**
 * Finds an appointment's link by its item key, and by the join link in its text when Outlook lost the
 * key (custom properties vanish from edited occurrences). Keys travel with copies, so neither proves
 * that the appointment is the one the meeting was made for.
 */
export class LinkFinder {
  readonly #links: Links;

  constructor(links: Links) {
    this.#links = links;
  }

  async find(
    user: User,
    itemKey: string | undefined,
    appointment: AppointmentSnapshot,
  ): Promise<Found | null> {
    const byKey = itemKey === undefined ? null : await this.#links.byKey(user, toItemKey(itemKey));
    const candidates = byKey ? [byKey] : await this.#byJoinUrls(user, appointment.joinUrls);
    const link = candidates.find((candidate) => candidate.state !== "removed");
    return link ? { link, isCopy: isCopyOf(link, appointment) } : null;
  }

  #byJoinUrls(user: User, urls: readonly string[]): Promise<Link[]> {
    const numbers = urls.flatMap((url) => {
      const [, number] = meetingNumber.exec(decodeURIComponentSafely(url)) ?? [];
      return number === undefined ? [] : [number];
    });
    return this.#links.byMeeting(user, [...new Set(numbers)]);
  }
}

function isCopyOf(link: Link, appointment: AppointmentSnapshot): boolean {
  if (appointment.kind === "occurrence") {
    const series = link.outlookItemId ?? link.outlookSeriesId;
    return differ(series, appointment.outlookSeriesId);
  }
  return differ(link.outlookItemId, appointment.outlookItemId);
}

function differ(known: string | null, given: string | undefined): boolean {
  return known !== null && given !== undefined && known !== given;
}

/** Safe Links wrap a join link as an encoded parameter. */
function decodeURIComponentSafely(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch (error) {
    if (error instanceof URIError) return text;
    throw error;
  }
}
