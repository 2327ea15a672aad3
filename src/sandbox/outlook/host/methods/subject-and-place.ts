import { type ItemState } from "../compose-item.ts";
import { type HostContext, type Method, type Params } from "../host-context.ts";
import { objectsParam, stringParam } from "../params.ts";

interface WireLocation {
  locationIdentifier: { id: string; type: "room" | "custom" };
  displayName: string;
  emailAddress: string;
}

/** Between several places in the one text of an appointment's location. */
const separator = "; ";

/** The places named in the location's text; a room of the directory is known by its name. */
export function readPlaces(state: Readonly<ItemState>, host: HostContext): WireLocation[] {
  const names = state.location.split(";").map((name) => name.trim());
  return names
    .filter((name) => name !== "")
    .map((name) => {
      const room = findRoom(host, name);
      return {
        locationIdentifier:
          room === undefined
            ? { id: name, type: "custom" }
            : { id: room.emailAddress, type: "room" },
        displayName: name,
        emailAddress: room?.emailAddress ?? "",
      };
    });
}

function findRoom(host: HostContext, nameOrAddress: string) {
  const wanted = nameOrAddress.toLowerCase();
  return host.services.rooms?.find(
    (room) =>
      room.displayName.toLowerCase() === wanted || room.emailAddress.toLowerCase() === wanted,
  );
}

function nameOf(host: HostContext, identifier: Params): string {
  const id = stringParam(identifier, "id");
  return (identifier.type === "room" ? findRoom(host, id)?.displayName : undefined) ?? id;
}

function writePlaces(host: HostContext, names: string[]): void {
  host.item.update({ location: names.join(separator) }, "addin");
}

export const subjectAndPlaceMethods: Record<number, Method> = {
  18: ({ host }) => host.item.state.subject,
  17: ({ host, params }) => {
    host.item.update({ subject: stringParam(params, "subject").slice(0, 255) }, "addin");
  },
  26: ({ host }) => host.item.state.location,
  27: ({ host, params }) => {
    host.item.update({ location: stringParam(params, "location").slice(0, 255) }, "addin");
  },
  154: ({ host }) => readPlaces(host.item.state, host),
  155: ({ host, params }) => {
    const names = readPlaces(host.item.state, host).map((place) => place.displayName);
    for (const identifier of objectsParam(params, "enhancedLocations")) {
      const name = nameOf(host, identifier);
      if (!names.includes(name)) names.push(name);
    }
    writePlaces(host, names);
  },
  156: ({ host, params }) => {
    const gone = objectsParam(params, "enhancedLocations").map((entry) => nameOf(host, entry));
    const places = readPlaces(host.item.state, host).map((place) => place.displayName);
    writePlaces(
      host,
      places.filter((name) => !gone.includes(name)),
    );
  },
};
