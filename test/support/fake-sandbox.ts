import { usualGraph } from "../../src/sandbox/graph/graph-switches.ts";
import { type CalendarStore, type Person } from "../../src/sandbox/world/model.ts";
import {
  type Sandbox,
  type SandboxOptions,
  type Switches,
  type TrafficEntry,
} from "../../src/sandbox/sandbox.ts";
import { usualZoom } from "../../src/sandbox/zoom/zoom-switches.ts";

const person = (name: string, role: Person["role"], delegateOf: string[] = []): Person => ({
  id: `id-${name.toLowerCase()}`,
  tenantId: "tenant-one",
  displayName: `${name} Example`,
  mail: `${name.toLowerCase()}@one.example`,
  userPrincipalName: `${name.toLowerCase()}@one.example`,
  timeZone: "W. Europe Standard Time",
  locale: "en-US",
  role,
  delegateOf,
  aliases: [],
  zoomEmail: null,
  hasMailbox: true,
});

/** Olga organizes, Dan may schedule for her, Ada administers, Sam is in another company. */
const fakePeople: Person[] = [
  person("Olga", "organizer"),
  person("Dan", "delegate", ["id-olga"]),
  person("Ada", "admin"),
  { ...person("Sam", "attendee"), tenantId: "tenant-two", mail: "sam@two.example" },
];

const noFaults = { slowMs: 0, throttle: false, fail: false, drop: false, lostAnswer: false };

export interface FakeSandbox extends Sandbox {
  /** Moves the clock. */
  setNow(iso: string): void;
  readonly entries: TrafficEntry[];
}

/** A sandbox without a world: a clock that stands, state in memory, a log of the traffic. */
export function createFakeSandbox(
  options: Partial<SandboxOptions> = {},
  kept = new Map<string, object>(),
): FakeSandbox {
  let now = new Date("2026-03-02T09:00:00Z");
  const entries: TrafficEntry[] = [];
  const switches: Switches = {
    faults: { graph: { ...noFaults }, entra: { ...noFaults }, zoom: { ...noFaults } },
    webhooksOff: false,
    graph: usualGraph(),
    ...usualZoom(),
    customPropertiesVanish: false,
    recurrenceNullUntilSaved: false,
    commandTwice: false,
    sendOnlyFromPopOut: false,
    nestedAppAuth: "works",
  };
  return {
    options: {
      publicUrl: "https://sandbox.example",
      productUrl: "http://127.0.0.1:9",
      dataDir: "",
      manifestFile: "",
      entraClientId: "entra-client",
      entraClientSecret: "entra-secret",
      zoomClientId: "zoom-client",
      zoomClientSecret: "zoom-secret",
      zoomWebhookSecret: "zoom-webhook-secret",
      ...options,
    },
    people: fakePeople,
    calendar: absentCalendar,
    switches: { value: switches, save: () => undefined },
    traffic: {
      record: (entry) => {
        const full = { ...entry, id: entries.length, at: now.toISOString() };
        entries.push(full);
        return full;
      },
      recent: () => entries,
      subscribe: () => () => undefined,
    },
    now: () => now,
    keep: <T extends object>(name: string, initial: () => T) => {
      const value = (kept.get(name) ?? initial()) as T;
      kept.set(name, value);
      return { value, save: () => undefined };
    },
    setNow: (iso) => {
      now = new Date(iso);
    },
    entries,
  };
}

const refuse = (): never => {
  throw new Error("This sandbox has no calendar.");
};

const absentCalendar: CalendarStore = {
  list: refuse,
  view: refuse,
  get: refuse,
  exceptions: refuse,
  create: refuse,
  update: refuse,
  remove: refuse,
  cancel: refuse,
  respond: refuse,
  onChange: refuse,
};
