import { initialData, appContext } from "./app-context.ts";
import { type Commands } from "./commands.ts";
import { type Dialogs } from "./dialogs.ts";
import { dispatchMethod, type Dispatcher } from "./dispatch.ts";
import { type Request } from "./envelope.ts";
import { ProtocolError, hostErrorCode } from "./host-error.ts";
import { type Answer, type HostFrame } from "./host-frame.ts";

export interface OfficeCalls extends Dispatcher {
  commands: Commands;
  dialogs: Dialogs;
}

const common = { completed: 94, getAccessToken: 98, messageParent: 144, messageChild: 145 };
/** Office's single sign-on is not offered: the add-in's manifest has no WebApplicationInfo. */
const singleSignOnUnsupported = 13012;

/** Answers everything an add-in's page may call. */
export async function answerOfficeCall(
  calls: OfficeCalls,
  frame: HostFrame,
  request: Request,
): Promise<Answer> {
  switch (request._actionName) {
    case "ContextActivationManager_getAppContextAsync":
      return { data: await appContext(calls.host, frame.instanceId) };
    case "GetInitialData":
      return { data: initialData(calls.host) };
    case "ExecuteMethod":
      return dispatchMethod(calls, request._data, frame.initializationContext);
    case "executeMethod":
      return answerCommon(calls, frame, request);
    case "ContextActivationManager_notifyHost":
      return { data: {} };
    case "ContextActivationManager_openWindowInHost":
      openWindow(calls, request._data);
      return { data: {} };
    default:
      calls.onFault(new ProtocolError(`The add-in called ${request._actionName}, unknown here.`));
      return { data: { error: true, errorCode: hostErrorCode.unsupported }, errorCode: -1 };
  }
}

function answerCommon(calls: OfficeCalls, frame: HostFrame, request: Request): Answer {
  const params = (request._data ?? {}) as Readonly<Record<string, unknown>>;
  const id = (params.DdaMethod as { DispatchId?: number } | undefined)?.DispatchId;
  switch (id) {
    case common.completed:
      calls.commands.complete(params);
      return done();
    case common.messageParent:
      calls.dialogs.messageParent(frame, params);
      return done();
    case common.messageChild:
      calls.dialogs.messageChild(frame, params);
      return done();
    case common.getAccessToken:
      return { data: { Error: singleSignOnUnsupported, Version: 1 } };
    default:
      calls.onFault(
        new ProtocolError(`The add-in called the common method ${id ?? "without an id"}.`),
      );
      return { data: { Error: hostErrorCode.unsupported, Version: 1 } };
  }
}

function done(): Answer {
  return { data: { Error: 0, Version: 1 } };
}

function openWindow(calls: OfficeCalls, message: unknown): void {
  const url = (message as { strUrl?: unknown } | null)?.strUrl;
  if (typeof url !== "string") return;
  if (calls.host.services.openWindow) calls.host.services.openWindow(url);
  else window.open(url);
}
