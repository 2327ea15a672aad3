import { type ZoomAction } from "../../sync/plan.ts";
import { type Instant } from "../../sync/instant.ts";
import { type ZoomOccurrence } from "../../sync/model.ts";
import { Bug } from "../errors.ts";
import { ZoomMeetingGone } from "../zoom/errors.ts";
import { patchBody } from "../zoom/meeting-body.ts";
import { type ZoomMeeting } from "../zoom/meeting-schema.ts";
import { type ZoomClient } from "../zoom/zoom-client.ts";
import { occurrencesOf } from "../zoom/zoom-state.ts";
import { type WriteBudget } from "./write-budget.ts";

/** Carries out the Zoom side of a plan for one meeting, in the plan's order. */
export class ZoomWriter {
  readonly #client: ZoomClient;
  readonly #budget: WriteBudget;
  readonly #host: { zoomUserId: string; meetingId: string };
  #known: ZoomMeeting | null;

  constructor(
    client: ZoomClient,
    budget: WriteBudget,
    host: { zoomUserId: string; meetingId: string },
    known: ZoomMeeting | null,
  ) {
    this.#client = client;
    this.#budget = budget;
    this.#host = host;
    this.#known = known;
  }

  /** Creating a meeting is not among the actions carried out here: it has an answer to keep. */
  async execute(actions: readonly ZoomAction[]): Promise<void> {
    for (const action of actions) await this.#execute(action);
  }

  async #execute(action: ZoomAction): Promise<void> {
    const { meetingId } = this.#host;
    switch (action.type) {
      case "patchZoomMeeting":
        await this.#countedWrite(() =>
          this.#client.patchMeeting(meetingId, patchBody(action.fields)),
        );
        // A new schedule may give every occurrence a new id.
        if (action.fields.schedule) this.#known = null;
        return;
      case "patchZoomOccurrence": {
        const { occurrenceId, status } = await this.#occurrence(action.originalStart);
        // Whether a series written anew has it again is nowhere said; the next reading shows it deleted.
        if (status === "deleted") return;
        await this.#countedWrite(() =>
          this.#client.patchOccurrence(meetingId, occurrenceId, {
            start_time: action.start,
            duration: action.durationMinutes,
          }),
        );
        return;
      }
      case "deleteZoomOccurrence": {
        const { occurrenceId, status } = await this.#occurrence(action.originalStart);
        if (status === "available") await this.#client.deleteMeeting(meetingId, occurrenceId);
        return;
      }
      case "deleteZoomMeeting":
        await deleteIfThere(this.#client, meetingId);
        return;
      case "recoverZoomMeeting":
        await this.#client.recoverMeeting(meetingId);
        return;
      case "createZoomMeeting":
        throw new Bug("A meeting that exists was to be created again");
    }
  }

  async #countedWrite(write: () => Promise<void>): Promise<void> {
    await this.#budget.count(this.#host.zoomUserId);
    await write();
  }

  async #meeting(): Promise<ZoomMeeting> {
    this.#known ??= await this.#client.getMeeting(this.#host.meetingId);
    return this.#known;
  }

  async #occurrence(originalStart: Instant): Promise<ZoomOccurrence> {
    const occurrences = occurrencesOf(await this.#meeting());
    const found = occurrences.find((occurrence) => occurrence.originalStart === originalStart);
    if (!found) throw new Bug("Zoom does not have an occurrence that the plan changes");
    return found;
  }
}

/** A meeting that is gone already counts as deleted. */
export async function deleteIfThere(client: ZoomClient, meetingId: string): Promise<void> {
  try {
    await client.deleteMeeting(meetingId);
  } catch (cause) {
    if (!(cause instanceof ZoomMeetingGone)) throw cause;
  }
}
