import type { Me, OptionDefaults } from "../../../shared/api/account.ts";
import type { MeetingOptions, MeetingView } from "../../../shared/api/meeting.ts";
import type { ForeignProvider } from "../../../shared/invitation/invitation.ts";
import type { Explanation } from "../../meeting/explain.ts";

/** What a click of the person started and is not done yet. */
export type Activity =
  | "signIn"
  | "connectZoom"
  | "add"
  | "update"
  | "remove"
  | "undo"
  | "push"
  | "take"
  | "recover"
  | "strip"
  | "putBack"
  | "ownMeeting"
  | "settings";

/** What was done last, for the line that says so. */
export type Done = "added" | "updated" | "removed" | "taken" | "saved";

interface Common {
  busy: Activity | null;
  failure: Explanation | null;
  done: Done | null;
}

/** The Zoom account's settings, as far as they are known. */
export type AccountOptions =
  { state: "loading" } | { state: "failed" } | { state: "known"; defaults: OptionDefaults };

export interface Scheduling extends Common {
  me: Me;
  /** Whose calendar this is, when not the person's own. */
  owner: string | null;
  foreign: ForeignProvider[];
  account: AccountOptions;
  /** What the person chose in this form; the rest follows the account. */
  chosen: MeetingOptions;
}

export interface ReadyState extends Scheduling {
  screen: "ready";
  endsBeforeStart: boolean;
  /** A removed meeting that one click brings back. */
  undoable: string | null;
}

export interface MeetingState extends Scheduling {
  screen: "meeting";
  meeting: MeetingView;
  /** The join block is gone from the body, or shows another link. */
  blockMissing: boolean;
}

export type PaneState =
  | { screen: "loading" }
  | { screen: "notOrganizer" }
  | ({ screen: "signedOut" } & Common)
  | ({ screen: "connectZoom" } & Common)
  | ({ screen: "unreachable" } & Common)
  | ReadyState
  | MeetingState;

export const idle: Common = { busy: null, failure: null, done: null };
