import { describe, expect, test } from "@jest/globals";
import {
  findForeignJoinUrls,
  findJoinUrls,
  isZoomJoinUrl,
  readMeetingId,
  unwrapSafeLink,
} from "../../../src/shared/invitation/invitation.ts";
import { JOIN_URL, OTHER_JOIN_URL } from "./blocks.ts";

const wrap = (url: string) =>
  `https://nam02.safelinks.protection.outlook.com/?url=${encodeURIComponent(url)}&data=05%7C02%7C&reserved=0`;

describe("Zoom join links", () => {
  test.each([
    "https://zoom.us/j/123456789",
    "https://us02web.zoom.us/j/86123456789?pwd=abc.1#success",
    "https://acme.zoom.us/my/jane.doe",
    "https://zoom.us/w/86123456789?tk=x",
    "https://app.zoom.us/wc/join/86123456789",
    "https://app.zoom.us/wc/86123456789/join",
    "https://acme.zoomgov.com/j/1612345678",
    "HTTPS://ZOOM.US/J/123456789",
    wrap(JOIN_URL),
    wrap(wrap(JOIN_URL)),
  ])("%s is one", (url) => {
    expect(isZoomJoinUrl(url)).toBe(true);
  });

  test.each([
    "https://zoom.us/",
    "https://zoom.us/pricing",
    "https://zoom.us/rec/share/abc",
    "https://evilzoom.us/j/123456789",
    "https://zoom.us.evil.example/j/123456789",
    "https://zoom.us@evil.example/j/123456789",
    "https://user:secret@zoom.us/j/123456789",
    "https://zoom.us/s/86123456789?zak=secret",
    "ftp://zoom.us/j/123456789",
    "zoom.us/j/123456789",
    "https://meet.acme.example/j/123456789",
    "https://zoom.us/j/12345678",
    "https://zoom.us/j/123456789012",
    "",
  ])("%j is none", (url) => {
    expect(isZoomJoinUrl(url)).toBe(false);
  });

  test("a vanity host counts once it is named, with its port", () => {
    expect(isZoomJoinUrl("https://meet.acme.example/j/123456789", ["meet.acme.example"])).toBe(
      true,
    );
    expect(isZoomJoinUrl("http://127.0.0.1:4300/j/123456789", ["127.0.0.1:4300"])).toBe(true);
  });

  test("the meeting number is read from the link", () => {
    expect(readMeetingId(wrap(JOIN_URL))).toBe("86123456789");
    expect(readMeetingId("https://zoom.us/my/jane")).toBeNull();
  });

  test("are found in links, in plain text and in locations, once each and unwrapped", () => {
    const escaped = JOIN_URL.replaceAll("&", "&amp;");
    const body = `<p>Join <a href="${wrap(JOIN_URL).replaceAll("&", "&amp;")}">here</a> (${escaped}), or ${OTHER_JOIN_URL}.</p><script>"https://zoom.us/j/999999999"</script>`;
    expect(findJoinUrls(body, "html")).toEqual([JOIN_URL, OTHER_JOIN_URL]);
    expect(findJoinUrls(`Room 4; ${JOIN_URL}; https://a.example`, "text")).toEqual([JOIN_URL]);
    expect(findJoinUrls("", "html")).toEqual([]);
  });
});

describe("Safe Links", () => {
  test("are unwrapped however often they were wrapped", () => {
    expect(unwrapSafeLink(wrap(wrap("https://a.example/?b=c&d=e#f")))).toBe(
      "https://a.example/?b=c&d=e#f",
    );
    expect(
      unwrapSafeLink(
        "https://usg01.safelinks.protection.office365.us/?url=https%3A%2F%2Fa.example%2F",
      ),
    ).toBe("https://a.example/");
  });

  test("anything else is left as it is", () => {
    for (const url of [
      "https://safelinks.protection.outlook.com.evil.example/?url=https%3A%2F%2Fa.example",
      "https://nam02.safelinks.protection.outlook.com/?data=1",
      "https://a.example/?url=https%3A%2F%2Fb.example",
      "not a url",
    ]) {
      expect(unwrapSafeLink(url)).toBe(url);
    }
  });
});

describe("other providers' links", () => {
  const LINKS = {
    teams: [
      "https://teams.microsoft.com/l/meetup-join/19%3ameeting_x%40thread.v2/0?context=%7b%7d",
      "https://teams.microsoft.com/meet/2501234567890?p=abc",
      "https://teams.live.com/meet/9312345678",
      "https://gov.teams.microsoft.us/l/meetup-join/x",
    ],
    meet: ["https://meet.google.com/abc-defg-hij"],
    webex: [
      "https://acme.webex.com/meet/jane",
      "https://acme.webex.com/acme/j.php?MTID=m0123",
      "https://acme.webex.com/wbxmjs/joinservice/sites/acme/meeting/download/1",
    ],
    goto: ["https://meet.goto.com/123456789", "https://global.gotomeeting.com/join/123456789"],
    skype: ["https://join.skype.com/abc123", "https://meet.lync.com/acme/jane/ABC"],
    whereby: ["https://whereby.com/acme-room", "https://acme.whereby.com/daily?roomKey=1"],
  };

  test.each(Object.entries(LINKS))("%s is recognised", (provider, urls) => {
    const body = urls
      .map((url) => `<a href="${wrap(url).replaceAll("&", "&amp;")}">x</a>`)
      .join("");
    expect(findForeignJoinUrls(body, "html")).toEqual(urls.map((url) => ({ provider, url })));
  });

  test("Zoom's own links and providers' other pages are not foreign meetings", () => {
    const text = `${JOIN_URL} https://teams.microsoft.com/ https://meet.google.com/ https://www.webex.com/pricing https://whereby.com/ https://whereby.com/blog https://a.example/teams.microsoft.com/meet/1`;
    expect(findForeignJoinUrls(text, "text")).toEqual([]);
  });
});
