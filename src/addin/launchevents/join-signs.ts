import type { ItemBody } from "../outlook/body.ts";
import type { FoundJoins } from "../outlook/snapshot.ts";

const uuid = "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}";
/** The link of our join block that names the appointment, plain or wrapped into another link. */
const marker = new RegExp(`/portal/activity(?:#|%23)z(?:=|%3D)(${uuid})`, "i");
/** Paths of Zoom's join links, whatever host the account uses. */
const joinLink =
  /https:\/\/[\w.:-]+(?:\/[\w.-]+)*\/(?:j\/\d{9,11}|my\/[\w.-]+|w\/\d{9,11})(?:\?[^\s"'<>)\];]*)?/gi;

const decodeAmpersands = (text: string): string => text.replace(/&(?:amp|#38|#x26);/gi, "&");

/** The key named by the join block, for items whose stored properties were lost. */
export function keyInBody(content: string): string | null {
  const found = marker.exec(withoutQuotes(content));
  return found?.[1] ? found[1].toLowerCase() : null;
}

/**
 * Looks for signs of online meetings without parsing: good enough to ask our server about, and small
 * enough for the handlers' file.
 */
export function findJoinSigns(body: ItemBody, location: string): FoundJoins {
  const own = withoutQuotes(body.content);
  const text = decodeAmpersands(`${own} ${location}`);
  const joinUrls = (text.match(joinLink) ?? []).filter((url, at, all) => all.indexOf(url) === at);
  const hasLinkInBody = decodeAmpersands(own).search(joinLink) >= 0;
  return { hasJoinBlock: marker.test(own) && hasLinkInBody, joinUrls };
}

/** Everything below the line Outlook draws above a quoted message belongs to another item. */
function withoutQuotes(content: string): string {
  const at = content.search(/<[^<>]+id=["']?(?:x_)*divRplyFwdMsg/i);
  return at < 0 ? content : content.slice(0, at);
}

/** Whether one of `urls` leads into the meeting, with or without a passcode in the link. */
export const leadsTo = (
  urls: string[],
  meeting: { joinUrl: string; zoomMeetingId: string },
): boolean =>
  urls.some(
    (url) =>
      url === meeting.joinUrl || new RegExp(`/[jw]/${meeting.zoomMeetingId}(?!\\d)`).test(url),
  );
