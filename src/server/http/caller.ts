import { type FastifyRequest } from "fastify";
import { SignInError } from "../errors.ts";
import { type EntraTokens } from "../identity/entra-tokens.ts";
import { type Tickets } from "../identity/tickets.ts";
import { type User, type Users } from "../identity/users.ts";

/** Who calls `/api`: a person with an Entra access token, or an event handler with a ticket. */
export class Callers {
  readonly #tokens: EntraTokens;
  readonly #tickets: Tickets;
  readonly #users: Users;

  constructor(tokens: EntraTokens, tickets: Tickets, users: Users) {
    this.#tokens = tokens;
    this.#tickets = tickets;
    this.#users = users;
  }

  /** @throws SignInError `signInRequired` */
  async person(request: FastifyRequest): Promise<User> {
    const token = credential(request, "bearer");
    if (token === null) throw signInRequired();
    const identity = await this.#tokens.verify(token);
    return this.#users.of(identity.tenantId, identity.objectId, identity.userPrincipalName);
  }

  /** For the one route that event handlers call. @throws SignInError `signInRequired` */
  async personOrHandler(request: FastifyRequest): Promise<{ user: User; isHandler: boolean }> {
    const ticket = credential(request, "ticket");
    if (ticket === null) return { user: await this.person(request), isHandler: false };
    const user = await this.#tickets.redeem(ticket);
    if (!user) throw signInRequired();
    return { user, isHandler: true };
  }
}

function credential(request: FastifyRequest, scheme: string): string | null {
  const match = /^(\w+) (\S+)$/.exec(request.headers.authorization ?? "");
  return match?.[1]?.toLowerCase() === scheme ? (match[2] ?? null) : null;
}

function signInRequired(): SignInError {
  return new SignInError("signInRequired", "Sign in with Microsoft to use Zoom here.");
}
