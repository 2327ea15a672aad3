/**
 * The appointment in an open form. The form's fields, the task pane and the hidden runtime all work
 * on this one model; whoever changes it, the others hear of it.
 */

export type ItemField =
  | "subject"
  | "start"
  | "end"
  | "timeZone"
  | "isAllDay"
  | "location"
  | "requiredAttendees"
  | "optionalAttendees"
  | "bodyHtml"
  | "recurrence"
  | "sensitivity"
  | "notifications"
  | "categories"
  | "itemId";

/** Office.js wire form of a recurrence; months are 1-based. */
export interface WireRecurrence {
  recurrenceType: "daily" | "weekday" | "weekly" | "monthly" | "yearly";
  recurrenceProperties: {
    interval: number;
    days?: string[];
    dayOfMonth?: number;
    dayOfWeek?: string;
    weekNumber?: string;
    month?: string;
    firstDayOfWeek?: string;
  } | null;
  recurrenceTimeZone: { name: string };
  seriesTimeJson: {
    startYear: number;
    startMonth: number;
    startDay: number;
    endYear?: number;
    endMonth?: number;
    endDay?: number;
    noEndDate?: boolean;
    startTimeMin: number;
    durationMin: number;
  };
}

export interface WireRecipient {
  name: string;
  address: string;
  recipientType: number;
  appointmentResponse: number;
}

export interface Notification {
  key: string;
  type: "informationalMessage" | "progressIndicator" | "errorMessage" | "insightMessage";
  message: string;
  icon?: string;
  persistent?: boolean;
  actions?: Array<{
    actionType: string;
    actionText: string;
    commandId: string;
    contextData?: unknown;
  }>;
}

export interface ItemState {
  /** Null until the appointment is first saved. */
  itemId: string | null;
  /** Id of the series when the form shows one occurrence. */
  seriesId: string | null;
  /** The occurrence has changes of its own, stored apart from the series. */
  isException?: boolean;
  subject: string;
  /** Epoch milliseconds, UTC. */
  start: number;
  end: number;
  /** Windows name. */
  timeZone: string;
  isAllDay: boolean;
  location: string;
  requiredAttendees: WireRecipient[];
  optionalAttendees: WireRecipient[];
  organizer: WireRecipient;
  bodyHtml: string;
  /** What the form shows; the host tells office.js null until saved when that switch is on. */
  recurrence: WireRecurrence | null;
  sensitivity: "normal" | "personal" | "private" | "confidential";
  /** JSON of an object, as the custom properties are stored on the item. */
  customProperties: string;
  sessionData: Record<string, string>;
  notifications: Notification[];
  /** Names of the mailbox's categories the appointment has. */
  categories?: string[];
}

/** Who changed the item: the person in the form, an add-in through office.js, or a load or save. */
export type ChangeSource = "person" | "addin" | "store";

export type ItemListener = (changed: ReadonlySet<ItemField>, source: ChangeSource) => void;

export class ComposeItem {
  #state: ItemState;
  #listeners = new Set<ItemListener>();

  constructor(state: ItemState) {
    this.#state = state;
  }

  get state(): Readonly<ItemState> {
    return this.#state;
  }

  /** Applies `patch` and tells every listener which visible fields really changed. */
  update(patch: Partial<ItemState>, source: ChangeSource): void {
    const before = this.#state;
    this.#state = { ...before, ...patch };
    const changed = new Set(
      (Object.keys(patch) as Array<keyof ItemState>).filter(
        (key): key is ItemField =>
          key !== "customProperties" &&
          key !== "sessionData" &&
          key !== "seriesId" &&
          key !== "isException" &&
          key !== "organizer" &&
          JSON.stringify(before[key]) !== JSON.stringify(this.#state[key]),
      ),
    );
    if (changed.size > 0) for (const listener of [...this.#listeners]) listener(changed, source);
  }

  subscribe(listener: ItemListener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }
}
