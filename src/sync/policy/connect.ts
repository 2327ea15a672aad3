import { type Settings } from "./settings.ts";

export interface ConnectingPerson {
  /** Primary address of the mailbox, sign-in name and address in Zoom; they may all differ. */
  readonly mailbox: string;
  readonly userPrincipalName: string;
  readonly zoomEmail: string;
}

export type ConnectRefusal =
  | "integration.off"
  | "sync.off"
  | "connect.adminOnly"
  | "domain.mailbox"
  | "domain.userPrincipalName"
  | "domain.zoomEmail";

/** ASCII form in lower case, so that case and spelling of international domains do not count. */
function asciiDomain(domain: string): string | null {
  const address = `https://${domain.trim()}/`;
  if (!/^[^\s/?#@:]+$/.test(domain.trim()) || !URL.canParse(address)) return null;
  return new URL(address).hostname.replace(/\.$/, "");
}

function domainOf(address: string): string | null {
  const at = address.lastIndexOf("@");
  return at <= 0 ? null : asciiDomain(address.slice(at + 1));
}

/** Whether a rule of the domain list can ever allow anybody. */
export function isDomainRule(rule: string): boolean {
  const name = rule.trim().startsWith("*.") ? rule.trim().slice(2) : rule;
  return asciiDomain(name)?.includes(".") ?? false;
}

/** `example.com` allows that domain only; `*.example.com` allows everything below it, but not itself. */
export function isDomainAllowed(address: string, allowedDomains: readonly string[]): boolean {
  if (allowedDomains.length === 0) return true;
  const domain = domainOf(address);
  if (domain === null) return false;
  return allowedDomains.some((rule) => {
    const isBelow = rule.trim().startsWith("*.");
    const allowed = asciiDomain(isBelow ? rule.trim().slice(2) : rule);
    if (allowed === null) return false;
    return isBelow ? domain.endsWith(`.${allowed}`) : domain === allowed;
  });
}

/** Every reason why this person may not connect; none: they may. */
export function refusals(
  settings: Settings,
  person: ConnectingPerson,
  by: "user" | "admin",
): ConnectRefusal[] {
  const found: ConnectRefusal[] = [];
  if (!settings.integration) found.push("integration.off");
  if (settings.syncVersion === "off") found.push("sync.off");
  if (settings.connectBy === "admin" && by === "user") found.push("connect.adminOnly");
  const { allowedDomains } = settings;
  if (!isDomainAllowed(person.mailbox, allowedDomains)) found.push("domain.mailbox");
  if (!isDomainAllowed(person.userPrincipalName, allowedDomains)) {
    found.push("domain.userPrincipalName");
  }
  if (!isDomainAllowed(person.zoomEmail, allowedDomains)) found.push("domain.zoomEmail");
  return found;
}

/**
 * Whether to offer the integration at SSO sign-in. *First time only* means the first sign-in, whatever
 * came of it; *every time* goes on until the person is connected.
 */
export function shouldPromptAtSignIn(
  settings: Settings,
  person: { readonly isConnected: boolean; readonly wasPrompted: boolean },
): boolean {
  if (!settings.integration || settings.connectBy === "admin" || person.isConnected) return false;
  if (settings.ssoPrompt === "everyTime") return true;
  return settings.ssoPrompt === "firstTime" && !person.wasPrompted;
}
