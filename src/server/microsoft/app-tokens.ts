import { decodeJwt } from "jose";
import { type Clock } from "../clock.ts";
import { type EntraClient } from "./entra-client.ts";
import { ConnectionLapsed } from "./errors.ts";
import { type TenantGrants } from "./tenant-grants.ts";

interface KeptToken {
  accessToken: string;
  usableUntil: Temporal.Instant;
}

export interface OfTenant {
  readonly zoomAccountId: string;
  readonly tenantId: string;
}

/** An access token this close to its end is renewed before it is used. */
const renewWithin = { seconds: 180 };

/**
 * The app's own tokens, one per Microsoft tenant. They are good for everybody there, and any process
 * may ask for its own, so they live in memory only. A tenant is asked only for a Zoom account to which
 * its admin granted it.
 */
export class AppTokens {
  readonly #entra: EntraClient;
  readonly #grants: TenantGrants;
  readonly #clock: Clock;
  readonly #kept = new Map<string, KeptToken>();
  readonly #asking = new Map<string, Promise<string>>();

  constructor(entra: EntraClient, grants: TenantGrants, clock: Clock) {
    this.#entra = entra;
    this.#grants = grants;
    this.#clock = clock;
  }

  /** @throws ConnectionLapsed after marking the tenant's grant, EntraMisconfigured, EntraUnavailable */
  async token(of: OfTenant, refusedToken?: string): Promise<string> {
    if (!(await this.#grants.find(of))) throw new ConnectionLapsed("consentWithdrawn");
    const kept = this.#kept.get(of.tenantId);
    const isFresh =
      kept !== undefined &&
      kept.accessToken !== refusedToken &&
      Temporal.Instant.compare(this.#clock.now(), kept.usableUntil) < 0;
    return isFresh ? kept.accessToken : this.#askOnce(of);
  }

  /** A new token whatever is kept: an app's token shows a removed role only when it is renewed. */
  async renew(of: OfTenant): Promise<void> {
    await this.#askOnce(of);
  }

  #askOnce(of: OfTenant): Promise<string> {
    const running = this.#asking.get(of.tenantId);
    if (running) return running;
    const asking = this.#ask(of).finally(() => this.#asking.delete(of.tenantId));
    this.#asking.set(of.tenantId, asking);
    return asking;
  }

  async #ask(of: OfTenant): Promise<string> {
    try {
      const { accessToken, expiresIn } = await this.#entra.appToken(of.tenantId);
      this.#kept.set(of.tenantId, {
        accessToken,
        usableUntil: this.#clock.now().add({ seconds: expiresIn }).subtract(renewWithin),
      });
      await this.#grants.markChecked(of.tenantId, rolesIn(accessToken));
      return accessToken;
    } catch (cause) {
      if (cause instanceof ConnectionLapsed) {
        this.#kept.delete(of.tenantId);
        await this.#grants.markLapsed(of.tenantId, cause.reason);
      }
      throw cause;
    }
  }
}

/**
 * Only to show what the tenant grants: Graph's tokens are opaque by contract, and Exchange may grant
 * more than they say.
 */
function rolesIn(accessToken: string): string[] {
  try {
    const { roles } = decodeJwt(accessToken) as { roles?: unknown };
    return Array.isArray(roles) ? roles.filter((role) => typeof role === "string") : [];
  } catch {
    return [];
  }
}
