/** A webhook that has not been taken yet. */
export interface PendingDelivery {
  /** Stays the same over all attempts. */
  requestId: string;
  event: string;
  /** The exact text that is signed and sent. */
  body: string;
  /** How often it was sent already. */
  attempts: number;
  /** Epoch milliseconds. */
  dueAt: number;
}
