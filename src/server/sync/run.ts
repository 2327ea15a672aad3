import { type InvitationLanguage } from "../../shared/invitation/invitation.ts";
import { type SyncPolicy } from "../../sync/model.ts";
import { type GraphClient } from "../graph/graph-client.ts";
import { type User } from "../identity/users.ts";
import { type Connection } from "../microsoft/connections.ts";
import { type SeenBy } from "./state/entry.ts";
import { type SyncState } from "./state/sync-states.ts";

/** What one run of one connection works with; at most one at a time exists per connection. */
export interface Run {
  readonly connection: Connection;
  /** Whose links are of this connection; new ones are made for the first. */
  readonly users: readonly [User, ...User[]];
  readonly policy: SyncPolicy;
  /** Of the invitations that are written into events: that of the person in Zoom. */
  readonly language: InvitationLanguage;
  readonly state: SyncState;
  /** How this run came to look. */
  readonly seenBy: SeenBy;
  /** Who changed something in Zoom, by meeting number, as its webhooks said. */
  readonly operators: Map<string, string>;
  /** Calls Graph for the mailbox; a refusal marks the connection before it is thrown. */
  readonly graph: <T>(work: (graph: GraphClient) => Promise<T>) => Promise<T>;
  /** How much this run may still do before it lets others have their turn. */
  readonly slice: Slice;
}

/** A share of work. A back-fill is many of them, with other connections' work in between. */
export class Slice {
  #left: number;

  constructor(units: number) {
    this.#left = units;
  }

  get left(): number {
    return Math.max(0, this.#left);
  }

  get isUsedUp(): boolean {
    return this.#left <= 0;
  }

  spend(units = 1): void {
    this.#left -= units;
  }
}
