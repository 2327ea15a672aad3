import { GraphClient, type GraphClientOptions } from "../graph/graph-client.ts";
import { type AppTokens, type OfTenant } from "./app-tokens.ts";
import { type ConnectionTokens } from "./connection-tokens.ts";
import { type Connection } from "./connections.ts";

/** Graph for the mailbox of each connection, whichever way its permission came. */
export class Mailboxes {
  readonly #options: GraphClientOptions;
  readonly #tokens: ConnectionTokens;
  readonly #apps: AppTokens;

  constructor(options: GraphClientOptions, tokens: ConnectionTokens, apps: AppTokens) {
    this.#options = options;
    this.#tokens = tokens;
    this.#apps = apps;
  }

  of(connection: Connection): GraphClient {
    const mailbox =
      connection.mode === "delegated"
        ? "me"
        : (connection.entraObjectId ?? connection.userPrincipalName);
    return new GraphClient(this.#options, mailbox, (refused) =>
      this.#tokens.accessToken(connection, refused),
    );
  }

  /** With a token that belongs to no connection yet. */
  withToken(accessToken: string): GraphClient {
    return new GraphClient(this.#options, "me", () => Promise.resolve(accessToken));
  }

  /** With the app's own permission; `address` is an object id or a sign-in name. */
  inTenant(tenant: OfTenant, address: string): GraphClient {
    return new GraphClient(this.#options, address, (refused) => this.#apps.token(tenant, refused));
  }
}
