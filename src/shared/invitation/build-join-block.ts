import { escapeHtml } from "./html-entities.ts";
import { parseUrl } from "./safe-links.ts";
import { invitationTexts, type InvitationLanguage } from "./texts.ts";
import { isStartUrl } from "./zoom-links.ts";

/** Our part of an appointment's body, in both formats a body can have. */
export interface JoinBlock {
  readonly html: string;
  /** Lines end in `\n`; putting the block into a body adopts the body's own line ends. */
  readonly text: string;
}

export interface JoinBlockContent {
  /** Never a start link. Its `pwd` is Zoom's token and is part of the link. */
  readonly joinUrl: string;
  /** Digits; null leaves the line out. */
  readonly meetingId: string | null;
  readonly passcode: string | null;
  /** Left out unless given: the appointment shows its subject already. */
  readonly topic?: string;
  /**
   * A link of ours that carries the item key. With the join link it bounds the block, because
   * ids, classes and custom attributes do not survive Outlook.
   */
  readonly markerUrl: string;
  readonly language: InvitationLanguage;
}

export class InvalidInvitation extends Error {
  readonly code: "joinUrlInvalid" | "joinUrlIsStartUrl" | "markerUrlInvalid";

  constructor(code: InvalidInvitation["code"], message: string) {
    super(message);
    this.name = "InvalidInvitation";
    this.code = code;
  }
}

/** `86123456789` as `861 2345 6789`, the way Zoom prints meeting numbers. */
export function groupMeetingId(meetingId: string): string {
  const digits = meetingId.replace(/\D/g, "");
  if (digits.length < 9 || digits.length > 11) return digits;
  const middle = digits.length === 9 ? 6 : digits.length - 4;
  return `${digits.slice(0, 3)} ${digits.slice(3, middle)} ${digits.slice(middle)}`;
}

const oneLine = (text: string): string => text.replace(/[\s\p{Cc}]+/gu, " ").trim();

function parseWebAddress(url: string): URL | null {
  const parsed = /\s/.test(url) ? null : parseUrl(url);
  return parsed && /^https?:$/.test(parsed.protocol) ? parsed : null;
}

function checkContent({ joinUrl, markerUrl }: JoinBlockContent): void {
  const join = parseWebAddress(joinUrl);
  if (!join) {
    throw new InvalidInvitation(
      "joinUrlInvalid",
      "The join link is not a web address; the appointment was not changed. Read the meeting from Zoom again.",
    );
  }
  if (isStartUrl(join)) {
    throw new InvalidInvitation(
      "joinUrlIsStartUrl",
      "This link starts the meeting as its host and must not reach attendees; the appointment was not changed. Use the join link.",
    );
  }
  if (!parseWebAddress(markerUrl)) {
    throw new InvalidInvitation(
      "markerUrlInvalid",
      "The link that marks the join block must be a web address; the appointment was not changed. Check PUBLIC_URL.",
    );
  }
}

/**
 * Writes the join block: the join link first, then the meeting's details, then the marker link. It
 * is made of plain paragraphs, without headings (the reader's own outline stays whole), tables or
 * images, and every link says where it leads.
 *
 * @throws InvalidInvitation when a link is not fit to be sent to attendees.
 */
export function buildJoinBlock(content: JoinBlockContent): JoinBlock {
  checkContent(content);
  const texts = invitationTexts(content.language);
  const details = [
    content.topic === undefined ? "" : `${texts.topic}: ${oneLine(content.topic)}`,
    content.meetingId === null ? "" : `${texts.meetingId}: ${groupMeetingId(content.meetingId)}`,
    content.passcode === null ? "" : `${texts.passcode}: ${oneLine(content.passcode)}`,
  ].filter((line) => line !== "");

  const link = (url: string, text: string) => `<a href="${escapeHtml(url)}">${text}</a>`;
  const html = [
    `<p><b>${link(content.joinUrl, texts.join)}</b></p>`,
    details.length === 0 ? "" : `<p>${details.map(escapeHtml).join("<br>")}</p>`,
    `<p>${link(content.markerUrl, texts.options)}</p>`,
  ].join("");
  const text = [
    texts.join,
    content.joinUrl,
    "",
    ...details,
    ...(details.length === 0 ? [] : [""]),
    `${texts.options}: ${content.markerUrl}`,
  ].join("\n");
  return { html, text };
}
