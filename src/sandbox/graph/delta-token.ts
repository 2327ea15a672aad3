import { badRequest } from "./graph-error.ts";

/** What every token of a delta query holds: whose it is, and the window, frozen. */
export interface DeltaScope {
  epoch: string;
  mailboxId: string;
  calendarId: string | null;
  from: string;
  to: string;
}

/** Changes with `after < at <= upTo` make a round; a first round (`after` null) is the whole window. */
export interface Round extends DeltaScope {
  after: number | null;
  /** Changes up to this one are repeated from the round before. */
  toldUpTo: number | null;
  upTo: number;
  /** The group the last page ended with. */
  sent: string | null;
  /** The empty page before this one has been given. */
  paused: boolean;
}

/** Where the next round begins. */
export interface RoundStart extends DeltaScope {
  after: number;
  /** Where the round before began; null when that was the first. */
  before: number | null;
  /** The last write there was when the token was given. */
  known: number;
}

export const writeToken = (token: Round | RoundStart): string =>
  Buffer.from(JSON.stringify(token)).toString("base64url");

/** @throws GraphError for anything this Graph never wrote as a next link */
export const readRound = (token: string): Round => readToken(token) as Round;

/** @throws GraphError for anything this Graph never wrote as a delta link */
export const readRoundStart = (token: string): RoundStart => readToken(token) as RoundStart;

function readToken(text: string): DeltaScope {
  try {
    const token = JSON.parse(Buffer.from(text, "base64url").toString()) as DeltaScope;
    if (typeof token.epoch === "string") return token;
  } catch {
    // Refused below, as a text that was cut or changed on its way.
  }
  throw badRequest("The sync state is not valid.", "SyncStateInvalid");
}
