import { type WireRecipient, type WireRecurrence } from "../host/compose-item.ts";
import { type Switches } from "../../sandbox.ts";
import { type InvitationAnswer, type Person, type StoredEvent } from "../../world/model.ts";

/** What the page and its JSON service say to each other. */

export interface Zone {
  /** Windows name, as Exchange keeps it. */
  windows: string;
  /** IANA name of the same zone. */
  iana: string;
}

export interface PersonCard {
  /** What `?as=` takes: the mail address's part before the @. */
  key: string;
  id: string;
  displayName: string;
  mail: string;
  role: string;
}

export interface CalendarCard {
  mailboxId: string;
  name: string;
  mail: string;
  own: boolean;
}

export interface SessionReply {
  person: Person;
  /** What `?as=` takes for this person. */
  key: string;
  /** The mailbox's zone. */
  zone: Zone;
  /** Everybody one may sign in as, and invite. */
  people: PersonCard[];
  calendars: CalendarCard[];
  zones: Zone[];
}

export type ResponseKind = InvitationAnswer;

/** One entry of the grid. */
export interface GridEvent {
  id: string;
  mailboxId: string;
  seriesId: string | null;
  kind: "singleInstance" | "occurrence" | "exception";
  subject: string;
  location: string;
  /** UTC instants. */
  start: string;
  end: string;
  /** Local dates of an all-day entry; the end is exclusive. */
  startDate: string;
  endDate: string;
  isAllDay: boolean;
  showAs: StoredEvent["showAs"];
  sensitivity: StoredEvent["sensitivity"];
  isOrganizer: boolean;
  organizer: string;
  attendeeCount: number;
  isCancelled: boolean;
  response: string;
}

/** What a form shows and sends back; times are epoch milliseconds, UTC. */
export interface FormFields {
  subject: string;
  start: number;
  end: number;
  /** Windows name. */
  timeZone: string;
  isAllDay: boolean;
  location: string;
  requiredAttendees: WireRecipient[];
  optionalAttendees: WireRecipient[];
  bodyHtml: string;
  recurrence: WireRecurrence | null;
  sensitivity: StoredEvent["sensitivity"];
  showAs: StoredEvent["showAs"];
  /** JSON of the add-in's custom properties. */
  customProperties: string;
  /** Names of the mailbox's categories. */
  categories: string[];
}

/** An event as a form opens it. */
export interface FormEvent extends FormFields {
  itemId: string;
  mailboxId: string;
  /** Id of the series when this is one of its occurrences. */
  seriesId: string | null;
  /** This occurrence has changes of its own. */
  isException: boolean;
  changeKey: string;
  organizer: WireRecipient;
  isOrganizer: boolean;
  isCancelled: boolean;
  response: string;
}

export interface TimesPatch {
  start: number;
  end: number;
  isAllDay: boolean;
}

export type FormSwitches = Switches;

/** The body of every refusal. */
export interface RefusalReply {
  error: { code: string; message: string };
}
