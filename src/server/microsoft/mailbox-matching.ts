import { carries } from "../../shared/microsoft/scope-features.ts";
import { RequestError } from "../errors.ts";
import { GraphAccessDenied, GraphNotFound } from "../graph/errors.ts";
import { type GraphCalendar } from "../graph/graph-schema.ts";
import { type ZoomPerson } from "../identity/zoom-people.ts";
import { type Policies } from "../portal/policies.ts";
import { type Connection, type Connections } from "./connections.ts";
import { type Mailboxes } from "./mailboxes.ts";
import { type TenantGrantRecord, type TenantGrants } from "./tenant-grants.ts";

interface Candidate {
  /** What Graph finds the mailbox by. */
  address: string;
  objectId: string | null;
  userPrincipalName: string;
  displayName: string | null;
}

interface MatchingParts {
  connections: Connections;
  tenants: TenantGrants;
  mailboxes: Mailboxes;
  policies: Policies;
}

/**
 * Finds the mailbox of a Zoom person with the app's own permissions: what an admin said; else who has
 * the person's Zoom address, which Zoom has verified, as address, sign-in name or alias. Where the
 * directory may not be read, Exchange itself is asked for that address: the calendar role is enough.
 */
export class MailboxMatching {
  readonly #parts: MatchingParts;

  constructor(parts: MatchingParts) {
    this.#parts = parts;
  }

  /**
   * @param inPlaceOf a working connection: only the same mailbox may take its place
   * @throws RequestError 403 `connect.notAllowed`, 409 `connect.noTenant`, 404 `connect.noMailbox`
   */
  async connect(person: ZoomPerson, inPlaceOf: Connection | null = null): Promise<Connection> {
    const { tenants, connections } = this.#parts;
    const granted = await tenants.ofAccount(person.zoomAccountId);
    if (granted.length === 0) {
      throw new RequestError(
        409,
        "connect.noTenant",
        "No Microsoft 365 admin has granted application permissions yet. Ask your Zoom admin.",
      );
    }
    let refusedIn: { tenant: TenantGrantRecord; candidate: Candidate } | null = null;
    for (const tenant of granted) {
      for (const candidate of await this.#candidates(tenant, person)) {
        const found = await this.#probe(tenant, candidate);
        if (found === "outOfPolicy") refusedIn ??= { tenant, candidate };
        else if (found !== null && isSameMailbox(inPlaceOf, tenant, found)) {
          return this.#store(person, tenant, candidate, found);
        }
      }
    }
    if (refusedIn === null || inPlaceOf !== null) throw noMailbox();
    const { tenant, candidate } = refusedIn;
    const connection = await this.#store(person, tenant, candidate, null);
    await connections.markLapsed(connection, "outOfPolicy");
    return (await connections.of(person)) ?? connection;
  }

  async #candidates(tenant: TenantGrantRecord, person: ZoomPerson): Promise<Candidate[]> {
    const overrides = await this.#parts.tenants.overrides(person.zoomAccountId);
    const override = overrides.find(({ zoomEmail }) => zoomEmail === person.email.toLowerCase());
    // An override names any mailbox, so it needs the word of an admin of that very tenant.
    if (override && tenant.isByAdmin) return this.#atAddress(tenant, override.mailbox);
    return this.#atAddress(tenant, person.email);
  }

  async #atAddress(tenant: TenantGrantRecord, address: string): Promise<Candidate[]> {
    const asItIs: Candidate = {
      address,
      objectId: null,
      userPrincipalName: address,
      displayName: null,
    };
    if (!carries("application", tenant.roles, "directoryMatch")) return [asItIs];
    try {
      const users = await this.#parts.mailboxes.inTenant(tenant, address).usersWithAddress(address);
      const found = users.map((user) => ({
        address: user.id,
        objectId: user.id.toLowerCase(),
        userPrincipalName: user.userPrincipalName,
        displayName: user.displayName ?? null,
      }));
      // Two people with one address: nobody can say whose mailbox it is.
      return found.length === 1 ? found : [asItIs];
    } catch (cause) {
      if (cause instanceof GraphAccessDenied) return [asItIs];
      throw cause;
    }
  }

  async #probe(
    tenant: TenantGrantRecord,
    candidate: Candidate,
  ): Promise<GraphCalendar | "outOfPolicy" | null> {
    try {
      return await this.#parts.mailboxes.inTenant(tenant, candidate.address).calendar();
    } catch (cause) {
      if (cause instanceof GraphAccessDenied) return "outOfPolicy";
      if (cause instanceof GraphNotFound) return null;
      throw cause;
    }
  }

  async #store(
    person: ZoomPerson,
    tenant: TenantGrantRecord,
    candidate: Candidate,
    calendar: GraphCalendar | null,
  ): Promise<Connection> {
    const mailbox = calendar?.owner?.address ?? candidate.userPrincipalName;
    const { userPrincipalName } = candidate;
    const reasons = await this.#parts.policies.refusalsOf(
      person,
      { mailbox, userPrincipalName },
      "admin",
    );
    if (reasons.length > 0) {
      throw new RequestError(
        403,
        "connect.notAllowed",
        "Your admin's settings do not allow this mailbox. Nothing was connected.",
      );
    }
    const hasCalendarRole = tenant.roles.some((role) => role.startsWith("Calendars."));
    return this.#parts.connections.put({
      zoomAccountId: person.zoomAccountId,
      zoomUserId: person.zoomUserId,
      tenantId: tenant.tenantId,
      entraObjectId: candidate.objectId,
      mode: "application",
      mailbox,
      userPrincipalName,
      displayName: candidate.displayName ?? calendar?.owner?.name ?? person.displayName,
      scopesRequested: [],
      scopesGranted: hasCalendarRole ? tenant.roles : [...tenant.roles, "Calendars.ReadWrite"],
    });
  }
}

function isSameMailbox(
  known: Connection | null,
  { tenantId }: TenantGrantRecord,
  { owner }: GraphCalendar,
): boolean {
  if (known === null) return true;
  return (
    known.tenantId === tenantId && known.mailbox.toLowerCase() === owner?.address?.toLowerCase()
  );
}

function noMailbox(): RequestError {
  return new RequestError(
    404,
    "connect.noMailbox",
    "No mailbox in your organization has your Zoom address. Your Zoom admin can name the right one.",
  );
}
