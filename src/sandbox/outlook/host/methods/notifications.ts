import { type Notification } from "../compose-item.ts";
import { type HostContext, type Method, type Params } from "../host-context.ts";
import { HostError, hostErrorCode } from "../host-error.ts";
import { booleanParam, numberParam, objectsParam, stringParam } from "../params.ts";

/** Types by their number on the wire; `getAll` answers the names. */
export const notificationTypes = [
  "informationalMessage",
  "progressIndicator",
  "errorMessage",
  "insightMessage",
] as const;

const mostPerItem = 5;

function givenNotification(params: Params): Notification {
  const type = notificationTypes[numberParam(params, "type")];
  if (type === undefined) {
    throw new HostError(hostErrorCode.internal, "There is no such type of notification.");
  }
  return {
    key: stringParam(params, "key"),
    type,
    message: stringParam(params, "message"),
    ...(params.icon === undefined ? {} : { icon: stringParam(params, "icon") }),
    ...(params.persistent === undefined ? {} : { persistent: booleanParam(params, "persistent") }),
    ...(params.actions === undefined
      ? {}
      : { actions: objectsParam(params, "actions").map(givenAction) }),
  };
}

function givenAction(action: Params) {
  return {
    actionType: stringParam(action, "actionType"),
    actionText: stringParam(action, "actionText"),
    commandId: stringParam(action, "commandId"),
    ...(action.contextData === undefined ? {} : { contextData: action.contextData }),
  };
}

function write(host: HostContext, notifications: Notification[]): void {
  const insights = notifications.filter(({ type }) => type === "insightMessage").length;
  if (notifications.length > mostPerItem || insights > 1) {
    throw new HostError(hostErrorCode.tooManyNotifications, "The item has enough notifications.");
  }
  host.item.update({ notifications }, "addin");
}

export const notificationMethods: Record<number, Method> = {
  33: ({ host, params }) => {
    const added = givenNotification(params);
    const { notifications } = host.item.state;
    if (notifications.some(({ key }) => key === added.key)) {
      throw new HostError(hostErrorCode.duplicateNotificationKey, "The key is already in use.");
    }
    write(host, [...notifications, added]);
  },
  34: ({ host }) => host.item.state.notifications,
  // Documented: replacing a message that is not there adds it.
  35: ({ host, params }) => {
    const replacement = givenNotification(params);
    const { notifications } = host.item.state;
    const at = notifications.findIndex(({ key }) => key === replacement.key);
    write(host, at < 0 ? [...notifications, replacement] : notifications.with(at, replacement));
  },
  36: ({ host, params }) => {
    const gone = stringParam(params, "key");
    const { notifications } = host.item.state;
    const kept = notifications.filter(({ key }) => key !== gone);
    if (kept.length === notifications.length) {
      throw new HostError(hostErrorCode.notificationNotFound, "No notification has this key.");
    }
    host.item.update({ notifications: kept }, "addin");
  },
};
