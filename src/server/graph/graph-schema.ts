/**
 * The part of Graph's answers and bodies that we use.
 * @see https://learn.microsoft.com/graph/api/resources/event
 */
export interface GraphCalendar {
  id: string;
  owner?: { name?: string; address?: string };
}

export interface DateTimeTimeZone {
  /** Wall-clock time without an offset. */
  dateTime: string;
  /** Windows or IANA name. */
  timeZone: string;
}

export interface GraphEvent {
  id: string;
  changeKey?: string;
  subject?: string;
  start?: DateTimeTimeZone;
  end?: DateTimeTimeZone;
}

export interface GraphEventInput {
  subject?: string;
  body?: { contentType: "text" | "html"; content: string };
  start?: DateTimeTimeZone;
  end?: DateTimeTimeZone;
  isAllDay?: boolean;
  showAs?: "free" | "tentative" | "busy" | "oof" | "workingElsewhere";
  sensitivity?: "normal" | "personal" | "private" | "confidential";
  isReminderOn?: boolean;
  /** The same create twice makes one event. */
  transactionId?: string;
}

export interface GraphContact {
  displayName?: string | null;
  emailAddresses?: Array<{ name?: string | null; address?: string | null }>;
}

export interface GraphUser {
  id: string;
  displayName?: string | null;
  mail?: string | null;
  userPrincipalName: string;
}

export interface NewSubscription {
  changeType: string;
  notificationUrl: string;
  lifecycleNotificationUrl: string;
  resource: string;
  expirationDateTime: string;
  clientState: string;
}

export interface GraphSubscription {
  id: string;
  expirationDateTime: string;
}
