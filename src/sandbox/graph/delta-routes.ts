import { type FastifyInstance } from "fastify";
import { type Sandbox } from "../sandbox.ts";
import { registerAction } from "../traffic/actions.ts";
import { ChangeLog } from "./change-log.ts";
import { type DeltaGroup, DeltaItems } from "./delta-items.ts";
import {
  type DeltaScope,
  readRound,
  readRoundStart,
  type Round,
  type RoundStart,
  writeToken,
} from "./delta-token.ts";
import { GraphError } from "./graph-error.ts";
import {
  type MailboxHttpRequest,
  mailboxBases,
  type MailboxRequest,
  type MailboxRoute,
  openMailbox,
} from "./mailbox-request.ts";
import { originOf } from "./origin.ts";
import { rawOption } from "./query.ts";
import { readWindow } from "./window.ts";

const logs = new WeakMap<Sandbox, ChangeLog>();

/** Every delta link given so far is refused from now on, as `graph.deltaReset` says. */
export function resetDeltaTokens(sandbox: Sandbox): void {
  logs.get(sandbox)?.forgetTokens();
}

/** Changes in a calendar's window since last time. https://learn.microsoft.com/graph/api/event-delta */
export function registerDelta(app: FastifyInstance, sandbox: Sandbox): void {
  const log = new ChangeLog(sandbox);
  logs.set(sandbox, log);
  registerAction(sandbox, {
    name: "graph-reset-delta",
    label: "Graph forgets its delta tokens",
    explanation: "The next call of every delta or next link is told to start anew.",
    run: () => {
      resetDeltaTokens(sandbox);
      return "Every delta link given so far is refused from now on.";
    },
  });
  for (const base of mailboxBases)
    for (const path of [
      "calendarView",
      "calendar/calendarView",
      "calendars/:calendar/calendarView",
    ])
      for (const name of ["delta", "delta()", "microsoft.graph.delta()"])
        app.get<MailboxRoute>(`${base}/${path}/${name}`, async (request, reply) => {
          const mailbox = await openMailbox(sandbox, { request, reply, need: "readCalendar" });
          refuseOptions(request);
          const round = beginOrGoOn(sandbox, log, request, mailbox);
          const isKnown =
            round.epoch === log.epoch && log.remembers(round.mailboxId, round.after ?? round.upTo);
          if (!isKnown) throw startAnew(sandbox, request, round);
          return answer(sandbox, log, { request, mailbox, round });
        });
}

const unsupported = ["orderby", "filter", "select", "expand", "search"];

function refuseOptions({ query }: MailboxHttpRequest): void {
  if (unsupported.some((name) => rawOption(query, name) !== undefined))
    throw new GraphError(
      400,
      "ErrorInvalidUrlQuery",
      "The following parameters are not supported with change tracking over the 'CalendarView' resource: '$orderby, $filter, $select, $expand, $search'.",
    );
  if (rawOption(query, "top") !== undefined)
    throw new GraphError(
      400,
      "ErrorInvalidUrlQuery",
      "The '$top' parameter is not supported with change tracking over the 'CalendarView' resource as page size cannot be guaranteed. Express page size preferences using the Prefer: odata.maxpagesize= header instead.",
    );
}

function beginOrGoOn(
  sandbox: Sandbox,
  log: ChangeLog,
  { query }: MailboxHttpRequest,
  { owner, calendarId }: MailboxRequest,
): Round {
  const skip = rawOption(query, "skiptoken");
  const delta = rawOption(query, "deltatoken");
  const own = { mailboxId: owner.id, calendarId };
  if (skip) return ofThis(readRound(skip), own);
  if (delta) return nextRound(sandbox, log, ofThis(readRoundStart(delta), own));
  return {
    ...{ ...own, ...readWindow(query), epoch: log.epoch },
    ...{ after: null, toldUpTo: null, upTo: log.last, sent: null, paused: false },
  };
}

/** A token is good for the calendar it was given for. */
function ofThis<T extends DeltaScope>(token: T, own: Pick<DeltaScope, "mailboxId" | "calendarId">) {
  if (token.mailboxId === own.mailboxId && token.calendarId === own.calendarId) return token;
  throw new GraphError(400, "SyncStateInvalid", "The sync state is not valid for this calendar.");
}

function nextRound(sandbox: Sandbox, log: ChangeLog, start: RoundStart): Round {
  const { deltaLate, deltaReplays } = sandbox.switches.value.graph;
  const { epoch, mailboxId, calendarId, from, to } = start;
  return {
    ...{ epoch, mailboxId, calendarId, from, to },
    after: deltaReplays ? (start.before ?? start.after) : start.after,
    toldUpTo: start.after,
    upTo: deltaLate ? Math.max(start.known, start.after) : log.last,
    ...{ sent: null, paused: false },
  };
}

interface Page {
  request: MailboxHttpRequest;
  mailbox: MailboxRequest;
  round: Round;
}

function answer(sandbox: Sandbox, log: ChangeLog, { request, mailbox, round }: Page) {
  const address = `${originOf(request)}${request.url.split("?")[0] ?? ""}`;
  const context = { "@odata.context": `${mailbox.root}/$metadata#Collection(event)` };
  const nextLink = (next: Round) => ({
    "@odata.nextLink": `${address}?$skiptoken=${writeToken(next)}`,
  });
  if (sandbox.switches.value.graph.deltaEmptyPages && !round.paused)
    return { ...context, ...nextLink({ ...round, paused: true }), value: [] };
  const { groups, isLast } = cut(groupsOf(sandbox, log, mailbox, round), round, mailbox.pageSize);
  const value = groups.flatMap(({ items }) => items);
  const sent = groups.at(-1)?.key ?? round.sent;
  if (!isLast) return { ...context, ...nextLink({ ...round, sent, paused: false }), value };
  const token = writeToken(endOf(round, log));
  return { ...context, "@odata.deltaLink": `${address}?$deltatoken=${token}`, value };
}

function groupsOf(sandbox: Sandbox, log: ChangeLog, { view }: MailboxRequest, round: Round) {
  const items = new DeltaItems(sandbox, round, view);
  if (round.after === null) return items.whole();
  const { mailboxId, calendarId, after, upTo } = round;
  return items.changed(log.between(mailboxId, calendarId, after, upTo));
}

/** The groups of one page: as many as fit, and one at least, however large. */
function cut(all: readonly DeltaGroup[], { sent }: Round, size: number) {
  const left = sent === null ? all : all.filter(({ key }) => key > sent);
  let count = 0;
  let items = 0;
  for (const group of left) {
    if (count > 0 && items + group.items.length > size) break;
    count += 1;
    items += group.items.length;
  }
  return { groups: left.slice(0, count), isLast: count === left.length };
}

function endOf({ epoch, mailboxId, calendarId, from, to, toldUpTo, upTo }: Round, log: ChangeLog) {
  return {
    ...{ epoch, mailboxId, calendarId, from, to },
    ...{ after: upTo, before: toldUpTo, known: log.last },
  };
}

/** The client forgets its token and reads the window again. */
function startAnew(sandbox: Sandbox, request: MailboxHttpRequest, { from, to }: Round): GraphError {
  if (sandbox.switches.value.graph.deltaReset === "syncStateNotFound")
    return new GraphError(
      400,
      "SyncStateNotFound",
      "The sync state generation is not found; generation of a new sync state is required.",
    );
  const address = new URL(request.url.split("?")[0] ?? "", originOf(request));
  const window = `startDateTime=${from}&endDateTime=${to}`;
  return new GraphError(410, "SyncStateNotFound", "The delta token is no longer valid.", {
    headers: { location: `${address.href}?${window}&$deltatoken=` },
  });
}
