import { type Sandbox } from "../sandbox.ts";

/** Something a developer can make happen from the traffic page. */
export interface SandboxAction {
  /** Part of the address: `POST /traffic/api/actions/{name}`. */
  name: string;
  label: string;
  /** One sentence on what it does, shown beneath the button. */
  explanation: string;
  /** Answers with a sentence on what happened. */
  run: () => string | Promise<string>;
}

const actionsOf = new WeakMap<Sandbox, Map<string, SandboxAction>>();

/** Adds a button to the traffic page of this sandbox. */
export function registerAction(sandbox: Sandbox, action: SandboxAction): void {
  const actions = actionsOf.get(sandbox) ?? new Map<string, SandboxAction>();
  if (actions.has(action.name)) throw new Error(`The action "${action.name}" is already there.`);
  actionsOf.set(sandbox, actions.set(action.name, action));
}

export function listActions(sandbox: Sandbox): SandboxAction[] {
  return [...(actionsOf.get(sandbox)?.values() ?? [])];
}
