import {
  type CreateMeetingBody,
  type PatchMeetingBody,
  type PatchOccurrenceBody,
  type ZoomMeeting,
  type ZoomMeetingListItem,
  type ZoomUser,
  type ZoomUserSettings,
} from "./meeting-schema.ts";
import {
  ZoomHttp,
  type AccessTokenSource,
  type ZoomCall,
  type ZoomHttpOptions,
} from "./zoom-http.ts";

interface ZoomGroup {
  id?: string;
  name?: string;
}

/** Zoom's REST API for one user-managed grant: always `me`, never another user's id. */
export class ZoomClient {
  readonly #http: ZoomHttp;

  constructor(options: ZoomHttpOptions, token: AccessTokenSource) {
    this.#http = new ZoomHttp(options, token, "meeting");
  }

  async me(): Promise<ZoomUser> {
    return (await this.#http.call({
      operation: "user",
      method: "GET",
      path: "/users/me",
    })) as ZoomUser;
  }

  async settings(): Promise<ZoomUserSettings> {
    const call: ZoomCall = { operation: "userSettings", method: "GET", path: "/users/me/settings" };
    return (await this.#http.call(call)) as ZoomUserSettings;
  }

  async createMeeting(body: CreateMeetingBody): Promise<ZoomMeeting> {
    const call: ZoomCall = {
      operation: "meetingCreate",
      method: "POST",
      path: "/users/me/meetings",
      body,
    };
    return (await this.#http.call(call)) as ZoomMeeting;
  }

  /** Past occurrences are included, so that a series is read whole. */
  async getMeeting(meetingId: string): Promise<ZoomMeeting> {
    return (await this.#http.call({
      operation: "meeting",
      method: "GET",
      path: `/meetings/${encodeURIComponent(meetingId)}`,
      query: { show_previous_occurrences: "true" },
    })) as ZoomMeeting;
  }

  async patchMeeting(meetingId: string, body: PatchMeetingBody): Promise<void> {
    const path = `/meetings/${encodeURIComponent(meetingId)}`;
    await this.#http.call({ operation: "meetingUpdate", method: "PATCH", path, body });
  }

  async patchOccurrence(
    meetingId: string,
    occurrenceId: string,
    body: PatchOccurrenceBody,
  ): Promise<void> {
    await this.#http.call({
      operation: "meetingUpdate",
      method: "PATCH",
      path: `/meetings/${encodeURIComponent(meetingId)}`,
      query: { occurrence_id: occurrenceId },
      body,
    });
  }

  /** Deletes a meeting, or one occurrence of it. Zoom mails nobody. */
  async deleteMeeting(meetingId: string, occurrenceId?: string): Promise<void> {
    await this.#http.call({
      operation: "meetingDelete",
      method: "DELETE",
      path: `/meetings/${encodeURIComponent(meetingId)}`,
      query: { occurrence_id: occurrenceId },
    });
  }

  /** Brings a deleted meeting back, with its id and join link; Zoom keeps it for seven days. */
  async recoverMeeting(meetingId: string): Promise<void> {
    await this.#http.call({
      operation: "meetingStatus",
      method: "PUT",
      path: `/meetings/${encodeURIComponent(meetingId)}/status`,
      body: { action: "recover" },
    });
  }

  /**
   * The groups of the account; only for who administers it, with an app that may read them.
   * @see https://developers.zoom.us/docs/api/users/#tag/groups/get/groups
   */
  async groups(): Promise<Array<{ id: string; name: string }>> {
    const call: ZoomCall = { operation: "groups", method: "GET", path: "/groups" };
    const { groups = [] } = (await this.#http.call(call)) as { groups?: ZoomGroup[] };
    return groups.flatMap(({ id, name }) => (id === undefined ? [] : [{ id, name: name ?? id }]));
  }

  /** Every scheduled meeting the user hosts, page by page. */
  async *listScheduled(): AsyncGenerator<ZoomMeetingListItem> {
    let next: string | undefined;
    do {
      const page = (await this.#http.call({
        operation: "meetings",
        method: "GET",
        path: "/users/me/meetings",
        query: { type: "scheduled", page_size: "300", next_page_token: next },
      })) as { meetings?: ZoomMeetingListItem[]; next_page_token?: string };
      yield* page.meetings ?? [];
      next = page.next_page_token;
    } while (next);
  }
}
