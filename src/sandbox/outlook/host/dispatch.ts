import { type Faults } from "./faults.ts";
import { RawAnswer, type HostContext, type Params } from "./host-context.ts";
import { HostError, ProtocolError, hostErrorCode } from "./host-error.ts";
import { type Answer } from "./host-frame.ts";
import { methods } from "./methods/table.ts";

export interface Dispatcher {
  host: HostContext;
  faults: Faults;
  /** Hears of calls this host does not know, and of failures of the form around it. */
  onFault: (error: Error) => void;
}

/** Answers one `ExecuteMethod`: Outlook's own methods, as opposed to those all of Office has. */
export async function dispatchMethod(
  { host, faults, onFault }: Dispatcher,
  message: unknown,
  initializationContext: string,
): Promise<Answer> {
  const call = message as {
    ApiParams?: Params | null;
    MethodData?: { DispatchId?: number };
  } | null;
  const id = call?.MethodData?.DispatchId ?? Number.NaN;
  const fault = faults.of(id);
  if (fault === "mute") return "silence";
  if (fault !== undefined && "failWith" in fault) return failure(fault.failWith);
  if (fault !== undefined) await new Promise((resolve) => setTimeout(resolve, fault.delayMs));
  const method = methods.get(id);
  if (method === undefined) {
    onFault(new ProtocolError(`The add-in called the method ${id}, which this Outlook lacks.`));
    return failure(hostErrorCode.unsupported);
  }
  try {
    const params = call?.ApiParams ?? {};
    const value = await method({ host, params, initializationContext });
    if (value instanceof RawAnswer) return { data: value.body };
    // Newer builds of office.js need `error` spelt out, and a getter's null must stay null.
    return { data: value === undefined ? { error: false } : { error: false, data: value } };
  } catch (error) {
    if (error instanceof HostError) {
      if (error.cause !== undefined) onFault(error);
      return failure(error.code);
    }
    onFault(new Error(`Method ${id} failed inside the host.`, { cause: error }));
    return failure(hostErrorCode.internal);
  }
}

function failure(errorCode: number): Answer {
  return { data: { error: true, errorCode } };
}
