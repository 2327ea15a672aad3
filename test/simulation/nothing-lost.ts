import { type Standing } from "./agreement.ts";
import { type Ledger } from "./ledger.ts";

/** What a person said, and nobody contradicted, holds at the end. */
export function lostWords(ledger: Ledger, standing: Standing): string[] {
  return [...lostSubjects(ledger, standing), ...lostExistence(ledger, standing)];
}

/** The last title given on one side, or on both, is the title. */
function lostSubjects(ledger: Ledger, { events, numbers }: Standing): string[] {
  return events.flatMap((event) => {
    const number = numbers.get(event.id);
    const made =
      ledger.creationOf("outlook", event.id) ?? (number && ledger.creationOf("zoom", number));
    if (!made || made.isGuarded) return [];
    // Made again, as Zoom knew it, because it was deleted while the meeting was edited.
    if (made.ofEvent !== undefined && made.ofEvent !== event.id) return [];
    const { subject: inOutlook } = ledger.editsOf("outlook", event.id);
    const inZoom = number === undefined ? undefined : ledger.editsOf("zoom", number).subject;
    if (number === undefined) return [];
    const said = [inOutlook, inZoom].filter((subject) => subject !== undefined);
    const allowed = said.length > 0 ? said : [made.subject];
    return allowed.includes(event.subject)
      ? []
      : [`lost: ${event.subject} should be called ${allowed.join(" or ")}`];
  });
}

/** What was made and never deleted on either side is there. */
function lostExistence(ledger: Ledger, standing: Standing): string[] {
  const faults: string[] = [];
  for (const number of ledger.allMade("zoom")) {
    if (ledger.editsOf("zoom", number).isDeleted || ledger.isAnythingDeletedInOutlook) continue;
    const isThere = standing.meetings.some(({ id }) => String(id) === number);
    if (!isThere) faults.push(`lost: meeting ${number}, which nobody deleted`);
  }
  for (const id of ledger.allMade("outlook")) {
    if (ledger.editsOf("outlook", id).isDeleted || ledger.isAnythingDeletedInZoom) continue;
    if (!standing.events.some((event) => event.id === id)) {
      faults.push(`lost: event ${ledger.creationOf("outlook", id)?.subject}, which nobody deleted`);
    }
  }
  return faults;
}
