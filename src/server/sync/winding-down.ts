import { type Logger } from "pino";
import { AppError } from "../errors.ts";
import { type ConnectionHealth } from "../microsoft/connection-health.ts";
import { type Connection } from "../microsoft/connections.ts";
import { type SubscriptionCare } from "../microsoft/subscription-care.ts";
import { type ZoomClients } from "../zoom/zoom-clients.ts";
import { type Cursors } from "./state/cursors.ts";
import { type Entries } from "./state/entries.ts";
import { type Mirrors } from "./state/mirrors.ts";
import { type SyncState, type SyncStates } from "./state/sync-states.ts";
import { type ZoomStrays } from "./state/zoom-strays.ts";

interface WindingDownParts {
  states: SyncStates;
  entries: Entries;
  mirrors: Mirrors;
  cursors: Cursors;
  strays: ZoomStrays;
  care: SubscriptionCare;
  health: ConnectionHealth;
  clients: ZoomClients;
  logger: Logger;
}

/**
 * Version 2 has ended for a connection: Microsoft is to tell us nothing, Zoom shows no Outlook entries,
 * and nothing of the calendar is kept. Every Zoom meeting stays with its appointment.
 */
export class WindingDown {
  readonly #parts: WindingDownParts;

  constructor(parts: WindingDownParts) {
    this.#parts = parts;
  }

  async end(connection: Connection, state: SyncState): Promise<void> {
    const { states, entries, mirrors, cursors, strays, care, health } = this.#parts;
    await this.#ifPossible(connection, "a subscription will expire by itself", () =>
      care.end(connection, (work) => health.call(connection, work)),
    );
    await this.#removeMirror(connection, state.zoomCalendarId);
    await mirrors.deleteAll(connection);
    await entries.deleteAll(connection);
    await cursors.forget(connection);
    await strays.forget(connection);
    await states.set(connection, {
      phase: "preparing",
      beganAt: null,
      startsAt: null,
      preview: null,
      pause: null,
      released: 0,
      mirrorState: "off",
      mirrorCheckedAt: null,
      zoomCalendarId: null,
      zoomCalendarToken: null,
      zoomCalendarChanged: false,
    });
  }

  /** The connection itself ends: its rows go with it, and the calendar in Zoom before. */
  async beforeDisconnecting(connection: Connection): Promise<void> {
    const state = await this.#parts.states.of(connection);
    if (state) await this.#removeMirror(connection, state.zoomCalendarId);
  }

  /** The calendar was made for the mirror alone, and goes with it. */
  async #removeMirror(connection: Connection, calendarId: string | null): Promise<void> {
    if (calendarId === null) return;
    await this.#ifPossible(connection, "the mirrored calendar stays in Zoom", () =>
      this.#parts.clients.calendarOfPerson(connection).deleteCalendar(calendarId),
    );
  }

  async #ifPossible(
    connection: Connection,
    otherwise: string,
    work: () => Promise<unknown>,
  ): Promise<void> {
    try {
      await work();
    } catch (cause) {
      if (!(cause instanceof AppError)) throw cause;
      this.#parts.logger.warn({ err: cause, connection: connection.id }, otherwise);
    }
  }
}
