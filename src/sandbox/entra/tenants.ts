import { type Person } from "../world/model.ts";
import { tenants } from "../world/people.ts";
import { EntraError } from "./entra-error.ts";

const shared = ["common", "organizations", "consumers"];

/** Where sign-in is open to several tenants, and the issuer is a template. */
export const isSharedTenant = (tenant: string): boolean => shared.includes(tenant.toLowerCase());

/**
 * The tenant a path segment names: its GUID; for the shared ones the word itself.
 * @throws EntraError AADSTS90002
 */
export function resolveTenant(segment: string): string {
  const wanted = segment.toLowerCase();
  if (isSharedTenant(wanted)) return wanted;
  const tenant = Object.values(tenants).find(
    ({ id, domain }) => id === wanted || domain === wanted,
  );
  if (tenant === undefined)
    throw new EntraError(
      "invalid_request",
      90002,
      `Tenant '${segment}' not found. Check to make sure you have the correct tenant ID and are signing into the correct cloud.`,
    );
  return tenant.id;
}

/** Whether `person` may sign in at this tenant's address; `consumers` has nobody here. */
export function belongsTo(person: Person, tenant: string): boolean {
  return tenant === "common" || tenant === "organizations" || person.tenantId === tenant;
}
