import { type Switches } from "../../sandbox.ts";
import { type Person } from "../../world/model.ts";
import { type ComposeItem } from "./compose-item.ts";
import { type AddInManifest } from "./manifest.ts";

export type HostSwitches = Pick<
  Switches,
  | "customPropertiesVanish"
  | "recurrenceNullUntilSaved"
  | "commandTwice"
  | "sendOnlyFromPopOut"
  | "nestedAppAuth"
>;

export interface MailboxCategory {
  displayName: string;
  color: string;
}

/** What office.js answers to `getSharedPropertiesAsync` in somebody else's calendar. */
export interface SharedProperties {
  owner: string;
  targetMailbox: string;
  targetRestUrl: string;
  /** Bits: 1 read, 2 write, 4 delete own, 8 delete all, 16 edit own, 32 edit all. */
  delegatePermissions: number;
}

/** What the form around the add-in does for it. */
export interface HostServices {
  /** Puts the appointment on the calendar (or updates it) and resolves with its id. */
  saveItem(): Promise<string>;
  /** Shows the task pane of a control, normally by `openPane`. */
  openTaskPane(url: string, controlId: string, initializationContext?: string): void;
  closeForm?(): void;
  /** The add-in's roaming settings of this mailbox: each value is JSON text. */
  roamingSettings?: {
    load(): Record<string, string> | Promise<Record<string, string>>;
    save(settings: Record<string, string>): void | Promise<void>;
  };
  /** The caret in the body, when there is one; without it text goes to the top, as in Outlook. */
  selection?: {
    selectedHtml(): string;
    /** False when the caret is not in the body. */
    replaceWith(html: string): boolean;
  };
  /** Opens another appointment (`itemId`) or a new one (`fields` as the add-in gave them). */
  openForm?(form: { itemId: string } | { fields: Record<string, unknown> }): void;
  openWindow?(url: string): void;
  masterCategories?: MailboxCategory[];
  rooms?: Array<{ displayName: string; emailAddress: string }>;
}

/** What every method of the table works on. */
export interface HostContext {
  readonly item: ComposeItem;
  readonly manifest: AddInManifest;
  readonly person: Person;
  readonly locale: string;
  /** IANA name of the mailbox's time zone. */
  readonly zone: string;
  readonly shared: SharedProperties | null;
  readonly services: HostServices;
  switches(): HostSwitches;
  /** The recurrence as it was when the item was last loaded or saved. */
  savedRecurrence(): ComposeItem["state"]["recurrence"];
}

export type Params = Readonly<Record<string, unknown>>;

export interface MethodCall {
  host: HostContext;
  params: Params;
  initializationContext: string;
}

/**
 * One method of office.js. What it returns becomes `AsyncResult.value`; a `RawAnswer` goes out as it
 * is, for the few methods with a shape of their own.
 * @throws HostError with the code office.js hands to the add-in.
 */
export type Method = (call: MethodCall) => unknown;

export class RawAnswer {
  readonly body: Record<string, unknown>;

  constructor(body: Record<string, unknown>) {
    this.body = body;
  }
}
