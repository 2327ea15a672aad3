import { GraphConflict, GraphNotFound } from "../graph/errors.ts";
import {
  createBody,
  type CurrentEvent,
  type EventInvitation,
  invitationBody,
  patchBody,
  transactionIdOf,
  withoutInvitation,
} from "../graph/event-body.ts";
import { type InvitationMarks } from "../graph/event-invitation.ts";
import { type GraphClient } from "../graph/graph-client.ts";
import { etagOf, type GraphEvent } from "../graph/graph-schema.ts";
import { writeTime } from "../graph/event-time.ts";
import { type Link } from "../meetings/link.ts";
import { Bug } from "../errors.ts";
import { type Instant } from "../../sync/instant.ts";
import { type OutlookAction, type OutlookPatch } from "../../sync/plan.ts";
import { type OutlookFields } from "../../sync/model.ts";
import { type Run } from "./run.ts";
import { type Entry } from "./state/entry.ts";

/** Carries out the Outlook side of a plan, in the plan's order. */
export class OutlookWriter {
  readonly #marks: InvitationMarks;

  constructor(marks: InvitationMarks) {
    this.#marks = marks;
  }

  /**
   * The same link makes one event, however often it is tried.
   * @param replaced the entry of an event that was deleted and gets a successor, of which it makes one
   */
  async create(
    run: Run,
    link: Link,
    fields: OutlookFields,
    replaced: Entry | null = null,
  ): Promise<GraphEvent> {
    const { zoomMeetingId } = link;
    if (zoomMeetingId === null) throw new Bug("An event was to be made for no Zoom meeting");
    const body = createBody(
      fields,
      this.#invitationOf(run, link),
      zoomMeetingId,
      transactionIdOf([
        ...["event of link", link.tenantId, link.id, String(link.confirmedAt)],
        ...(replaced ? [replaced.id] : []),
      ]),
    );
    return run.graph((graph) => graph.createEvent(body));
  }

  /** An entry without a Zoom meeting, made in Zoom's calendar. */
  async createPlain(run: Run, fields: OutlookFields, mirrorId: string): Promise<GraphEvent> {
    const { subject, time, recurrence, showAs } = fields;
    const body = patchBody(
      { subject, time, ...(recurrence && { recurrence }), ...(showAs && { showAs }) },
      { body: null, attendees: [], location: "" },
      this.#marks,
    );
    return run.graph((graph) =>
      graph.createEvent({
        ...body,
        transactionId: transactionIdOf(["event of mirror", run.connection.id, mirrorId]),
      }),
    );
  }

  /** Returns the event as Graph answered the last write to it; null when only others were written. */
  async execute(
    run: Run,
    entry: Entry,
    actions: readonly OutlookAction[],
  ): Promise<GraphEvent | null> {
    let written: GraphEvent | null = null;
    for (const action of actions) {
      run.slice.spend();
      switch (action.type) {
        case "createOutlookEvent":
          throw new Bug("An event that exists was to be created again");
        case "patchOutlookEvent":
          written = await this.#patch(run, entry, action.fields);
          break;
        case "patchOutlookOccurrence": {
          const times = writeTime({
            start: action.start,
            end: action.end,
            timeZone: zoneOf(entry),
            isAllDay: false,
          });
          await this.#onOccurrence(run, entry, action.originalStart, (graph, id) =>
            graph.patchEvent(id, { start: times.start, end: times.end }),
          );
          break;
        }
        case "cancelOutlookOccurrence":
          await this.#onOccurrence(run, entry, action.originalStart, (graph, id) =>
            graph.deleteEvent(id),
          );
          break;
        case "deleteOutlookEvent":
          await unlessGone(run.graph((graph) => graph.deleteEvent(entry.eventId)));
          break;
      }
    }
    return written;
  }

  /** Puts the link's invitation into the event, in place of the one that is there. */
  async invite(run: Run, entry: Entry, link: Link): Promise<GraphEvent | null> {
    const { zoomMeetingId } = link;
    if (zoomMeetingId === null)
      throw new Bug("An invitation was to be written for no Zoom meeting");
    return this.#rewrite(run, entry, (current) =>
      invitationBody(current, this.#invitationOf(run, link), zoomMeetingId, this.#marks),
    );
  }

  /** Takes a dead link out of the event. */
  async uninvite(run: Run, entry: Entry): Promise<GraphEvent | null> {
    const joinUrl = entry.seen?.joinUrl ?? null;
    return this.#rewrite(run, entry, (current) => withoutInvitation(current, joinUrl, this.#marks));
  }

  async #patch(run: Run, entry: Entry, patch: OutlookPatch): Promise<GraphEvent> {
    const needsCurrent =
      patch.notes !== undefined ||
      patch.attendees !== undefined ||
      (entry.isSeries && patch.time !== undefined && patch.recurrence === undefined);
    if (!needsCurrent) {
      const body = patchBody(patch, { body: null, attendees: [], location: "" }, this.#marks);
      return run.graph((graph) => graph.patchEvent(entry.eventId, body, { etag: entry.etag }));
    }
    const written = await this.#rewrite(
      run,
      entry,
      (current) => patchBody(patch, current, this.#marks),
      entry.etag,
    );
    if (written) return written;
    throw new GraphNotFound("graph.notFound", "Microsoft 365 no longer has this entry", {
      status: 404,
      graphCode: "",
    });
  }

  /**
   * Reads the event, and writes what follows from how it is now, unless it changes in between.
   * @param seen the etag of the state that was decided about: what changed since would never be seen
   *   for our own new etag. Compared here, as Microsoft documents `If-Match` for no event.
   */
  async #rewrite(
    run: Run,
    entry: Entry,
    change: (current: CurrentEvent) => Parameters<GraphClient["patchEvent"]>[1],
    seen: string | null = null,
  ): Promise<GraphEvent | null> {
    const event = await run.graph((graph) =>
      graph.readEvent({ id: entry.eventId, isSeries: entry.isSeries }),
    );
    if (event === null) return null;
    if (seen !== null && etagOf(event) !== seen) {
      throw new GraphConflict("graph.changed", "The entry was changed in Outlook meanwhile", {
        status: 200,
        graphCode: "",
      });
    }
    const { body } = event;
    const current: CurrentEvent = {
      body:
        typeof body?.content === "string"
          ? { format: body.contentType === "text" ? "text" : "html", content: body.content }
          : null,
      attendees: event.attendees ?? [],
      location: event.location?.displayName ?? "",
      recurrence: event.recurrence ?? null,
    };
    return run.graph((graph) =>
      graph.patchEvent(entry.eventId, change(current), { etag: etagOf(event) }),
    );
  }

  async #onOccurrence(
    run: Run,
    entry: Entry,
    originalStart: Instant,
    write: (graph: GraphClient, id: string) => Promise<unknown>,
  ): Promise<void> {
    await run.graph(async (graph) => {
      const occurrence = await graph.occurrenceAt(entry.eventId, originalStart, zoneOf(entry));
      // Cancelled in Outlook meanwhile: what was to change of it has no place any more.
      if (occurrence) await unlessGone(write(graph, occurrence.id));
    });
  }

  #invitationOf({ language }: Run, link: Link): EventInvitation {
    const { access, zoomMeetingId, itemKey } = link;
    if (!access) throw new Bug("A link with a Zoom meeting lost its join link");
    return {
      joinUrl: access.joinUrl,
      passcode: access.passcode,
      meetingId: zoomMeetingId,
      markerUrl: this.#marks.markerPrefix + itemKey,
      language,
    };
  }
}

function zoneOf(entry: Entry): string {
  return entry.seen?.outlook.time.timeZone ?? "UTC";
}

async function unlessGone(work: Promise<unknown>): Promise<void> {
  try {
    await work;
  } catch (cause) {
    if (!(cause instanceof GraphNotFound)) throw cause;
  }
}
