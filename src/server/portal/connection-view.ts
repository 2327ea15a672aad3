import { type ConnectionView } from "../../shared/api/connection.ts";
import { featureStates } from "../../shared/microsoft/scope-features.ts";
import { type Connection } from "../microsoft/connections.ts";

/** A connection as its person and their admin see it. */
export function viewOf(connection: Connection, waitingChanges: number): ConnectionView {
  const { lapse } = connection;
  return {
    id: connection.id,
    mode: connection.mode,
    mailbox: connection.mailbox,
    userPrincipalName: connection.userPrincipalName,
    displayName: connection.displayName,
    state: lapse ? "lapsed" : "active",
    lapse: lapse && { reason: lapse.reason, since: lapse.since.toString() },
    waitingChanges,
    scopesRequested: [...connection.scopesRequested],
    scopesGranted: [...connection.scopesGranted],
    features: featureStates(connection.mode, connection.scopesGranted),
    connectedAt: connection.connectedAt.toString(),
    checkedAt: connection.checkedAt.toString(),
    nextCheckAt: connection.nextCheckAt.toString(),
  };
}
