import { findForeignJoinUrls, type ForeignProvider } from "../../shared/invitation/invitation.ts";
import type { ItemBody } from "../outlook/body.ts";

/** Other providers whose meetings the appointment links to, each named once. */
export function findForeignProviders(body: ItemBody, location: string): ForeignProvider[] {
  const links = [
    ...findForeignJoinUrls(body.content, body.format),
    ...findForeignJoinUrls(location, "text"),
  ];
  return [...new Set(links.map(({ provider }) => provider))];
}
