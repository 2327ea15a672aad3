import {
  readNestedAuth,
  readRequest,
  type FrameName,
  type Request,
  type Response,
} from "./envelope.ts";

export type FrameKind = "pane" | "commands" | "runtime" | "dialog";

/** The answer to one call; `null` as data would leave the add-in's callback waiting for ever. */
export type Answer = { data: unknown; errorCode?: number } | "silence";

export interface FrameOptions {
  kind: FrameKind;
  url: string;
  /** Accessible name of the frame. */
  title: string;
  container: HTMLElement;
  hidden: boolean;
  locale: string;
  /** Whether the frame finds a nested app authentication bridge. */
  nestedAppAuth: boolean;
  /** Origins besides the page's own that may speak for it: the manifest's app domains. */
  appDomains: readonly string[];
  answer(frame: HostFrame, request: Request): Answer | Promise<Answer>;
  answerNestedAuth(request: string): Promise<string>;
  /** The add-in listens to, or no longer listens to, an event of the host. */
  onListening?(frame: HostFrame, event: string, listens: boolean, target: string): void;
  onMessage?(direction: "in" | "out", message: Request | Response): void;
}

/** What Outlook on the web allows the pages of add-ins. */
const sandbox =
  "allow-scripts allow-forms allow-same-origin allow-popups " +
  "allow-popups-to-escape-sandbox allow-downloads";

const readySignal = "appCommandInvoked";
const startAction = "ContextActivationManager_getAppContextAsync";

interface Listening {
  correlationId: number;
  origin: string;
}

/**
 * One page of the add-in in a frame of its own, with its own conversation. Frames are told apart by
 * their window, never by name or id: several may show the same address.
 */
export class HostFrame {
  readonly kind: FrameKind;
  readonly url: string;
  readonly instanceId = `addin-${crypto.randomUUID()}`;
  readonly element: HTMLIFrameElement;
  /** What `getInitializationContextAsync` answers here. */
  initializationContext = "";
  #options: FrameOptions;
  #conversationId = `conversation-${crypto.randomUUID()}`;
  #listening = new Map<string, Listening>();
  #ready = Promise.withResolvers<undefined>();
  #window: Window;
  #disposed = false;

  constructor(options: FrameOptions) {
    this.kind = options.kind;
    this.url = options.url;
    this.#options = options;
    const { ownerDocument } = options.container;
    this.#window = ownerDocument.defaultView ?? window;
    this.#window.addEventListener("message", this.#receive);
    this.element = ownerDocument.createElement("iframe");
    this.element.title = options.title;
    this.element.setAttribute("sandbox", sandbox);
    // office.js reads the name while it loads, so it has to stand before the address.
    this.element.name = JSON.stringify(this.#frameName());
    this.element.src = options.url;
    this.element.hidden = options.hidden;
    Object.assign(this.element.style, { width: "100%", height: "100%", border: "0" });
    // Whoever waits for the frame hears of its end; a frame nobody waits for is no unhandled fault.
    this.#ready.promise.catch(() => undefined);
    options.container.append(this.element);
  }

  /** Resolves once the page called `Office.onReady` and can be sent commands. */
  whenReady(): Promise<undefined> {
    return this.#ready.promise;
  }

  /** Sends an event to the add-in; false when it does not listen to it. */
  raise(event: string, payload: unknown): boolean {
    const listening = this.#listening.get(event);
    if (listening === undefined) return false;
    this.#post(listening.origin, event, listening.correlationId, payload, 0, 1);
    return true;
  }

  dispose(): void {
    if (this.#disposed) return;
    this.#disposed = true;
    this.#window.removeEventListener("message", this.#receive);
    this.#listening.clear();
    this.#ready.reject(new Error("The frame was closed before the add-in was ready."));
    this.element.remove();
  }

  #frameName(): FrameName {
    const { locale, kind, nestedAppAuth } = this.#options;
    const dialog = kind === "dialog" ? "isDialog" : "";
    return {
      baseFrameName: this.instanceId,
      hostInfo: `Outlook$Web$16.01$${locale}$${crypto.randomUUID()}$${dialog}$disableLogging$0`,
      xdmInfo: `${this.#conversationId}|${this.instanceId}|${this.#window.location.origin}`,
      serializerVersion: "1",
      flights: "[]",
      nestedAppAuth: nestedAppAuth ? "present" : "absent",
    };
  }

  #receive = (event: MessageEvent): void => {
    if (event.source === null || event.source !== this.element.contentWindow) return;
    if (!this.#trusts(event.origin)) return;
    const auth = readNestedAuth(event.data);
    if (auth !== null && this.#options.nestedAppAuth) {
      void this.#answerNestedAuth(auth, event.origin);
      return;
    }
    const request = readRequest(event.data, this.#conversationId);
    if (request === null) return;
    this.#options.onMessage?.("in", request);
    if (request._actionType === 0) void this.#answer(request, event.origin);
    else this.#listen(request, event.origin);
  };

  #trusts(origin: string): boolean {
    return origin === new URL(this.url).origin || this.#options.appDomains.includes(origin);
  }

  async #answer(request: Request, origin: string): Promise<void> {
    // The page was reloaded: whoever listened is gone.
    if (request._actionName === startAction && this.#listening.size > 0) {
      this.#listening.clear();
      this.#ready = Promise.withResolvers();
      this.#ready.promise.catch(() => undefined);
    }
    const answer = await this.#options.answer(this, request);
    if (answer === "silence" || this.#disposed) return;
    const { data, errorCode = 0 } = answer;
    this.#post(origin, request._actionName, request._correlationId, data, errorCode, 0);
  }

  #listen(request: Request, origin: string): void {
    const event = request._actionName;
    const listens = request._actionType === 1;
    const target = (request._data as { targetId?: unknown } | null)?.targetId;
    if (listens) this.#listening.set(event, { correlationId: request._correlationId, origin });
    else this.#listening.delete(event);
    this.#options.onListening?.(this, event, listens, typeof target === "string" ? target : "");
    this.#post(origin, event, request._correlationId, { Error: 0 }, 0, 0);
    if (listens && event === readySignal) this.#ready.resolve(undefined);
  }

  async #answerNestedAuth(request: string, origin: string): Promise<void> {
    const answer = await this.#options.answerNestedAuth(request);
    if (this.#disposed) return;
    this.element.contentWindow?.postMessage(JSON.stringify({ _nestedAppAuth: answer }), origin);
  }

  #post(
    targetOrigin: string,
    action: string,
    correlationId: number,
    payload: unknown,
    errorCode: number,
    responseType: 0 | 1,
  ): void {
    const message: Response = {
      _messageType: 1,
      _actionName: action,
      _conversationId: this.#conversationId,
      _correlationId: correlationId,
      _origin: this.#window.location.origin,
      _data: payload,
      _errorCode: errorCode,
      _responseType: responseType,
      _serializerVersion: 1,
    };
    this.#options.onMessage?.("out", message);
    this.element.contentWindow?.postMessage(JSON.stringify(message), targetOrigin);
  }
}
