import { describe, expect, test } from "@jest/globals";
import { graphEventId, itemKey, zoomMeetingId } from "../../../src/sync/ids.ts";
import { findJoinUrls, readJoinUrl } from "../../../src/shared/invitation/invitation.ts";
import {
  identify,
  meetingIdsIn,
  type EventClues,
  type Link,
  type LinkDirectory,
} from "../../../src/sync/identity.ts";

const link: Link = {
  itemKey: itemKey("0f0f0f0f-0000-4000-8000-000000000001"),
  eventId: graphEventId("event"),
  zoomMeetingId: zoomMeetingId("81234567890"),
  isEventAlive: true,
};
const directory = (...links: Link[]): LinkDirectory => ({
  byEventId: (id) => links.find(({ eventId }) => eventId === id) ?? null,
  byItemKey: (key) => links.find(({ itemKey }) => itemKey === key) ?? null,
  byZoomMeetingId: (id) => links.find(({ zoomMeetingId }) => zoomMeetingId === id) ?? null,
});
const bare: EventClues = {
  eventId: graphEventId("event"),
  seriesMasterId: null,
  namedProperty: null,
  customProperties: null,
  joinUrls: [],
};
const joinUrl = "https://example.zoom.us/j/81234567890?pwd=abc";

describe("identity", () => {
  test("[ID1] believes the stronger evidence first", () => {
    const other: Link = {
      ...link,
      itemKey: itemKey("k2"),
      eventId: null,
      zoomMeetingId: zoomMeetingId("82222222222"),
    };
    const known = directory(link, other);
    const clues = { ...bare, namedProperty: other.zoomMeetingId, joinUrls: [joinUrl] };
    expect(identify(clues, known)).toMatchObject({ by: "record", link });
    const fresh = { ...clues, eventId: graphEventId("fresh") };
    expect(identify(fresh, known)).toMatchObject({ by: "namedProperty", link: other });
    const keyed = {
      ...bare,
      eventId: null,
      customProperties: { itemKey: other.itemKey, zoomMeetingId: null },
    };
    expect(identify(keyed, known)).toMatchObject({ by: "customProperties", link: other });
  });

  test("[ID2] [X6] recognises an exception whose properties vanished", () => {
    const exception = {
      ...bare,
      eventId: graphEventId("occurrence"),
      seriesMasterId: graphEventId("event"),
    };
    expect(identify(exception, directory(link))).toMatchObject({
      kind: "linked",
      by: "seriesMaster",
      isRestored: true,
    });
    const onlyUrl = { ...bare, eventId: null, joinUrls: [joinUrl] };
    expect(identify(onlyUrl, directory(link))).toMatchObject({ kind: "linked", by: "joinUrl" });
  });

  test("[ID3] [X19] takes a second event with the same marks for a copy", () => {
    const copy = {
      ...bare,
      eventId: graphEventId("copy"),
      customProperties: { itemKey: link.itemKey, zoomMeetingId: link.zoomMeetingId },
      joinUrls: [joinUrl],
    };
    expect(identify(copy, directory(link))).toMatchObject({ kind: "copy", of: link });
  });

  test("[ID4] keeps the meeting of an event that came back under a new id", () => {
    const gone = { ...link, isEventAlive: false };
    const moved = { ...bare, eventId: graphEventId("new"), namedProperty: link.zoomMeetingId };
    expect(identify(moved, directory(gone))).toMatchObject({ kind: "linked", isRestored: true });
  });

  test.each([
    ["https://zoom.us/j/81234567890", "81234567890"],
    ["https://us02web.zoom.us/j/81234567890?pwd=x#success", "81234567890"],
    ["https://acme.zoom.us/s/81234567890", "81234567890"],
    ["https://acme.zoom.com/j/81234567890", "81234567890"],
    ["https://gateway.example:8443/zoom/j/81234567890?pwd=x", "81234567890"],
    ["https://eu.meet.example.com/w/812345678", "812345678"],
    ["https://acme.zoomgov.com/w/1612345678", "1612345678"],
    ["https://app.zoom.us/wc/81234567890/join", "81234567890"],
    ["https://zoom.us/wc/join/81234567890", "81234567890"],
    ["https://meet.example.com/j/81234567890", "81234567890"],
    [
      "https://eur01.safelinks.protection.outlook.com/?url=https%3A%2F%2Facme.zoom.us%2Fj%2F81234567890%3Fpwd%3Dx&data=05",
      "81234567890",
    ],
    ["https://zoom.us/my/ann", null],
  ])("[ID5] reads %s", (url, meetingId) => {
    expect(readJoinUrl(url, ["Meet.example.com", "gateway.example:8443"])).toMatchObject({
      meetingId,
    });
  });

  test.each([
    "https://zoom.us.example.com/j/81234567890",
    "https://zoom.us@example.com/j/81234567890",
    "https://notzoom.us/j/81234567890",
    "https://example.com/?u=https://zoom.us/j/81234567890",
    "https://zoom.us/rec/share/81234567890",
    "https://zoom.us/j/123",
    "https://zoom.us/j/12345678",
    "https://zoom.us/j/123456789012",
    "https://zoom.us/s/81234567890?zak=secret",
    "https://zoom.us/zoom/j/81234567890",
    "javascript:alert(1)",
    "https://x.safelinks.protection.outlook.com/?url=https%3A%2F%2Fevil.example%2Fj%2F81234567890",
  ])("[ID5] does not take %s for a join link", (url) => {
    expect(readJoinUrl(url)).toBeNull();
  });

  test("[ID5] finds links in HTML and text, and the meetings they mean", () => {
    const html = `<p>Join: <a href="https://acme.zoom.us/j/81234567890?pwd=a&amp;x=1">here</a>
      (https://acme.zoom.us/j/81234567890?pwd=a). Or https://zoom.us/my/ann, please.</p>`;
    const urls = findJoinUrls(html, "html");
    expect(urls).toEqual([
      "https://acme.zoom.us/j/81234567890?pwd=a&x=1",
      "https://acme.zoom.us/j/81234567890?pwd=a",
      "https://zoom.us/my/ann",
    ]);
    expect(meetingIdsIn(urls)).toEqual(["81234567890"]);
  });

  test("[ID6] leaves somebody else's Zoom meeting alone", () => {
    const foreign = { ...bare, joinUrls: ["https://zoom.us/j/89999999999"] };
    expect(identify(foreign, directory())).toMatchObject({
      kind: "foreign",
      meetingId: "89999999999",
    });
    expect(identify(bare, directory())).toEqual({ kind: "none" });
  });
});
