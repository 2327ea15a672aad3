import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { type DefaultTreeAdapterTypes, parseFragment } from "parse5";
import {
  buildJoinBlock,
  chooseInvitationLanguage,
  groupMeetingId,
  InvalidInvitation,
  type JoinBlockContent,
} from "../../../src/shared/invitation/invitation.ts";
import { JOIN_URL, KEY } from "./blocks.ts";

const MARKER_URL = `https://addin.example/portal/activity#z=${KEY}`;
const content = (changes: Partial<JoinBlockContent> = {}): JoinBlockContent => ({
  joinUrl: JOIN_URL,
  meetingId: "86123456789",
  passcode: "31415926",
  markerUrl: MARKER_URL,
  language: "en",
  ...changes,
});

type Node = DefaultTreeAdapterTypes.Node;
const elementsOf = (node: Node): DefaultTreeAdapterTypes.Element[] => [
  ...("tagName" in node ? [node] : []),
  ...("childNodes" in node ? node.childNodes.flatMap(elementsOf) : []),
];
const textOf = (node: Node): string =>
  "value" in node ? node.value : "childNodes" in node ? node.childNodes.map(textOf).join("") : "";
const parsed = (html: string) => {
  const root = parseFragment(html);
  return { text: textOf(root), elements: elementsOf(root) };
};

describe("the join block", () => {
  test("[X33] has the join link first, then the details, then the marker link", () => {
    const { html, text } = buildJoinBlock(content());
    const { elements } = parsed(html);
    const links = elements.filter(({ tagName }) => tagName === "a");
    expect(links.map((link) => [link.attrs[0]?.value, textOf(link)])).toEqual([
      [JOIN_URL, "Join Zoom Meeting"],
      [MARKER_URL, "Meeting options"],
    ]);
    expect(text).toBe(
      `Join Zoom Meeting\n${JOIN_URL}\n\nMeeting ID: 861 2345 6789\nPasscode: 31415926\n\nMeeting options: ${MARKER_URL}`,
    );
  });

  test("is read well by assistive technology: paragraphs, named links, nothing else", () => {
    const { elements } = parsed(buildJoinBlock(content({ topic: "Weekly" })).html);
    expect(new Set(elements.map(({ tagName }) => tagName))).toEqual(new Set(["p", "b", "a", "br"]));
    for (const link of elements.filter(({ tagName }) => tagName === "a")) {
      expect(textOf(link)).toMatch(/\w+ \w+/);
      expect(link.attrs.map(({ name }) => name)).toEqual(["href"]);
    }
  });

  test("speaks German to German attendees", () => {
    const { html, text } = buildJoinBlock(content({ language: "de", topic: "Jour fixe" }));
    for (const part of [
      "Zoom-Meeting beitreten",
      "Thema: Jour fixe",
      "Meeting-ID: 861",
      "Kenncode: 3",
    ]) {
      expect(html).toContain(part);
      expect(text).toContain(part);
    }
    expect(["de-AT", "DE", "en-GB", "fr-FR", ""].map(chooseInvitationLanguage)).toEqual([
      "de",
      "de",
      "en",
      "en",
      "en",
    ]);
  });

  test("[X30] leaves out what the meeting does not have", () => {
    const bare = buildJoinBlock(content({ meetingId: null, passcode: null }));
    expect(parsed(bare.html).text).toBe("Join Zoom MeetingMeeting options");
    expect(bare.text).not.toMatch(/\n\n\n/);
  });

  test("keeps every topic and passcode text, on one line", () => {
    fc.assert(
      fc.property(
        fc.string({ unit: "binary" }),
        fc.string({ unit: "grapheme" }),
        (topic, passcode) => {
          const hostile = `<script>alert("1")</script></p><a href='x'>${topic}`;
          const { html, text } = buildJoinBlock(content({ topic: hostile, passcode }));
          const { elements } = parsed(html);
          expect(elements.filter(({ tagName }) => tagName === "a")).toHaveLength(2);
          expect(elements.some(({ tagName }) => tagName === "script")).toBe(false);
          expect(parsed(html).text).toContain(`Topic: <script>alert("1")</script></p><a href='x'>`);
          expect(text.split("\n")).toHaveLength(8);
        },
      ),
    );
  });

  test("refuses a start link, which would hand attendees the host's rights", () => {
    const joinUrl = "https://zoom.us/s/86123456789?zak=secret";
    expect(() => buildJoinBlock(content({ joinUrl }))).toThrow(InvalidInvitation);
    expect(() => buildJoinBlock(content({ joinUrl }))).toThrow(
      expect.objectContaining({ code: "joinUrlIsStartUrl" }),
    );
  });

  test("refuses links that are not web addresses", () => {
    expect(() => buildJoinBlock(content({ joinUrl: "javascript:alert(1)" }))).toThrow(
      expect.objectContaining({ code: "joinUrlInvalid" }),
    );
    expect(() => buildJoinBlock(content({ markerUrl: "addin.example/#z=1" }))).toThrow(
      expect.objectContaining({ code: "markerUrlInvalid" }),
    );
  });
});

test.each([
  ["123456789", "123 456 789"],
  ["1234567890", "123 456 7890"],
  ["86123456789", "861 2345 6789"],
  ["861 2345-6789", "861 2345 6789"],
  ["12345678", "12345678"],
])("meeting number %s is printed as Zoom prints it: %s", (id, grouped) => {
  expect(groupMeetingId(id)).toBe(grouped);
});
