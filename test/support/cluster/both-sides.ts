import { calendarsOf } from "../../../src/sandbox/zoom/calendar/calendar-state.ts";
import { meetingsOf } from "../../../src/sandbox/zoom/core/meeting-lookup.ts";
import { findZoomUser, type ZoomUser } from "../../../src/sandbox/zoom/core/users.ts";
import { getParts } from "../../../src/sandbox/zoom/parts.ts";
import { zoomByHand } from "../../../src/sandbox/zoom/by-hand.ts";
import { type Sandbox } from "../../../src/sandbox/sandbox.ts";
import { type Person } from "../../../src/sandbox/world/model.ts";
import { keyOf } from "./expected.ts";

/** One thing as it stands in one place. */
export interface Found {
  key: string;
  id: string;
  subject: string;
  start: Temporal.Instant;
}

/** Everything a person has in the emulated world, place by place. */
export interface BothSides {
  outlook: Found[];
  meetings: Found[];
  mirror: Found[];
  /** Of the Zoom calendar that mirrors Outlook; null before it is made. */
  mirrorId: string | null;
}

const mirrorName = "Outlook";

function zoomUserOf(sandbox: Sandbox, person: Person): ZoomUser {
  const user = findZoomUser(getParts(sandbox).world.users, person.zoomEmail ?? person.mail);
  if (user === undefined) throw new Error(`Zoom does not know ${person.displayName}`);
  return user;
}

/** Only what has a key of ours; the seeded entries are left out. */
export function lookAtBothSides(sandbox: Sandbox, person: Person): BothSides {
  const { world } = getParts(sandbox);
  const user = zoomUserOf(sandbox, person);
  const now = Temporal.Now.instant();
  const view = sandbox.calendar.view(
    person.id,
    now.subtract({ hours: 24 }).toString(),
    now.add({ hours: 24 * 60 }).toString(),
  );
  const calendar = calendarsOf(world, user).find(
    ({ summary, isPrimary }) => !isPrimary && summary === mirrorName,
  );
  const events = calendar === undefined ? [] : zoomByHand(sandbox).eventsIn(calendar.id);
  return {
    outlook: view.flatMap(({ id, subject, startInstant }) => found(id, subject, startInstant)),
    meetings: meetingsOf(world, user.id).flatMap(({ id, topic, startTime }) =>
      found(String(id), topic, startTime ?? ""),
    ),
    mirror: events.flatMap(({ id, fields, start }) =>
      found(
        id,
        typeof fields.summary === "string" ? fields.summary : "",
        start.kind === "instant" ? start.instant : "",
      ),
    ),
    mirrorId: calendar?.id ?? null,
  };
}

function found(id: string, subject: string, start: string): Found[] {
  const key = keyOf(subject);
  return key === null || start === ""
    ? []
    : [{ key, id, subject, start: Temporal.Instant.from(start) }];
}
