import type {
  MeetingView,
  OutlookAction,
  ReportReply,
  ReportRequest,
} from "../../shared/api/meeting.ts";
import { routes } from "../../shared/api/routes.ts";
import { readBody } from "../outlook/body.ts";
import { readStoredItemKey } from "../outlook/custom-properties.ts";
import { readSession } from "../outlook/session.ts";
import { readSnapshot } from "../outlook/snapshot.ts";
import { forgetTicket, readTicket } from "../outlook/ticket-store.ts";
import { findJoinSigns, keyInBody } from "./join-signs.ts";

/** Replaced by the server that hands this file out; classic Outlook resolves no relative address. */
const publicUrl = "__PUBLIC_URL__";
/** Raised with every change of what handlers send: installed copies lag behind for days. */
const handlerVersion = "1.0.0";

export interface Reported {
  meeting: MeetingView;
  appointment: ReportRequest["appointment"];
}

/**
 * Tells our server what the open appointment looks like now.
 * @returns null when the appointment carries no meeting of ours, or nobody signed in to the add-in
 *   yet: then no request is made at all.
 */
export async function report(action: OutlookAction): Promise<Reported | null> {
  const ticket = readTicket();
  if (ticket === null) return null;
  const itemKey = await findItemKey();
  if (itemKey === null) return null;
  // Events arrive twice and with old values: only the item itself counts.
  const appointment = await readSnapshot(findJoinSigns);
  const request: ReportRequest = { itemKey, action, appointment, handlerVersion };
  const response = await fetch(publicUrl + routes.report, {
    method: "POST",
    headers: { "Content-Type": "application/json", Authorization: `Ticket ${ticket}` },
    body: JSON.stringify(request),
  });
  if (response.status === 401) await forgetTicket();
  if (!response.ok) throw new Error(`report answered ${response.status}`);
  const { meeting } = (await response.json()) as ReportReply;
  return meeting === null ? null : { meeting, appointment };
}

async function findItemKey(): Promise<string | null> {
  return (
    (await readSession("zoomItemKey")) ??
    (await readStoredItemKey()) ??
    keyInBody((await readBody()).content)
  );
}
