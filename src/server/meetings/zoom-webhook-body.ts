/** What we read of a Zoom webhook; Zoom adds members freely, and leaves out what did not change. */
export interface ZoomWebhookBody {
  event: string;
  payload?: {
    account_id?: string;
    user_id?: string;
    operation?: string;
    /** Mail address of who did it; of started and ended meetings there is none. */
    operator?: string;
    /** Of `app_deauthorized`. */
    deauthorization_time?: string;
    object?: Record<string, unknown> & { id?: number | string };
  };
}
