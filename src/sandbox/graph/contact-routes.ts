import { createHash } from "node:crypto";
import { type FastifyInstance } from "fastify";
import { type Sandbox } from "../sandbox.ts";
import { badRequest } from "./graph-error.ts";
import { mailboxBases, type MailboxRoute, openMailbox, page } from "./mailbox-request.ts";
import { pick } from "./query.ts";

/** Everybody's address book holds the same few people outside the company. */
const names = [
  ["Mara Lindt", "mara@partner.example"],
  ["Marco Ruiz", "marco@supplier.example"],
  ["Nils Olsen", "nils@partner.example"],
] as const;

/** The default contacts folder: https://learn.microsoft.com/graph/api/user-list-contacts */
export function registerContacts(app: FastifyInstance, sandbox: Sandbox): void {
  for (const base of mailboxBases)
    app.get<MailboxRoute>(`${base}/contacts`, async (request, reply) => {
      const mailbox = await openMailbox(sandbox, { request, reply, need: "readContacts" });
      const { query, owner } = mailbox;
      const begins = beginning(query.filter);
      const all = names
        .filter(([name]) => name.toLowerCase().startsWith(begins))
        .map(([displayName, address]) => {
          const contact = {
            id: createHash("sha256").update(`${owner.id} ${address}`).digest("base64url"),
            displayName,
            emailAddresses: [{ name: displayName, address }],
          };
          return pick(contact, query.select, new Set(Object.keys(contact)));
        });
      return page(request, mailbox, { all, collection: "contacts" });
    });
}

function beginning(filter: string | undefined): string {
  if (filter === undefined) return "";
  const found = /^\s*startswith\(displayName,\s*'((?:[^']|'')*)'\)\s*$/i.exec(filter)?.[1];
  if (found === undefined) throw badRequest("Invalid filter clause.");
  return found.replaceAll("''", "'").toLowerCase();
}
