import { AddInFrames, type AddInFramesOptions } from "./add-in-frames.ts";
import { type CommandOutcome } from "./commands.ts";
import {
  type ChangeSource,
  type ComposeItem,
  type ItemField,
  type ItemState,
} from "./compose-item.ts";
import { type Faults } from "./faults.ts";
import {
  type HostContext,
  type HostServices,
  type HostSwitches,
  type SharedProperties,
} from "./host-context.ts";
import { itemEvents } from "./item-events.ts";
import { type AddInManifest } from "./manifest.ts";
import { type NestedAuth } from "./nested-app-auth.ts";
import { notificationTypes } from "./methods/notifications.ts";
import { judgeSend, type SendVerdict } from "./smart-alert.ts";
import { type Person } from "../../world/model.ts";

export interface Timings {
  /** Until a hidden page must have called `Office.onReady`. */
  readyMs: number;
  /** Until a launch event's handler must have completed; Outlook waits five minutes. */
  launchEventMs: number;
  commandMs: number;
  /** Until Outlook says that checking before sending takes longer than expected. */
  sendNoticeMs: number;
}

export interface AddInHostOptions extends Pick<AddInFramesOptions, "onFault" | "onMessage"> {
  item: ComposeItem;
  manifest: AddInManifest;
  person: Person;
  switches: () => HostSwitches;
  /** Language of the add-in's texts, `en-US`. */
  locale: string;
  /** The form stands in a window of its own. */
  poppedOut: boolean;
  /** The appointment is being created, not edited. */
  isNew: boolean;
  services: HostServices;
  /** Answers one request of the nested app authentication bridge. */
  nestedAuth: NestedAuth;
  /** IANA name of the mailbox's zone; the browser's own when absent. */
  zone?: string;
  /** Present when the form shows somebody else's calendar. */
  shared?: SharedProperties;
  /**
   * What a change made through office.js sets off besides itself: nothing, the events add-in pages
   * listen to, or those and the launch events. What Outlook does is not documented.
   */
  apiChangesRaise?: "nothing" | "itemEvents" | "everything";
  timings?: Partial<Timings>;
}

/** Offered to the person when the add-in's check before sending takes longer than expected. */
export interface SendNotice {
  /** *Send Anyway* is offered. */
  maySendAnyway: boolean;
  sendAnyway(): void;
  dontSend(): void;
}

const defaultTimings: Timings = {
  readyMs: 30_000,
  launchEventMs: 300_000,
  commandMs: 300_000,
  sendNoticeMs: 5_000,
};

/** The add-in in one open appointment form. Outlook's own UI drives it and shows what it says. */
export class AddInHost {
  #options: AddInHostOptions;
  #timings: Timings;
  #frames: AddInFrames;
  #savedRecurrence: ItemState["recurrence"];
  #unsubscribe: () => void;
  #disposed = false;

  constructor(options: AddInHostOptions) {
    this.#options = options;
    this.#timings = { ...defaultTimings, ...options.timings };
    const { item, services } = options;
    this.#savedRecurrence = item.state.itemId === null ? null : item.state.recurrence;
    const context: HostContext = {
      item,
      manifest: options.manifest,
      person: options.person,
      locale: options.locale,
      zone: options.zone ?? Intl.DateTimeFormat().resolvedOptions().timeZone,
      shared: options.shared ?? null,
      services: { ...services, saveItem: () => this.#save() },
      switches: options.switches,
      savedRecurrence: () => this.#savedRecurrence,
    };
    this.#frames = new AddInFrames({ ...options, context });
    this.#unsubscribe = item.subscribe((changed, source) => {
      this.#itemChanged(changed, source, context);
    });
    queueMicrotask(() => this.#opened());
  }

  /** Bends chosen calls of the add-in, for tests. */
  get faults(): Faults {
    return this.#frames.faults;
  }

  /** Shows the task pane in `container`; an open one is replaced. */
  openPane(
    container: HTMLElement,
    url: string,
    { initializationContext = "" }: { initializationContext?: string } = {},
  ): void {
    this.#frames.openPane(container, url, initializationContext);
  }

  closePane(): void {
    this.#frames.closePane();
  }

  /**
   * Runs a function of the ribbon as one click does: once, or twice when Outlook is switched so, each
   * time with an event object of its own. Resolves with how the last one ended.
   */
  async runCommand(functionName: string, contextData?: string): Promise<CommandOutcome> {
    const control = this.#options.manifest.controls.find(
      ({ action }) => action.type === "ExecuteFunction" && action.functionName === functionName,
    );
    const run = () =>
      this.#frames.runFunction("commands", functionName, this.#timings.commandMs, {
        source: { id: control?.id ?? functionName },
        ...(contextData === undefined ? {} : { contextData }),
      });
    if (!this.#options.switches().commandTwice) return run();
    const [, second] = await Promise.all([run(), run()]);
    return second;
  }

  /** Does what a ribbon control, *Take Action* or a notification's button stands for. */
  activateControl(controlId: string, contextData?: string): void {
    const { manifest, services, onFault = reportError } = this.#options;
    const action = manifest.controls.find(({ id }) => id === controlId)?.action;
    if (action === undefined) {
      onFault(new Error(`The add-in names the control ${controlId}, which its manifest lacks.`));
    } else if (action.type === "ShowTaskpane") {
      services.openTaskPane(action.url, controlId, contextData);
    } else {
      void this.runCommand(action.functionName, contextData);
    }
  }

  /** The person closed a notification: it goes, and the add-in that listens hears of it. */
  dismissNotification(key: string): void {
    const { item } = this.#options;
    const notification = item.state.notifications.find((candidate) => candidate.key === key);
    if (notification === undefined) return;
    const kept = item.state.notifications.filter((candidate) => candidate !== notification);
    item.update({ notifications: kept }, "person");
    const infobarType = notificationTypes.indexOf(notification.type);
    const infobarDetails = { infobarType, actionType: 1 };
    this.#frames.raiseEverywhere("olkInfobarClicked", [infobarDetails]);
    void this.fireLaunchEvent("OnInfoBarDismissClicked", { infobarDetails });
  }

  /** Runs the handler the manifest declares for `type`; null when it declares none. */
  async fireLaunchEvent(
    type: string,
    details: Record<string, unknown> = {},
  ): Promise<CommandOutcome | null> {
    const declared = this.#options.manifest.launchEvents.find((event) => event.type === type);
    if (declared === undefined || this.#disposed) return null;
    return this.#frames.runFunction("runtime", declared.functionName, this.#timings.launchEventMs, {
      type,
      source: {},
      ...details,
    });
  }

  /**
   * Asks the add-in before the appointment goes out. In the embedded form Outlook on the web does
   * not ask.
   * @param takingLonger called once when the add-in needs more than five seconds.
   */
  async clickSend(takingLonger?: (notice: SendNotice) => void): Promise<SendVerdict> {
    const { manifest, poppedOut, switches } = this.#options;
    const declared = manifest.launchEvents.find(({ type }) => type === "OnAppointmentSend");
    if (declared === undefined) return { outcome: "send" };
    if (!poppedOut && switches().sendOnlyFromPopOut) return { outcome: "send" };
    const mode = declared.sendMode ?? "SoftBlock";
    const choice = Promise.withResolvers<SendVerdict>();
    const notice = setTimeout(() => {
      takingLonger?.({
        maySendAnyway: mode === "PromptUser",
        sendAnyway: () => choice.resolve({ outcome: "send" }),
        dontSend: () => choice.resolve({ outcome: "stay" }),
      });
    }, this.#timings.sendNoticeMs);
    try {
      const asked = this.fireLaunchEvent("OnAppointmentSend").then((outcome) =>
        judgeSend(outcome ?? { outcome: "unavailable" }, mode, manifest),
      );
      return await Promise.race([asked, choice.promise]);
    } finally {
      clearTimeout(notice);
    }
  }

  dispose(): void {
    this.#disposed = true;
    this.#unsubscribe();
    this.#frames.dispose();
  }

  #opened(): void {
    if (this.#options.isNew) void this.fireLaunchEvent("OnNewAppointmentOrganizer");
    void this.fireLaunchEvent("OnAppointmentOrganizer");
  }

  async #save(): Promise<string> {
    const { item, services } = this.#options;
    const itemId = await services.saveItem();
    // An occurrence that was saved from a form of its own is an exception from then on.
    const isException = item.state.seriesId !== null;
    item.update({ itemId, ...(isException ? { isException } : {}) }, "store");
    this.#savedRecurrence = item.state.recurrence;
    return itemId;
  }

  #itemChanged(changed: ReadonlySet<ItemField>, source: ChangeSource, context: HostContext): void {
    if (source === "store") {
      this.#savedRecurrence = this.#options.item.state.recurrence;
      return;
    }
    const reach =
      source === "person" ? "everything" : (this.#options.apiChangesRaise ?? "itemEvents");
    if (reach === "nothing") return;
    for (const change of itemEvents(changed, this.#options.item.state, context)) {
      this.#frames.raiseEverywhere(change.event, change.payload);
      if (reach === "everything" && change.launch !== null) {
        void this.fireLaunchEvent(change.launch, change.details);
      }
    }
  }
}
