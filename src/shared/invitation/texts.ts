/** Every word of the join block, by language. The block is read by all attendees. */
const TEXTS = {
  en: {
    join: "Join Zoom Meeting",
    topic: "Topic",
    meetingId: "Meeting ID",
    passcode: "Passcode",
    options: "Meeting options",
  },
  de: {
    join: "Zoom-Meeting beitreten",
    topic: "Thema",
    meetingId: "Meeting-ID",
    passcode: "Kenncode",
    options: "Meeting-Optionen",
  },
} as const;

export type InvitationLanguage = keyof typeof TEXTS;
export type InvitationTexts = Readonly<Record<keyof (typeof TEXTS)["en"], string>>;

export const invitationTexts = (language: InvitationLanguage): InvitationTexts => TEXTS[language];

/** The block's language for a BCP 47 tag such as Outlook's `contentLanguage`; English when unknown. */
export function chooseInvitationLanguage(tag: string): InvitationLanguage {
  const primary = tag.toLowerCase().split("-")[0] ?? "";
  return primary in TEXTS ? (primary as InvitationLanguage) : "en";
}

const everyLanguage = Object.values(TEXTS);
const anyOf = (labels: readonly string[]) =>
  labels.map((label) => label.replaceAll(" ", String.raw`(?:\s|&nbsp;|\u00a0)+`)).join("|");

const DETAIL_LINES = [
  `(?:${anyOf(everyLanguage.map((texts) => texts.meetingId))})\\s*:\\s*[\\d\\s-]*`,
  `(?:${anyOf(everyLanguage.map((texts) => texts.passcode))})\\s*:\\s*\\S*`,
  `(?:${anyOf(everyLanguage.map((texts) => texts.topic))})\\s*:.*`,
];
const DETAIL = new RegExp(`^(?:${DETAIL_LINES.join("|")})$`, "i");

/** Whether a line of normalised text is one that a join block carries between its two links. */
export const isDetailLine = (line: string): boolean => DETAIL.test(line);

/** Finds the words of the join link, in any language, in source text. */
export const JOIN_LABEL = new RegExp(anyOf(everyLanguage.map((texts) => texts.join)), "i");
/** Finds the words of the marker link, in any language, in source text. */
export const OPTIONS_LABEL = new RegExp(anyOf(everyLanguage.map((texts) => texts.options)), "i");
