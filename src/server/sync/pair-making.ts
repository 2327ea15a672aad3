import { type Clock } from "../clock.ts";
import { GraphNotFound } from "../graph/errors.ts";
import { type Link } from "../meetings/link.ts";
import { Links } from "../meetings/links.ts";
import { type LinkSync } from "../meetings/link-sync.ts";
import { type MeetingCreation } from "../meetings/meeting-creation.ts";
import { type Leases } from "../store/leases.ts";
import { type OutlookState } from "../../sync/model.ts";
import { reconcile } from "../../sync/reconcile.ts";
import { describeStep } from "./describe-step.ts";
import { reserveLinkOf } from "./entry-link.ts";
import { type OutlookWriter } from "./outlook-writer.ts";
import { type PairEnding } from "./pair-ending.ts";
import { beforeOccurrences, type PairJoining } from "./pair-joining.ts";
import { remembered, zoomStateOf } from "./pair-states.ts";
import { type Run } from "./run.ts";
import { type Entries } from "./state/entries.ts";
import { type Entry } from "./state/entry.ts";

interface MakingParts {
  links: Links;
  leases: Leases;
  sync: LinkSync;
  creation: MeetingCreation;
  entries: Entries;
  writer: OutlookWriter;
  joining: PairJoining;
  ending: PairEnding;
  clock: Clock;
}

/** Makes the side that is missing: an event for a Zoom meeting, or a Zoom meeting for an event. */
export class PairMaking {
  readonly #parts: MakingParts;

  constructor(parts: MakingParts) {
    this.#parts = parts;
  }

  /** Makes the Outlook event of a Zoom meeting that has none yet. False when none is to be made now. */
  async makeEvent(run: Run, { id }: Pick<Link, "id">): Promise<boolean> {
    const { links, leases, joining, ending, clock } = this.#parts;
    return leases.hold(Links.leaseOf({ id }), async () => {
      const link = await links.byId(run.connection.tenantId, id);
      if (!link || link.state === "removed" || link.entryId !== null) return true;
      if (link.zoomIsStale) await this.#parts.sync.readZoom(run.users[0], link, "full");
      const zoom = zoomStateOf(link, clock.now());
      const never: OutlookState = { state: "absent", reason: "never" };
      const plan = reconcile(null, never, zoom, run.policy);
      // Moved and cancelled occurrences follow when the new pair is decided.
      const [create] = plan.outlook;
      if (create?.type !== "createOutlookEvent") {
        const isOver = zoom.state === "absent" && zoom.reason !== "unknown";
        if (isOver) await ending.end(run, link);
        return isOver;
      }
      // The first try counts: one whose answer was lost may have made the event all the same.
      if (link.intended === null && zoom.state === "present") {
        link.intended = { side: "outlook", agreed: beforeOccurrences(create.fields, zoom) };
        await links.save(link);
      }
      const event = await this.#parts.writer.create(run, link, create.fields);
      const entry = await joining.entryOf(run, link, event);
      // It was Zoom that told of it, unless it took a sweep to find it.
      if (run.seenBy === "notification") entry.seenBy = "webhook";
      link.recentWrites = remembered(link, "outlook", clock.now());
      await links.save(link);
      await this.#parts.entries.save([entry]);
      await joining.record(
        run,
        entry,
        link,
        describeStep(null, never, zoom, plan, run.policy.now),
        {
          before: null,
          outcome: "done",
        },
      );
      return true;
    });
  }

  /** Gives an entry a Zoom meeting of its own, as a person asked; an earlier try is taken up. */
  async giveMeeting(run: Run, entry: Entry): Promise<void> {
    const { links, leases, creation, writer, joining, clock } = this.#parts;
    const { seen } = entry;
    if (seen === null) return;
    const reserved = await reserveLinkOf(links, run, entry, seen, clock.now());
    await leases.hold(Links.leaseOf(reserved), async () => {
      const link = (await links.byId(run.connection.tenantId, reserved.id)) ?? reserved;
      if (link.state === "removed") startAgain(link, clock.now());
      link.outlook = seen.outlook;
      if (link.zoomMeetingId === null) await creation.create(run.users[0], link, run.policy);
      const event = await writer.invite(run, entry, link);
      if (event === null) throw gone();
      await joining.join(run, entry, link, event, link.agreed);
      entry.wants = null;
      await this.#parts.entries.save([entry]);
      await joining.record(
        run,
        entry,
        link,
        {
          changedIn: "portal",
          changes: [],
          did: [
            { place: "zoom", action: "create" },
            { place: "outlook", action: "change" },
          ],
        },
        { before: null, outcome: "done" },
      );
    });
  }
}

function startAgain(link: Link, now: Temporal.Instant): void {
  link.state = "reserved";
  link.zoomMeetingId = null;
  link.access = null;
  link.zoom = null;
  link.agreed = null;
  link.intended = null;
  link.zoomDeletedAt = null;
  link.removedAt = null;
  link.reservedAt = now;
}

function gone(): GraphNotFound {
  return new GraphNotFound("graph.notFound", "The entry is no longer in Outlook", {
    status: 404,
    graphCode: "",
  });
}
