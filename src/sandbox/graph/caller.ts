import { type JWTPayload } from "jose";
import { graphAppId } from "../entra/scopes.ts";
import { entraState } from "../entra/state.ts";
import { readToken } from "../entra/tokens.ts";
import { type Sandbox } from "../sandbox.ts";
import { type Person } from "../world/model.ts";
import { accessDenied, GraphError } from "./graph-error.ts";

/** Who calls, and what the token allows. */
export interface Caller {
  tenantId: string;
  /** Null when the app calls for itself. */
  person: Person | null;
  /** Delegated scopes, or the app's roles. */
  granted: ReadonlySet<string>;
  /** Mailboxes into which Exchange lets the app, by person id; null: all. */
  reach: ReadonlySet<string> | null;
  /** Exchange grants the calendar, although the token names no role. */
  isGrantedByExchange: boolean;
}

/** @throws GraphError 401 `InvalidAuthenticationToken` */
export async function identifyCaller(
  sandbox: Sandbox,
  authorization: string | undefined,
): Promise<Caller> {
  const token = /^Bearer (.+)$/i.exec(authorization ?? "")?.[1];
  if (token === undefined) throw unauthenticated("Access token is empty.");
  const claims = await readClaims(sandbox, token);
  const person = sandbox.people.find(({ id }) => id === claims.oid) ?? null;
  const tenantId = String(claims.tid);
  const { reachable, grantedByExchange, lapses } = entraState(sandbox).value;
  if (person !== null && lapses[person.id] === "conditionalAccess") throw claimsChallenge();
  const reach = person === null ? reachable[tenantId] : undefined;
  return {
    tenantId,
    person,
    granted: grantedBy(claims),
    reach: reach === undefined ? null : new Set(reach),
    isGrantedByExchange: person === null && grantedByExchange.includes(tenantId),
  };
}

async function readClaims(sandbox: Sandbox, token: string): Promise<JWTPayload> {
  try {
    return await readToken(sandbox, token, [graphAppId, "https://graph.microsoft.com"]);
  } catch (cause) {
    throw unauthenticated(reasonFor(cause), cause);
  }
}

function reasonFor(error: unknown): string {
  if (!(error instanceof Error)) return "CompactToken validation failed.";
  if (error.name === "TokenRevoked" || error.name === "JWTExpired")
    return "Lifetime validation failed, the token is expired.";
  if (error.name === "JWTClaimValidationFailed")
    return "Access token validation failure. Invalid audience.";
  if (error.name === "JWTInvalid" || error.name === "TypeError")
    return "IDX14100: JWT is not well formed.";
  return "Signature validation failed.";
}

const unauthenticated = (message: string, cause?: unknown): GraphError =>
  new GraphError(401, "InvalidAuthenticationToken", message, { cause });

function grantedBy({ scp, roles }: JWTPayload): ReadonlySet<string> {
  const names = typeof scp === "string" ? scp.split(" ") : Array.isArray(roles) ? roles : [];
  return new Set(names.filter((name) => typeof name === "string"));
}

/** Continuous access evaluation: no token of this person is enough any more. */
const claimsChallenge = (): GraphError =>
  new GraphError(
    401,
    "InvalidAuthenticationToken",
    "Continuous access evaluation resulted in challenge with result: InteractionRequired",
  );

export type Need =
  "readCalendar" | "writeCalendar" | "readProfile" | "readSettings" | "readContacts";

const permissions: Record<Need, readonly string[]> = {
  readCalendar: ["Calendars.Read", "Calendars.ReadWrite"],
  writeCalendar: ["Calendars.ReadWrite"],
  readProfile: ["User.Read", "User.Read.All"],
  readContacts: ["Contacts.Read", "Contacts.ReadWrite"],
  readSettings: ["MailboxSettings.Read", "MailboxSettings.ReadWrite"],
};

/**
 * Whether the caller may do this to `target`'s mailbox: the right permission, and for somebody
 * else's calendar its `.Shared` form and a delegation.
 * @throws GraphError 403
 */
export function requirePermission(caller: Caller, target: Person, need: Need): void {
  if (caller.tenantId === target.tenantId && isGranted(caller, target, need)) {
    if (need !== "readProfile") requireMailbox(caller, target);
    return;
  }
  if (need === "readProfile")
    throw new GraphError(
      403,
      "Authorization_RequestDenied",
      "Insufficient privileges to complete the operation.",
    );
  throw accessDenied();
}

/** @throws GraphError 403 outside Exchange's policy, 404 where there is no mailbox */
function requireMailbox({ reach }: Caller, target: Person): void {
  if (reach !== null && !reach.has(target.id))
    throw new GraphError(403, "ErrorAccessDenied", "Access to OData is disabled.");
  if (!target.hasMailbox)
    throw new GraphError(
      404,
      "MailboxNotEnabledForRESTAPI",
      "The mailbox is either inactive, soft-deleted, or is hosted on-premise.",
    );
}

function isGranted(
  { person, granted, isGrantedByExchange }: Caller,
  target: Person,
  need: Need,
): boolean {
  const names = permissions[need];
  if (isGrantedByExchange && need !== "readProfile") return true;
  const has = (wanted: readonly string[]) => wanted.some((name) => granted.has(name));
  if (person === null || person.id === target.id)
    return has(names) || (person !== null && has(names.map(shared)));
  if (need === "readProfile") return granted.has("User.Read.All");
  return person.delegateOf.includes(target.id) && has(names.map(shared));
}

const shared = (name: string): string => `${name}.Shared`;
