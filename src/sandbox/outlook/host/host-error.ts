/** Codes office.js knows and turns into localised texts (`Office.MailboxEnums` has no list of them). */
export const hostErrorCode = {
  unsupported: 5000,
  internal: 5001,
  invalidEndTime: 9010,
  saveFailed: 9021,
  duplicateNotificationKey: 9023,
  notificationNotFound: 9024,
  tooManyNotifications: 9025,
  itemNotSaved: 9046,
  sessionKeyNotFound: 9050,
  sessionTooLong: 9051,
} as const;

/** What Outlook answers when it refuses a call: office.js hands `code` to the add-in. */
export class HostError extends Error {
  override readonly name = "HostError";
  readonly code: number;

  constructor(code: number, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}

/** An add-in spoke in a way this host does not know; the host answered it with a failure. */
export class ProtocolError extends Error {
  override readonly name = "ProtocolError";
}
