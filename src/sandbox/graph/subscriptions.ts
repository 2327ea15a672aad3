import { entraState } from "../entra/state.ts";
import { type Kept, type Sandbox } from "../sandbox.ts";
import { type Caller } from "./caller.ts";

/** A subscription to the events of one mailbox. https://learn.microsoft.com/graph/api/resources/subscription */
export interface Subscription {
  id: string;
  /** The person it belongs to, or the app. */
  owner: string;
  tenantId: string;
  mailboxId: string;
  resource: string;
  changeType: string;
  notificationUrl: string;
  lifecycleNotificationUrl: string | null;
  expirationDateTime: string;
  clientState: string;
  /** Asked for when it was made; cannot be changed. */
  immutableIds: boolean;
  /** Nothing is sent until the owner has confirmed it. */
  needsReauthorization: boolean;
}

const stores = new WeakMap<Sandbox, Subscriptions>();

export function subscriptionsOf(sandbox: Sandbox): Subscriptions {
  const known = stores.get(sandbox) ?? new Subscriptions(sandbox);
  stores.set(sandbox, known);
  return known;
}

/** The subscriptions of everybody; those past their time are not there any more. */
class Subscriptions {
  readonly #sandbox: Sandbox;
  readonly #kept: Kept<{ all: Subscription[] }>;

  constructor(sandbox: Sandbox) {
    this.#sandbox = sandbox;
    this.#kept = sandbox.keep("graph-subscriptions", () => ({ all: [] }));
  }

  alive(): Subscription[] {
    const now = this.#sandbox.now().toISOString();
    return this.#kept.value.all.filter(({ expirationDateTime }) => expirationDateTime > now);
  }

  find(id: string): Subscription | undefined {
    return this.alive().find((subscription) => subscription.id === id);
  }

  add(subscription: Subscription): void {
    this.#kept.value.all = [...this.alive(), subscription];
    this.#kept.save();
  }

  change(subscription: Subscription, changes: Partial<Subscription>): void {
    Object.assign(subscription, changes);
    this.#kept.save();
  }

  remove({ id }: Subscription): void {
    this.#kept.value.all = this.alive().filter((other) => other.id !== id);
    this.#kept.save();
  }
}

export const ownerOf = ({ person, tenantId }: Caller): string => person?.id ?? `app:${tenantId}`;

/**
 * Whether the access it was made with still holds. Graph looks at each delivery; see
 * https://learn.microsoft.com/graph/change-notifications-lifecycle-events
 */
export function isAuthorized(sandbox: Sandbox, { owner, tenantId }: Subscription): boolean {
  const { lapses, consents, tenantConsents, removedFrom } = entraState(sandbox).value;
  if (removedFrom.includes(tenantId)) return false;
  if (owner.startsWith("app:")) return true;
  const lapse = lapses[owner];
  const isHarmless =
    lapse === undefined || lapse === "mfaRequired" || lapse === "refreshTokenExpired";
  const agreed = [...(consents[owner] ?? []), ...(tenantConsents[tenantId] ?? [])];
  const hasConsent =
    consents[owner] === undefined || agreed.some((scope) => scope.startsWith("graph/Calendars."));
  return isHarmless && hasConsent;
}
