import {
  type CleanUp,
  type Finding,
  type FindingAction,
  type FindingKind,
} from "../../../shared/api/sync.ts";
import { RequestError } from "../../errors.ts";
import { deleteIfThere } from "../../meetings/zoom-writer.ts";
import { type Connection } from "../../microsoft/connections.ts";
import { type ZoomClients } from "../../zoom/zoom-clients.ts";
import { subjectOf } from "../kept-event.ts";
import { type EntryLinking } from "../entry-linking.ts";
import { type GivenUp } from "../given-up.ts";
import { type Orphans } from "../orphans.ts";
import { type Run } from "../run.ts";
import { type EntryQueries } from "../state/entry-queries.ts";
import { type Entries } from "../state/entries.ts";
import { mostTries } from "../../tries.ts";
import { type Entry } from "../state/entry.ts";
import { type Stray, type ZoomStrays } from "../state/zoom-strays.ts";
import { type ZoomFeed } from "../zoom-feed.ts";

interface FindingsParts {
  entries: Entries;
  queries: EntryQueries;
  strays: ZoomStrays;
  clients: ZoomClients;
  zoomFeed: ZoomFeed;
  linking: EntryLinking;
  givenUp: GivenUp;
  orphans: Orphans;
}

const mostFindings = 500;

const actionsFor: Record<FindingKind, readonly FindingAction[]> = {
  copy: ["giveMeeting", "ignore"],
  zoomWithoutEvent: ["createEvent", "deleteMeeting", "ignore"],
  eventWithoutZoom: ["giveMeeting", "removeLink", "ignore"],
  unlinked: ["link", "ignore"],
  failed: ["retry", "ignore"],
};

/** What a person may want to look at: copies, orphans on either side, and what was given up. */
export class Findings {
  readonly #parts: FindingsParts;

  constructor(parts: FindingsParts) {
    this.#parts = parts;
  }

  async all(connection: Connection): Promise<Finding[]> {
    const { queries, strays } = this.#parts;
    const known = (await strays.all(connection)).filter(({ isIgnored }) => !isIgnored);
    const concerning = await queries.ofConcern(connection, mostFindings);
    return [
      ...concerning.flatMap((entry) => ofEntry(entry, known)),
      ...known.flatMap((stray) => ofStray(stray)),
      ...(await this.#parts.givenUp.withoutEvent(connection)),
    ];
  }

  /** @throws RequestError 404 when it is not there any more, 400 for an action it does not have */
  async decide(run: Run, id: string, action: FindingAction): Promise<void> {
    const found = (await this.all(run.connection)).find((finding) => finding.id === id);
    if (!found) {
      throw new RequestError(404, "notFound", "This is settled already; nothing was changed.");
    }
    if (!found.actions.includes(action)) {
      throw new RequestError(
        400,
        "sync.badAction",
        "This cannot be done here. Nothing was changed.",
      );
    }
    if (id.startsWith("zoom:")) await this.#decideStray(run, id.slice("zoom:".length), action);
    else if (id.startsWith("entry:")) {
      await this.#decideEntry(run, id.slice("entry:".length), action);
    } else await this.#parts.givenUp.retry(run.connection, id);
  }

  async cleanUp(run: Run, { kind, action }: CleanUp): Promise<void> {
    const concerned = (await this.all(run.connection)).filter((finding) => finding.kind === kind);
    for (const { id } of concerned) await this.decide(run, id, action);
  }

  async #decideStray(run: Run, meetingId: string, action: FindingAction): Promise<void> {
    const { strays, clients, zoomFeed, orphans } = this.#parts;
    if (action === "ignore") return strays.ignore(run.connection, meetingId);
    if (action === "deleteMeeting") {
      await deleteIfThere(clients.of(run.users[0]), meetingId);
      await strays.forget(run.connection, meetingId);
      return;
    }
    const stray = await strays.byId(run.connection, meetingId);
    if (stray?.reason === "orphan") await orphans.takeBack(run, meetingId);
    else if (stray) await zoomFeed.takeStray(run, stray);
  }

  async #decideEntry(run: Run, id: string, action: FindingAction): Promise<void> {
    const { entries, linking } = this.#parts;
    const entry = await entries.byId(run.connection, id);
    if (!entry) return;
    switch (action) {
      case "ignore":
        entry.isIgnored = true;
        entry.copyOf = null;
        break;
      case "retry":
        entry.tries = 0;
        entry.retryAt = null;
        entry.errorCode = null;
        entry.isDirty = true;
        break;
      case "giveMeeting":
        entry.wants = "meeting";
        entry.isDirty = true;
        entry.seenBy = "portal";
        break;
      case "removeLink":
        entry.wants = "noLink";
        entry.isDirty = true;
        break;
      case "link":
        await linking.link(run, entry);
        return;
      case "createEvent":
      case "deleteMeeting":
        return;
    }
    await entries.save([entry]);
  }
}

function ofEntry(entry: Entry, strays: readonly Stray[]): Finding[] {
  const kind = kindOf(entry, strays);
  if (kind === null) return [];
  const { seen } = entry;
  return [
    {
      id: `entry:${entry.id}`,
      kind,
      subject: subjectOf(seen),
      start: entry.startsAt?.toString({ smallestUnit: "second" }) ?? null,
      isAllDay: seen?.outlook.time.isAllDay ?? false,
      zoomMeetingId: entry.zoomNumber,
      code: kind === "failed" ? entry.errorCode : null,
      actions: [...actionsFor[kind]],
    },
  ];
}

function kindOf(entry: Entry, strays: readonly Stray[]): FindingKind | null {
  if (entry.tries >= mostTries) return "failed";
  if (entry.linkId !== null || entry.wants !== null) return null;
  if (entry.copyOf !== null) return "copy";
  if (entry.zoomNumber === null || entry.seen?.outlook.isOrganizer !== true) return null;
  const isHosted = strays.some(({ meetingId }) => meetingId === entry.zoomNumber);
  if (isHosted) return "unlinked";
  // A link of ours whose meeting no longer exists; anybody else's is none of our business.
  return entry.seen.hasJoinBlock ? "eventWithoutZoom" : null;
}

function ofStray(stray: Stray): Finding[] {
  const isWithoutEvent = ["awaitingConsent", "orphan", "madeElsewhere"].includes(stray.reason);
  if (!isWithoutEvent) return [];
  return [
    {
      id: `zoom:${stray.meetingId}`,
      kind: "zoomWithoutEvent",
      subject: stray.zoom.topic,
      start: stray.startsAt?.toString({ smallestUnit: "second" }) ?? null,
      isAllDay: false,
      zoomMeetingId: stray.meetingId,
      code: null,
      actions: [...actionsFor.zoomWithoutEvent],
    },
  ];
}
