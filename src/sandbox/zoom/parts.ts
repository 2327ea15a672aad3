import { type Sandbox } from "../sandbox.ts";
import { type ZoomWorld } from "./core/zoom-state.ts";
import { type GrantStore } from "./oauth/grant-store.ts";
import { type WebhookSender } from "./webhooks/sender.ts";

/** The emulated Zoom of one sandbox. */
export interface ZoomParts {
  world: ZoomWorld;
  grants: GrantStore;
  sender: WebhookSender;
}

const partsOf = new WeakMap<Sandbox, ZoomParts>();

export function setParts(sandbox: Sandbox, parts: ZoomParts): void {
  partsOf.set(sandbox, parts);
}

export function getParts(sandbox: Sandbox): ZoomParts {
  const parts = partsOf.get(sandbox);
  if (parts === undefined) {
    throw new Error("Zoom is not part of this sandbox yet: call registerZoom first.");
  }
  return parts;
}
