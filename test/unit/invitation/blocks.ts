import {
  buildJoinBlock,
  isZoomJoinUrl,
  type BodyFormat,
  type JoinBlock,
  type JoinBlockFinder,
} from "../../../src/shared/invitation/invitation.ts";

export const FORMATS: readonly BodyFormat[] = ["html", "text"];
export const KEY = "0b8f6a52-6f0e-4a53-9d43-0d6f6f7a1c11";
export const OTHER_KEY = "f2f7b0ce-5d5b-4f86-8a0a-3d3b1f1f9e22";
export const JOIN_URL = "https://us02web.zoom.us/j/86123456789?pwd=QWxhZGRpbjpvcGVu.1&uname=a";
export const OTHER_JOIN_URL = "https://example.zoom.us/j/93811122233?pwd=c2VzYW1l";

export interface AddIn {
  readonly block: JoinBlock;
  readonly finder: JoinBlockFinder;
}

interface AddInOptions {
  readonly origin?: string;
  readonly key?: string;
  readonly joinUrl?: string;
  readonly language?: "en" | "de";
  readonly passcode?: string | null;
}

/** One deployment of the add-in, with the block it writes and the finder it uses for one item. */
export function addIn({
  origin = "https://addin.example",
  key = KEY,
  joinUrl = JOIN_URL,
  language = "en",
  passcode = "31415926",
}: AddInOptions = {}): AddIn {
  const markerPrefix = `${origin}/portal/activity#z=`;
  return {
    block: buildJoinBlock({
      joinUrl,
      meetingId: /\/j\/(\d+)/.exec(joinUrl)?.[1] ?? null,
      passcode,
      markerUrl: markerPrefix + key,
      language,
    }),
    finder: { markerPrefix, isJoinUrl: (url) => isZoomJoinUrl(url), itemKey: key },
  };
}
