export type Side = "outlook" | "zoom" | "calendar";

/** What people said of one thing on one side: the last word on each field, and whether it is to be. */
interface Said {
  subject?: string;
  start?: string;
  isDeleted?: boolean;
  /** Its title is not the other side's to say: private, or an attendee's copy. */
  isGuarded?: boolean;
  /** Of a meeting made with the add-in: the event it was made for. */
  ofEvent?: string;
}

/** Everything people did in one seed, in words and by thing. */
export class Ledger {
  readonly lines: string[] = [];
  readonly #edits = new Map<string, Said>();
  readonly #made = new Map<string, Said>();

  /** A step of the simulation, for the list that a failure shows. */
  note(line: string): void {
    this.lines.push(line);
  }

  made(side: Side, id: string, said: Said): void {
    this.#made.set(`${side} ${id}`, said);
  }

  edited(side: Side, id: string, said: Said): void {
    const key = `${side} ${id}`;
    this.#edits.set(key, { ...this.#edits.get(key), ...said });
  }

  /** From now on its title is not the other side's to say. */
  guard(side: Side, id: string): void {
    this.#made.set(`${side} ${id}`, { ...this.#made.get(`${side} ${id}`), isGuarded: true });
  }

  editsOf(side: Side, id: string): Said {
    return this.#edits.get(`${side} ${id}`) ?? {};
  }

  creationOf(side: Side, id: string): Said | null {
    return this.#made.get(`${side} ${id}`) ?? null;
  }

  /** Whether anybody deleted anything in Zoom, which then may have gone from Outlook, too. */
  get isAnythingDeletedInZoom(): boolean {
    return [...this.#edits].some(
      ([key, { isDeleted }]) => !key.startsWith("outlook ") && isDeleted === true,
    );
  }

  /** Whether anybody deleted an event in Outlook, which then may have taken its meeting with it. */
  get isAnythingDeletedInOutlook(): boolean {
    return [...this.#edits].some(
      ([key, { isDeleted }]) => key.startsWith("outlook ") && isDeleted === true,
    );
  }

  /** Ids of everything people made on a side. */
  allMade(side: Side): string[] {
    return [...this.#made.keys()].flatMap((key) =>
      key.startsWith(`${side} `) ? [key.slice(side.length + 1)] : [],
    );
  }
}
