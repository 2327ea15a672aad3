import { callOffice } from "./call.ts";
import { currentForm } from "./form.ts";

const name = "zoomMeeting";

interface Stored {
  itemKey?: unknown;
}

const load = (): Promise<Office.CustomProperties> =>
  callOffice<Office.CustomProperties>("loadCustomPropertiesAsync", (done) =>
    currentForm().loadCustomPropertiesAsync(done),
  );

const save = (properties: Office.CustomProperties): Promise<void> =>
  callOffice("customProperties.saveAsync", (done) => properties.saveAsync(done));

/** The key kept with the stored appointment: a hint, for edited occurrences of a series lose it. */
export const readStoredItemKey = (): Promise<string | null> =>
  load().then((properties) => {
    const itemKey = (properties.get(name) as Stored | undefined)?.itemKey;
    return typeof itemKey === "string" ? itemKey : null;
  });

export async function storeItemKey(itemKey: string): Promise<void> {
  const properties = await load();
  // The published types ask for a string; every client stores any JSON value.
  properties.set(name, { itemKey } as unknown as string);
  await save(properties);
}

export async function forgetStoredItemKey(): Promise<void> {
  const properties = await load();
  properties.remove(name);
  await save(properties);
}
