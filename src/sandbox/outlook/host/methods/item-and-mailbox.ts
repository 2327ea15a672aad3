import { RawAnswer, type HostContext, type Method, type MethodCall } from "../host-context.ts";
import { HostError, hostErrorCode } from "../host-error.ts";
import { fromEwsId, toEwsId } from "../item-id.ts";
import { objectsParam, stringParam, stringsParam } from "../params.ts";

async function save({ host }: MethodCall): Promise<string> {
  try {
    return toEwsId(await host.services.saveItem());
  } catch (cause) {
    throw new HostError(hostErrorCode.saveFailed, "The appointment was not saved.", { cause });
  }
}

function categories(host: HostContext) {
  const known = host.services.masterCategories ?? [];
  return (host.item.state.categories ?? []).map(
    (name) =>
      known.find(({ displayName }) => displayName === name) ?? { displayName: name, color: "None" },
  );
}

function writeCategories(host: HostContext, names: string[]): void {
  host.item.update({ categories: [...new Set(names)] }, "addin");
}

const openAppointment: Method = ({ host, params }) =>
  host.services.openForm?.({ itemId: fromEwsId(stringParam(params, "itemId")) });
const openNewAppointment: Method = ({ host, params }) =>
  host.services.openForm?.({ fields: params });
const nothing: Method = () => undefined;

/** Exchange's own tokens are off in every tenant of Exchange Online. */
const noExchangeToken: Method = () =>
  new RawAnswer({
    wasSuccessful: false,
    errorCode: 9018,
    errorName: "GenericTokenError",
    errorMessage: "Exchange tokens are turned off in this tenant.",
  });

export const itemAndMailboxMethods: Record<number, Method> = {
  32: save,
  164: ({ host }) => {
    const { itemId } = host.item.state;
    if (itemId !== null) return toEwsId(itemId);
    throw new HostError(hostErrorCode.itemNotSaved, "The appointment was never saved.");
  },
  41: ({ host }) => host.services.closeForm?.(),
  99: ({ initializationContext }) => initializationContext,
  108: ({ host }) => {
    if (host.shared !== null) return host.shared;
    throw new HostError(hostErrorCode.internal, "The appointment is not in a shared calendar.");
  },
  157: ({ host }) => categories(host),
  158: ({ host, params }) =>
    writeCategories(host, [
      ...(host.item.state.categories ?? []),
      ...stringsParam(params, "categories"),
    ]),
  159: ({ host, params }) => {
    const gone = stringsParam(params, "categories");
    const kept = (host.item.state.categories ?? []).filter((name) => !gone.includes(name));
    writeCategories(host, kept);
  },
  160: ({ host }) => host.services.masterCategories ?? [],
  161: ({ host, params }) => {
    const added = objectsParam(params, "categoryDetails").map((entry) => ({
      displayName: stringParam(entry, "displayName"),
      color: stringParam(entry, "color"),
    }));
    host.services.masterCategories?.push(...added);
  },
  162: ({ host, params }) => {
    const gone = stringsParam(params, "categories");
    const list = host.services.masterCategories ?? [];
    const kept = list.filter(({ displayName }) => !gone.includes(displayName));
    list.splice(0, list.length, ...kept);
  },
  149: () => [],
  2: noExchangeToken,
  12: noExchangeToken,
  5: () =>
    new RawAnswer({
      wasProxySuccessful: false,
      errorMessage: "Exchange Web Services are turned off in this tenant.",
    }),
  7: openNewAppointment,
  177: openNewAppointment,
  9: openAppointment,
  180: openAppointment,
  // Forms of messages: this Outlook has a calendar only.
  8: nothing,
  44: nothing,
  178: nothing,
  179: nothing,
  40: nothing,
  42: nothing,
  43: nothing,
  45: nothing,
  101: nothing,
  163: nothing,
  193: nothing,
  400: nothing,
  401: nothing,
  402: nothing,
  403: nothing,
};
