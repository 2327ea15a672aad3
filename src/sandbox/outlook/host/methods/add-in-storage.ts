import { RawAnswer, type HostContext, type Method } from "../host-context.ts";
import { HostError, hostErrorCode } from "../host-error.ts";
import { objectParam, stringParam } from "../params.ts";

/** Characters of all names and values together, up to requirement set Mailbox 1.15. */
const sessionLimit = 50_000;

/** Outlook loses the properties of an occurrence that has become an exception (office-js#6228). */
function visibleProperties(host: HostContext): string {
  const { customProperties, seriesId, isException } = host.item.state;
  const lost = host.switches().customPropertiesVanish && seriesId !== null && isException === true;
  return lost ? "{}" : customProperties;
}

function writeSession(host: HostContext, sessionData: Record<string, string>): void {
  host.item.update({ sessionData }, "addin");
}

export const addInStorageMethods: Record<number, Method> = {
  3: ({ host }) =>
    new RawAnswer({ wasSuccessful: true, customProperties: visibleProperties(host) }),
  4: ({ host, params }) => {
    const customProperties = JSON.stringify(objectParam(params, "customProperties"));
    host.item.update({ customProperties }, "addin");
  },
  185: ({ host, params }) => {
    const [name, value] = [stringParam(params, "name"), stringParam(params, "value")];
    const sessionData = { ...host.item.state.sessionData, [name]: value };
    const length = Object.entries(sessionData).flat().join("").length;
    if (length > sessionLimit) {
      throw new HostError(hostErrorCode.sessionTooLong, "The session data is too long.");
    }
    writeSession(host, sessionData);
  },
  186: ({ host, params }) => {
    const value = host.item.state.sessionData[stringParam(params, "name")];
    if (value !== undefined) return value;
    throw new HostError(hostErrorCode.sessionKeyNotFound, "The session data has no such name.");
  },
  187: ({ host }) => host.item.state.sessionData,
  188: ({ host }) => writeSession(host, {}),
  189: ({ host, params }) => {
    const gone = stringParam(params, "name");
    const kept = Object.entries(host.item.state.sessionData).filter(([name]) => name !== gone);
    writeSession(host, Object.fromEntries(kept));
  },
  404: async ({ host, params }) => {
    await host.services.roamingSettings?.save(roamingSettings(params));
  },
};

/** Roaming settings travel as an array holding one object of JSON texts. */
function roamingSettings(params: Readonly<Record<string, unknown>>): Record<string, string> {
  const given = Array.isArray(params) ? objectParam({ settings: params[0] }, "settings") : params;
  return Object.fromEntries(
    Object.keys(given).map((name) => [name, stringParam(given, name)] as const),
  );
}
