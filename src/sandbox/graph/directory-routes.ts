import { type FastifyInstance } from "fastify";
import { type Sandbox } from "../sandbox.ts";
import { type Person } from "../world/model.ts";
import { identifyCaller } from "./caller.ts";
import { badRequest, GraphError } from "./graph-error.ts";
import { userJson } from "./people-routes.ts";
import { originOf } from "./origin.ts";
import { pick, type RawQuery, readQuery } from "./query.ts";

const readers = ["User.Read.All", "User.ReadBasic.All", "Directory.Read.All"];

/** Searching the directory: https://learn.microsoft.com/graph/api/user-list */
export function registerDirectory(app: FastifyInstance, sandbox: Sandbox): void {
  app.get<{ Querystring: RawQuery }>("/users", async (request) => {
    const caller = await identifyCaller(sandbox, request.headers.authorization);
    if (!readers.some((name) => caller.granted.has(name)))
      throw new GraphError(
        403,
        "Authorization_RequestDenied",
        "Insufficient privileges to complete the operation.",
      );
    const query = readQuery(request.query);
    const matches = query.filter === undefined ? () => true : readFilter(query.filter);
    const found = sandbox.people.filter(
      (person) => person.tenantId === caller.tenantId && matches(person),
    );
    const root = `${originOf(request)}/graph/v1.0`;
    return {
      "@odata.context": `${root}/$metadata#users`,
      value: found.slice(0, query.top).map((person) => {
        const user = userJson(person);
        return pick(user, query.select, new Set(Object.keys(user)));
      }),
    };
  });
}

/** Clauses joined by `or`: `mail eq '…'`, `userPrincipalName eq '…'`, `proxyAddresses/any(p:p eq 'smtp:…')`. */
function readFilter(filter: string): (person: Person) => boolean {
  const tests = filter.split(/\s+or\s+/i).map((clause) => {
    const plain = /^\s*(mail|userPrincipalName)\s+eq\s+'((?:[^']|'')*)'\s*$/i.exec(clause);
    if (plain) {
      const field = plain[1]?.toLowerCase() === "mail" ? "mail" : "userPrincipalName";
      const wanted = unquote(plain[2]);
      return (person: Person) => person[field].toLowerCase() === wanted;
    }
    const proxy = /^\s*proxyAddresses\/any\((\w+):\s*\1\s+eq\s+'smtp:((?:[^']|'')*)'\)\s*$/i.exec(
      clause,
    );
    if (!proxy) throw badRequest(`Invalid filter clause: ${clause.trim()}`);
    const wanted = unquote(proxy[2]);
    return ({ mail, aliases }: Person) => mail.toLowerCase() === wanted || aliases.includes(wanted);
  });
  return (person) => tests.some((test) => test(person));
}

const unquote = (text = ""): string => text.replaceAll("''", "'").toLowerCase();
