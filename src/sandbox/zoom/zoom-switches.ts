/** What goes wrong with Zoom's webhooks on their way. */
export interface ZoomWebhookFaults {
  /** Each is sent a second time under the same request id. */
  repeated: boolean;
  /** The app subscribed to everything twice: each comes under two request ids. */
  twoSubscriptions: boolean;
  lossPercent: number;
  delaySeconds: number;
  /** Each waits up to this long by chance, so that they overtake each other. */
  shuffleSeconds: number;
  /** The one event, such as `meeting.updated`, that never comes; empty for none. */
  missingEvent: string;
}

const soundWebhooks = (): ZoomWebhookFaults => ({
  repeated: false,
  twoSubscriptions: false,
  lossPercent: 0,
  delaySeconds: 0,
  shuffleSeconds: 0,
  missingEvent: "",
});

/** How the emulated Zoom behaves beyond faults of the connection. */
export interface ZoomSwitches {
  zoomWebhooks: ZoomWebhookFaults;
  /** The app has the scopes of Zoom Calendar. */
  zoomCalendarScope: boolean;
  /** People have a licence for Mail & Calendar. */
  zoomCalendarLicence: boolean;
  /** So many calls per second and account, one write at a time per meeting or event. */
  zoomRateLimits: boolean;
  /** So many of a hundred calls fail with 429, 5xx or no answer. */
  zoomFlaky: number;
}

/** The plan and the app as they should be, and nothing going wrong. */
export const usualZoom = (): ZoomSwitches => ({
  zoomWebhooks: soundWebhooks(),
  zoomCalendarScope: true,
  zoomCalendarLicence: true,
  zoomRateLimits: true,
  zoomFlaky: 0,
});

/** One line each for the traffic page, by the path of the switch. */
export const zoomToggles = {
  zoomCalendarScope: "The app has the scopes of Zoom Calendar; off, calls answer 4711",
  zoomCalendarLicence: "People have a licence for Zoom Mail & Calendar; off, calls answer code 200",
  zoomRateLimits:
    "Throttle more than 80 light, 60 medium or 40 heavy calls a second, and parallel writes to one meeting or event",
  "zoomWebhooks.repeated": "Every webhook comes twice under one request id",
  "zoomWebhooks.twoSubscriptions":
    "Every event comes from two subscriptions, under two request ids",
} as const;

export const zoomNumbers = {
  zoomFlaky: { label: "Fail at random", unit: "% of calls", most: 100 },
  "zoomWebhooks.lossPercent": { label: "Lose", unit: "% of webhooks", most: 100 },
  "zoomWebhooks.delaySeconds": { label: "Send webhooks late by", unit: "s", most: 3600 },
  "zoomWebhooks.shuffleSeconds": {
    label: "Let webhooks overtake each other within",
    unit: "s",
    most: 3600,
  },
} as const;

/** The events a product lives by; any one of them can be left out. */
export const zoomEventNames: readonly string[] = [
  "meeting.created",
  "meeting.updated",
  "meeting.deleted",
  "meeting.recovered",
  "meeting.permanently_deleted",
  "meeting.started",
  "meeting.ended",
  "calendar.event_create",
  "calendar.event_update",
  "calendar.event_delete",
  "app_deauthorized",
];

/** What the switch at a path such as `zoomWebhooks.repeated` is set to. */
export function readZoomSwitch(
  switches: ZoomSwitches,
  path: keyof typeof zoomToggles | keyof typeof zoomNumbers,
): boolean | number {
  switch (path) {
    case "zoomWebhooks.repeated":
      return switches.zoomWebhooks.repeated;
    case "zoomWebhooks.twoSubscriptions":
      return switches.zoomWebhooks.twoSubscriptions;
    case "zoomWebhooks.lossPercent":
      return switches.zoomWebhooks.lossPercent;
    case "zoomWebhooks.delaySeconds":
      return switches.zoomWebhooks.delaySeconds;
    case "zoomWebhooks.shuffleSeconds":
      return switches.zoomWebhooks.shuffleSeconds;
    default:
      return switches[path];
  }
}

/** @throws RangeError naming the switch */
export function checkZoomSwitches(switches: ZoomSwitches): void {
  for (const [path, { most }] of Object.entries(zoomNumbers)) {
    const value = Number(readZoomSwitch(switches, path as keyof typeof zoomNumbers));
    if (!Number.isInteger(value) || value < 0 || value > most)
      throw new RangeError(`${path} must be a whole number from 0 to ${most}.`);
  }
  const { missingEvent } = switches.zoomWebhooks;
  if (missingEvent !== "" && !zoomEventNames.includes(missingEvent))
    throw new RangeError(`zoomWebhooks.missingEvent cannot be ${missingEvent}.`);
}
