import { Commands, type CommandOutcome } from "./commands.ts";
import { Dialogs, dialogEvent } from "./dialogs.ts";
import { type Request, type Response } from "./envelope.ts";
import { Faults } from "./faults.ts";
import { type HostContext } from "./host-context.ts";
import { HostFrame, type FrameKind } from "./host-frame.ts";
import { answerNestedAuth, type NestedAuth } from "./nested-app-auth.ts";
import { answerOfficeCall } from "./office-calls.ts";

export interface AddInFramesOptions {
  context: HostContext;
  nestedAuth: NestedAuth;
  timings?: { readyMs?: number };
  /** Hears what should not happen: unknown calls, failures. Default: the window's error event. */
  onFault?: (error: Error) => void;
  /** Hears every message, for traces. */
  onMessage?: (kind: FrameKind, direction: "in" | "out", message: Request | Response) => void;
}

/** The add-in's pages in one form: its task pane, and the hidden ones that run its functions. */
export class AddInFrames {
  readonly faults = new Faults();
  #options: AddInFramesOptions;
  #commands = new Commands();
  #dialogs: Dialogs;
  #frames = new Map<"pane" | "commands" | "runtime", HostFrame>();
  #onFault: (error: Error) => void;

  constructor(options: AddInFramesOptions) {
    this.#options = options;
    this.#onFault = options.onFault ?? reportError;
    this.#dialogs = new Dialogs(
      document.body,
      options.context.manifest.displayName,
      (url, container) => this.#open("dialog", url, container),
    );
  }

  openPane(container: HTMLElement, url: string, initializationContext: string): void {
    this.closePane();
    const frame = this.#open("pane", url, container);
    frame.initializationContext = initializationContext;
    this.#frames.set("pane", frame);
  }

  closePane(): void {
    const pane = this.#frames.get("pane");
    if (pane === undefined) return;
    this.#dialogs.closeOf(pane);
    pane.dispose();
    this.#frames.delete("pane");
  }

  /** Runs a function in the hidden page for it, which is opened when it is first needed. */
  runFunction(
    kind: "commands" | "runtime",
    functionName: string,
    timeoutMs: number,
    event: object,
  ): Promise<CommandOutcome> {
    const { manifest } = this.#options.context;
    const url = kind === "commands" ? manifest.functionFileUrl : manifest.runtimeUrl;
    if (url === null) return Promise.resolve({ outcome: "unavailable" });
    let frame = this.#frames.get(kind);
    if (frame === undefined) {
      frame = this.#open(kind, url, document.body);
      this.#frames.set(kind, frame);
    }
    const readyMs = this.#options.timings?.readyMs ?? 30_000;
    return this.#commands.run(frame, functionName, event, { readyMs, timeoutMs });
  }

  raiseEverywhere(event: string, payload: unknown): void {
    for (const frame of this.#frames.values()) frame.raise(event, payload);
  }

  dispose(): void {
    for (const frame of this.#frames.values()) {
      this.#dialogs.closeOf(frame);
      frame.dispose();
    }
    this.#frames.clear();
    this.#commands.abandon();
  }

  /** office.js stays silent towards a host it does not trust, which looks like a hanging page. */
  #warnWhenNotTrusted(url: string): void {
    const { hostname } = new URL(url);
    if (location.protocol === "https:" && location.hostname === hostname) return;
    this.#onFault(
      new Error(
        `office.js on ${hostname} will not talk to ${location.origin}: both need https and the ` +
          `same host name.`,
      ),
    );
  }

  #open(kind: FrameKind, url: string, container: HTMLElement): HostFrame {
    const { context, onMessage } = this.#options;
    this.#warnWhenNotTrusted(url);
    const calls = {
      host: context,
      faults: this.faults,
      commands: this.#commands,
      dialogs: this.#dialogs,
      onFault: this.#onFault,
    };
    return new HostFrame({
      kind,
      url,
      title: context.manifest.displayName,
      container,
      hidden: kind === "commands" || kind === "runtime",
      locale: context.locale,
      nestedAppAuth: kind !== "dialog" && context.switches().nestedAppAuth !== "absent",
      appDomains: context.manifest.appDomains,
      answer: (frame, request) => answerOfficeCall(calls, frame, request),
      answerNestedAuth: (text) => answerNestedAuth(text, this.#options.nestedAuth, this.#onFault),
      onListening: (frame, event, listens, target) => {
        if (event === dialogEvent) this.#dialogs.onListening(frame, listens, target);
      },
      ...(onMessage === undefined
        ? {}
        : { onMessage: (direction, message) => onMessage(kind, direction, message) }),
    });
  }
}
