import { setTimeout as sleep } from "node:timers/promises";
import { type Clock } from "../clock.ts";
import { isNetworkFault } from "../network-fault.ts";
import { ZoomThrottled, ZoomTokenRefused, ZoomUnavailable } from "./errors.ts";
import {
  type CreateMeetingBody,
  type PatchMeetingBody,
  type PatchOccurrenceBody,
  type ZoomMeeting,
  type ZoomMeetingListItem,
  type ZoomUser,
  type ZoomUserSettings,
} from "./meeting-schema.ts";
import { errorOfReply } from "./zoom-reply-error.ts";

/** Gives the current access token of one grant; `refusedToken` asks for a newer one than that. */
export type AccessTokenSource = (refusedToken?: string) => Promise<string>;

interface ZoomClientOptions {
  /** `ZOOM_API_URL`, without a trailing slash. */
  apiUrl: string;
  clock: Clock;
  /** Told of each finished call, for metrics. */
  onCall?: (operation: string, status: number, durationMs: number) => void;
}

interface Call {
  operation: string;
  method: "GET" | "POST" | "PATCH" | "PUT" | "DELETE";
  path: string;
  query?: Record<string, string | undefined>;
  body?: object;
}

const callTimeoutMs = 10_000;
/** How long a call may wait in here for a per-second limit before the caller hears of it. */
const throttleBudgetMs = 4_000;

/** Zoom's REST API for one user-managed grant: always `me`, never another user's id. */
export class ZoomClient {
  readonly #options: ZoomClientOptions;
  readonly #token: AccessTokenSource;

  constructor(options: ZoomClientOptions, token: AccessTokenSource) {
    this.#options = options;
    this.#token = token;
  }

  async me(): Promise<ZoomUser> {
    return (await this.#call({ operation: "user", method: "GET", path: "/users/me" })) as ZoomUser;
  }

  async settings(): Promise<ZoomUserSettings> {
    const call: Call = { operation: "userSettings", method: "GET", path: "/users/me/settings" };
    return (await this.#call(call)) as ZoomUserSettings;
  }

  async createMeeting(body: CreateMeetingBody): Promise<ZoomMeeting> {
    const call: Call = {
      operation: "meetingCreate",
      method: "POST",
      path: "/users/me/meetings",
      body,
    };
    return (await this.#call(call)) as ZoomMeeting;
  }

  /** Past occurrences are included, so that a series is read whole. */
  async getMeeting(meetingId: string): Promise<ZoomMeeting> {
    return (await this.#call({
      operation: "meeting",
      method: "GET",
      path: `/meetings/${encodeURIComponent(meetingId)}`,
      query: { show_previous_occurrences: "true" },
    })) as ZoomMeeting;
  }

  async patchMeeting(meetingId: string, body: PatchMeetingBody): Promise<void> {
    const path = `/meetings/${encodeURIComponent(meetingId)}`;
    await this.#call({ operation: "meetingUpdate", method: "PATCH", path, body });
  }

  async patchOccurrence(
    meetingId: string,
    occurrenceId: string,
    body: PatchOccurrenceBody,
  ): Promise<void> {
    await this.#call({
      operation: "meetingUpdate",
      method: "PATCH",
      path: `/meetings/${encodeURIComponent(meetingId)}`,
      query: { occurrence_id: occurrenceId },
      body,
    });
  }

  /** Deletes a meeting, or one occurrence of it. Zoom mails nobody. */
  async deleteMeeting(meetingId: string, occurrenceId?: string): Promise<void> {
    await this.#call({
      operation: "meetingDelete",
      method: "DELETE",
      path: `/meetings/${encodeURIComponent(meetingId)}`,
      query: { occurrence_id: occurrenceId },
    });
  }

  /** Brings a deleted meeting back, with its id and join link; Zoom keeps it for seven days. */
  async recoverMeeting(meetingId: string): Promise<void> {
    await this.#call({
      operation: "meetingStatus",
      method: "PUT",
      path: `/meetings/${encodeURIComponent(meetingId)}/status`,
      body: { action: "recover" },
    });
  }

  /** Every scheduled meeting the user hosts, page by page. */
  async *listScheduled(): AsyncGenerator<ZoomMeetingListItem> {
    let next: string | undefined;
    do {
      const page = (await this.#call({
        operation: "meetings",
        method: "GET",
        path: "/users/me/meetings",
        query: { type: "scheduled", page_size: "300", next_page_token: next },
      })) as { meetings?: ZoomMeetingListItem[]; next_page_token?: string };
      yield* page.meetings ?? [];
      next = page.next_page_token;
    } while (next);
  }

  async #call(call: Call): Promise<unknown> {
    let waitedMs = 0;
    let token = await this.#token();
    let refreshed = false;
    for (;;) {
      try {
        return await this.#send(call, token);
      } catch (cause) {
        if (cause instanceof ZoomTokenRefused && !refreshed) {
          refreshed = true;
          token = await this.#token(token);
          continue;
        }
        if (cause instanceof ZoomThrottled && typeof cause.retry === "object") {
          const untilMs = this.#options.clock.now().until(cause.retry.after).total("milliseconds");
          const waitMs = Math.max(0, untilMs) + Math.random() * 500;
          if (waitedMs + waitMs <= throttleBudgetMs) {
            waitedMs += waitMs;
            await sleep(waitMs);
            continue;
          }
        }
        throw cause;
      }
    }
  }

  async #send(call: Call, token: string): Promise<unknown> {
    const url = new URL(this.#options.apiUrl + call.path);
    for (const [name, value] of Object.entries(call.query ?? {})) {
      if (value !== undefined) url.searchParams.set(name, value);
    }
    const started = performance.now();
    let status = 0;
    try {
      const reply = await fetch(url, {
        method: call.method,
        headers: {
          authorization: `Bearer ${token}`,
          accept: "application/json",
          ...(call.body ? { "content-type": "application/json" } : {}),
        },
        ...(call.body ? { body: JSON.stringify(call.body) } : {}),
        redirect: "error",
        signal: AbortSignal.timeout(callTimeoutMs),
      });
      status = reply.status;
      const text = await reply.text();
      if (!reply.ok) throw errorOfReply(reply, text, this.#options.clock.now());
      return text === "" ? undefined : (JSON.parse(text) as unknown);
    } catch (cause) {
      if (isNetworkFault(cause)) {
        throw new ZoomUnavailable("zoom.unavailable", "Zoom did not answer", {
          cause,
          retry: "later",
        });
      }
      throw cause;
    } finally {
      this.#options.onCall?.(call.operation, status, performance.now() - started);
    }
  }
}
