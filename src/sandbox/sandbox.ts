import { type GraphSwitches } from "./graph/graph-switches.ts";
import { type CalendarStore, type Person } from "./world/model.ts";
import { type ZoomSwitches } from "./zoom/zoom-switches.ts";

/** Where the sandbox stands and whom it plays for; every URL it hands out derives from these. */
export interface SandboxOptions {
  /** Origin of the sandbox, `https://localhost:3001`. */
  publicUrl: string;
  /** Origin of the add-in's backend, `https://localhost:3000`. */
  productUrl: string;
  /** Folder for state that survives a restart. */
  dataDir: string;
  manifestFile: string;
  entraClientId: string;
  entraClientSecret: string;
  zoomClientId: string;
  zoomClientSecret: string;
  zoomWebhookSecret: string;
  /**
   * Takes what Graph and Zoom would POST to the product, instead of the network. With it they set no
   * timers: when, how often and in which order a delivery arrives is the caller's business.
   */
  deliver?: (delivery: Delivery) => Promise<DeliveryAnswer>;
  /** Where chance comes from, `Math.random` unless a simulation gives a seeded one. */
  random?: () => number;
}

/** A notification on its way to the product. */
export interface Delivery {
  to: string;
  body: string;
  headers: Record<string, string>;
  kind: "graph" | "zoom";
}

export interface DeliveryAnswer {
  /** Null when nobody answered. */
  status: number | null;
  /** Content type. */
  type: string;
  text: string;
}

export type Service = "graph" | "entra" | "zoom";

/**
 * What a developer can bend. `lostAnswer` does the work and then drops the connection, `drop` drops
 * it before the work; the others say what they do.
 */
export interface Switches extends ZoomSwitches {
  faults: Record<
    Service,
    {
      slowMs: number;
      throttle: boolean;
      fail: boolean;
      drop: boolean;
      lostAnswer: boolean;
    }
  >;
  webhooksOff: boolean;
  graph: GraphSwitches;
  /** Outlook: the custom properties of an occurrence vanish once it becomes an exception. */
  customPropertiesVanish: boolean;
  /** Outlook on the web: `recurrence.getAsync` answers null until the series is saved. */
  recurrenceNullUntilSaved: boolean;
  /** Outlook runs a function command twice for one click. */
  commandTwice: boolean;
  /** `OnAppointmentSend` fires only from a popped-out form. */
  sendOnlyFromPopOut: boolean;
  /** How the host answers nested app authentication. */
  nestedAppAuth: "works" | "refuses" | "absent";
}

export interface TrafficEntry {
  id: number;
  at: string;
  direction: "in" | "out";
  service: Service | "webhook";
  method: string;
  /** Path and query, with secrets removed. */
  path: string;
  status: number | null;
  durationMs: number | null;
  note?: string;
}

export interface Traffic {
  record(entry: Omit<TrafficEntry, "id" | "at">): TrafficEntry;
  recent(): readonly TrafficEntry[];
  subscribe(listener: (entry: TrafficEntry) => void): () => void;
}

/** A named piece of state that survives a restart; change `value` in place, then `save()`. */
export interface Kept<T extends object> {
  readonly value: T;
  save(): void;
}

/** Everything a part of the sandbox may lean on. Parts know this, never each other. */
export interface Sandbox {
  readonly options: SandboxOptions;
  readonly people: readonly Person[];
  readonly calendar: CalendarStore;
  readonly switches: Kept<Switches>;
  readonly traffic: Traffic;
  now(): Date;
  keep<T extends object>(name: string, initial: () => T): Kept<T>;
}
