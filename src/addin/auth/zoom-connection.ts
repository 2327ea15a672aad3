import type { ZoomConnection } from "../../shared/api/account.ts";
import type { Api } from "../backend/api.ts";
import { askForCode } from "./dialog-outcome.ts";

export interface ConnectPorts {
  publicUrl: string;
  api: Pick<Api, "startZoomConnection" | "finishZoomConnection" | "newTicket">;
  askInDialog(url: string): Promise<string>;
  saveTicket(ticket: string): Promise<void>;
}

/**
 * Connects the person's Zoom account in a window, and leaves the event handlers a ticket.
 * @throws SignInError when the window ends without a code.
 */
export async function connectZoom(ports: ConnectPorts): Promise<ZoomConnection> {
  const { url } = await ports.api.startZoomConnection();
  // The window has to start on our own origin, whatever the server wrote.
  const address = new URL(url, ports.publicUrl).href;
  const code = await askForCode("zoom", () => ports.askInDialog(address));
  const connection = await ports.api.finishZoomConnection(code);
  await leaveTicket(ports);
  return connection;
}

/** Handlers have no sign-in of their own: they show a ticket that only lets them report. */
export async function leaveTicket(ports: Pick<ConnectPorts, "api" | "saveTicket">): Promise<void> {
  const { ticket } = await ports.api.newTicket();
  await ports.saveTicket(ticket);
}
