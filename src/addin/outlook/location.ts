import { callOffice } from "./call.ts";
import { currentForm } from "./form.ts";

const room = "room";
const custom = "custom";

/** Which text to write for a given location; null leaves it alone, for example when it is too long. */
export type ChangeLocation = (location: string) => string | null;

/**
 * Puts a link beside what the location says. Writing the plain text would replace booked rooms by
 * their names, so where rooms are booked the link is added as a place of its own.
 */
export async function addToLocation(link: string, merge: ChangeLocation): Promise<void> {
  const form = currentForm();
  const places = await readPlaces();
  if (places.some((place) => isLink(place, link))) return;
  const merged = merge(await readLocation());
  if (merged === null) return;
  if (places.some((place) => place.locationIdentifier.type === room)) {
    await callOffice("enhancedLocation.addAsync", (done) =>
      form.enhancedLocation?.addAsync([{ id: link, type: custom }], done),
    );
    return;
  }
  await writeLocation(merged);
}

/** The inverse of `addToLocation`. */
export async function removeFromLocation(link: string, without: ChangeLocation): Promise<void> {
  const form = currentForm();
  const places = (await readPlaces()).filter((place) => isLink(place, link));
  if (places.length > 0) {
    await callOffice("enhancedLocation.removeAsync", (done) =>
      form.enhancedLocation?.removeAsync(
        places.map((place) => place.locationIdentifier),
        done,
      ),
    );
    return;
  }
  const rest = without(await readLocation());
  if (rest !== null) await writeLocation(rest);
}

export const readLocation = (): Promise<string> =>
  callOffice<string>("location.getAsync", (done) => currentForm().location.getAsync(done));

const writeLocation = (location: string): Promise<unknown> =>
  callOffice("location.setAsync", (done) => currentForm().location.setAsync(location, done));

/** Empty where the client knows plain text only: phones, and clients before Mailbox 1.8. */
async function readPlaces(): Promise<Office.LocationDetails[]> {
  const { enhancedLocation } = currentForm();
  if (enhancedLocation === undefined) return [];
  return callOffice<Office.LocationDetails[]>("enhancedLocation.getAsync", (done) =>
    enhancedLocation.getAsync(done),
  );
}

const isLink = (place: Office.LocationDetails, link: string): boolean =>
  place.locationIdentifier.type === custom && place.locationIdentifier.id === link;
