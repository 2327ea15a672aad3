import { type User, unnamedUser, type Users } from "../identity/users.ts";
import { type ZoomPeople } from "../identity/zoom-people.ts";
import { type Connection } from "../microsoft/connections.ts";

/**
 * Who the Zoom meetings of a connection belong to: the user of the add-in in the same mailbox, or, where
 * nobody used it yet, one made for the mailbox. So the add-in finds what the server made, and the server
 * what the add-in made.
 */
export class ConnectionUsers {
  readonly #users: Users;
  readonly #people: ZoomPeople;

  constructor(users: Users, people: ZoomPeople) {
    this.#users = users;
    this.#people = people;
  }

  /** Everybody whose links are of this connection; the first one is who new links are made for. */
  async of(connection: Connection): Promise<[User, ...User[]]> {
    const { tenantId, entraObjectId, mailbox } = connection;
    const acting = (await this.#users.ofPerson(connection)).filter(
      (user) => user.tenantId === tenantId,
    );
    const own = acting.filter(
      ({ objectId }) => objectId === entraObjectId || entraObjectId === null || isUnnamed(objectId),
    );
    const [first, ...others] = own.sort(
      (a, b) => Number(isUnnamed(a.objectId)) - Number(isUnnamed(b.objectId)),
    );
    if (first) return [first, ...others];
    const named = entraObjectId === null ? null : await this.#users.find(tenantId, entraObjectId);
    const isElsewhere = named !== null && (await this.#people.of(named)) !== null;
    const objectId =
      entraObjectId === null || isElsewhere
        ? `${unnamedUser}${mailbox.toLowerCase()} ${connection.zoomUserId}`
        : entraObjectId;
    const user = await this.#users.of(tenantId, objectId, connection.userPrincipalName);
    await this.#people.attach(user, connection);
    return [user];
  }
}

function isUnnamed(objectId: string): boolean {
  return objectId.startsWith(unnamedUser);
}
