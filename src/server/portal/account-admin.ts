import {
  type AccountPeople,
  type MicrosoftAdmin,
  type SettingsImpact,
  type TenantGrant,
} from "../../shared/api/portal-admin.ts";
import {
  featuresCarriedBy,
  featureStates,
  registeredRoles,
  requiredRole,
} from "../../shared/microsoft/scope-features.ts";
import { type Layer } from "../../sync/policy/resolve.ts";
import { AppError } from "../errors.ts";
import { type ZoomPeople, type ZoomPerson } from "../identity/zoom-people.ts";
import { type Links } from "../meetings/links.ts";
import { type AppTokens } from "../microsoft/app-tokens.ts";
import { type ConnectionHealth } from "../microsoft/connection-health.ts";
import { type Connection, type Connections } from "../microsoft/connections.ts";
import { type Disconnecting } from "../microsoft/disconnecting.ts";
import { type MailboxMatching } from "../microsoft/mailbox-matching.ts";
import { type TenantGrantRecord, type TenantGrants } from "../microsoft/tenant-grants.ts";
import { viewOf } from "./connection-view.ts";
import { type Policies } from "./policies.ts";

interface AdminParts {
  applicationId: string;
  people: ZoomPeople;
  links: Links;
  policies: Policies;
  connections: Connections;
  tenants: TenantGrants;
  apps: AppTokens;
  matching: MailboxMatching;
  health: ConnectionHealth;
  disconnecting: Disconnecting;
}

/** What an admin of a Zoom account sees and does; everything is bound to that account. */
export class AccountAdmin {
  readonly #parts: AdminParts;

  constructor(parts: AdminParts) {
    this.#parts = parts;
  }

  /** Who has a working connection now, and would not be allowed one by these settings. */
  async impactOf(zoomAccountId: string, account: Layer): Promise<SettingsImpact> {
    const { connections, people, policies } = this.#parts;
    const disconnected: SettingsImpact["disconnected"] = [];
    for (const connection of await connections.ofAccount(zoomAccountId)) {
      const person = await people.byId(connection);
      if (!person || connection.lapse) continue;
      const reasons = await policies.refusalsOfExisting(person, connection, account);
      if (reasons.length > 0) {
        disconnected.push({ name: person.displayName, email: person.email, refusals: reasons });
      }
    }
    return { disconnected };
  }

  /** Changes the account's settings, and ends at once the connections they no longer allow. */
  async change(admin: ZoomPerson, account: Layer): Promise<void> {
    const { connections, policies, people } = this.#parts;
    await policies.setAccountLayer(admin.zoomAccountId, account, admin.zoomUserId);
    for (const connection of await connections.ofAccount(admin.zoomAccountId)) {
      const person = await people.byId(connection);
      if (!person) continue;
      const isRefused = (await policies.refusalsOfExisting(person, connection)).length > 0;
      if (isRefused) await connections.markLapsed(connection, "notAllowed");
      else if (connection.lapse?.reason === "notAllowed") await this.#lookAgain(connection);
    }
  }

  async microsoft(zoomAccountId: string): Promise<MicrosoftAdmin> {
    const { tenants, applicationId } = this.#parts;
    return {
      applicationId,
      tenants: (await tenants.ofAccount(zoomAccountId)).map(tenantView),
      overrides: await tenants.overrides(zoomAccountId),
    };
  }

  /** Asks Microsoft what each tenant grants now, and looks at the connections that depend on it. */
  async validate(zoomAccountId: string): Promise<void> {
    const { tenants, apps, connections } = this.#parts;
    for (const tenant of await tenants.ofAccount(zoomAccountId)) {
      try {
        await apps.renew(tenant);
      } catch (cause) {
        // What Microsoft refused is stored with the tenant and shown.
        if (!(cause instanceof AppError)) throw cause;
      }
      for (const connection of await connections.ofTenant(zoomAccountId, tenant.tenantId)) {
        await this.#lookAgain(connection, false);
      }
    }
  }

  /**
   * Finds the mailboxes of everybody known who has none yet, and takes over the connections that people
   * made themselves; nobody has to sign in for it, and nobody is without a connection in between.
   */
  async connectEverybody(zoomAccountId: string): Promise<void> {
    const { people, connections } = this.#parts;
    for (const person of await people.ofAccount(zoomAccountId)) {
      const known = await connections.of(person);
      if (known?.mode === "application" && !known.lapse) continue;
      await this.connectIfGranted(person, known?.lapse ? null : known);
    }
  }

  /**
   * Where an admin connects people, a person is connected as soon as they are known.
   * @param inPlaceOf a working connection, which only one to the same mailbox may replace
   */
  async connectIfGranted(person: ZoomPerson, inPlaceOf: Connection | null = null): Promise<void> {
    const { policies, matching, tenants } = this.#parts;
    const settings = await policies.settingsOf(person);
    if (settings.connectBy !== "admin") return;
    if ((await tenants.ofAccount(person.zoomAccountId)).length === 0) return;
    try {
      await matching.connect(person, inPlaceOf);
    } catch (cause) {
      // No mailbox, not allowed, or Microsoft is down: the admin's list and the profile say so.
      if (!(cause instanceof AppError)) throw cause;
    }
  }

  /** Forgets a tenant, and ends every connection that lived on its permission. */
  async removeTenant(zoomAccountId: string, tenantId: string): Promise<boolean> {
    const { tenants, connections, disconnecting } = this.#parts;
    if (!(await tenants.find({ zoomAccountId, tenantId }))) return false;
    for (const connection of await connections.ofTenant(zoomAccountId, tenantId)) {
      await disconnecting.end(connection);
    }
    await tenants.remove({ zoomAccountId, tenantId });
    return true;
  }

  async everybody(zoomAccountId: string): Promise<AccountPeople> {
    const { people, connections, policies, links } = this.#parts;
    const found = await people.ofAccount(zoomAccountId);
    return {
      people: await Promise.all(
        found.map(async (person) => {
          const connection = await connections.of(person);
          const by = connection?.mode === "application" ? "admin" : "user";
          return {
            zoomUserId: person.zoomUserId,
            name: person.displayName,
            email: person.email,
            zoomState: person.state,
            connection:
              connection && viewOf(connection, await links.countWaitingForOutlook(person)),
            refusals: await policies.refusalsOf(person, connection, by),
          };
        }),
      ),
    };
  }

  async #lookAgain(connection: Connection, withNewToken = true): Promise<void> {
    try {
      await this.#parts.health.check(connection, withNewToken);
    } catch (cause) {
      if (!(cause instanceof AppError)) throw cause;
    }
  }
}

function tenantView(tenant: TenantGrantRecord): TenantGrant {
  const extra = tenant.roles.filter((role) => !registeredRoles.includes(role));
  return {
    tenantId: tenant.tenantId,
    domain: tenant.domain,
    grantedBy: tenant.grantedBy,
    grantedAt: tenant.grantedAt.toString(),
    checkedAt: tenant.checkedAt.toString(),
    state: tenant.lapse ? "lapsed" : "active",
    lapse: tenant.lapse && { reason: tenant.lapse.reason, since: tenant.lapse.since.toString() },
    isByAdmin: tenant.isByAdmin,
    roles: [...registeredRoles, ...extra].map((role) => ({
      role,
      granted: tenant.roles.includes(role),
      required: role === requiredRole,
      features: featuresCarriedBy(role),
    })),
    features: featureStates("application", tenant.roles),
  };
}
