/** Where an appointment's key may be found; the first that knows it wins. */
export interface KeyPlaces {
  readSession(): Promise<string | null>;
  writeSession(itemKey: string): Promise<void>;
  /** False where frames cannot share what one of them wrote. */
  hasSession(): boolean;
  readStored(): Promise<string | null>;
  /** From the marker link of the join block: all that is left of an edited occurrence's properties. */
  readFromBody(): Promise<string | null>;
}

const keyShape = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

export async function findItemKey(places: KeyPlaces): Promise<string | null> {
  const readers = [
    () => places.readSession(),
    () => places.readStored(),
    () => places.readFromBody(),
  ];
  for (const read of readers) {
    const found = (await read())?.toLowerCase();
    if (found !== undefined && keyShape.test(found)) return found;
  }
  return null;
}

/** Long enough for another frame's write to arrive, short enough not to be noticed. */
const settleMs = 120;

/**
 * The key of the open appointment, made when it has none. Frames that ask at the same moment all
 * end with the key that was written last.
 */
export async function agreeOnItemKey(
  places: KeyPlaces,
  newKey: () => string,
  wait: (ms: number) => Promise<void>,
): Promise<string> {
  const known = await findItemKey(places);
  const itemKey = known ?? newKey();
  if (!places.hasSession()) return itemKey;
  if ((await places.readSession()) !== itemKey) {
    await places.writeSession(itemKey);
    if (known === null) await wait(settleMs);
  }
  return (await places.readSession()) ?? itemKey;
}
