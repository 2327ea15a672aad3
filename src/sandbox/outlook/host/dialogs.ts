import { type HostFrame } from "./host-frame.ts";

/** The event through which a page hears of its dialog, and asks for one by listening to it. */
export const dialogEvent = "dialogMessageReceived";
const dialogParentEvent = "dialogParentMessageReceived";

const closedByPerson = 12006;
const fromDialog = 0;
const fromParent = 1;

interface DialogWish {
  url: string;
  /** Percent of the window. */
  width?: number;
  height?: number;
}

interface OpenDialog {
  opener: HostFrame;
  frame: HostFrame;
  element: HTMLElement;
}

export type OpenDialogFrame = (url: string, container: HTMLElement) => HostFrame;

/** Inline dialogs (`displayInIframe`); ordinary ones are windows that office.js opens by itself. */
export class Dialogs {
  #open: OpenDialog[] = [];
  #root: HTMLElement;
  #title: string;
  #openFrame: OpenDialogFrame;

  constructor(root: HTMLElement, title: string, openFrame: OpenDialogFrame) {
    this.#root = root;
    this.#title = title;
    this.#openFrame = openFrame;
  }

  /** A page began (`wish` is the JSON of its options) or ceased to listen to its dialog. */
  onListening(opener: HostFrame, listens: boolean, wish: string): void {
    if (!listens) {
      this.closeOf(opener);
      return;
    }
    // In a window of its own the page talks to its dialog directly; the host is not asked.
    if (!wish.startsWith("{")) return;
    const { url, width = 80, height = 80 } = JSON.parse(wish) as DialogWish;
    const element = this.#build(opener, width, height);
    this.#root.append(element);
    this.#open.push({ opener, frame: this.#openFrame(url, element), element });
  }

  /** `messageParent` of a page in a dialog. */
  messageParent(from: HostFrame, message: Readonly<Record<string, unknown>>): void {
    const dialog = this.#open.find(({ frame }) => frame === from);
    dialog?.opener.raise(dialogEvent, {
      messageType: fromDialog,
      messageContent: message.messageToParent,
      messageOrigin: new URL(from.url).origin,
    });
  }

  /** `messageChild` of a page that opened a dialog. */
  messageChild(from: HostFrame, message: Readonly<Record<string, unknown>>): void {
    const dialog = this.#open.find(({ opener }) => opener === from);
    dialog?.frame.raise(dialogParentEvent, {
      messageType: fromParent,
      messageContent: message.messageContent,
      messageOrigin: new URL(from.url).origin,
    });
  }

  /** Takes away the dialog of a page without telling it: it asked for that, or is gone itself. */
  closeOf(opener: HostFrame): void {
    for (const dialog of this.#open.filter((candidate) => candidate.opener === opener)) {
      dialog.frame.dispose();
      dialog.element.remove();
    }
    this.#open = this.#open.filter((dialog) => dialog.opener !== opener);
  }

  #build(opener: HostFrame, width: number, height: number): HTMLElement {
    const document = this.#root.ownerDocument;
    const element = document.createElement("div");
    element.setAttribute("role", "dialog");
    element.setAttribute("aria-label", this.#title);
    element.className = "add-in-dialog";
    Object.assign(element.style, {
      position: "fixed",
      inset: "0",
      margin: "auto",
      width: `${width}vw`,
      height: `${height}vh`,
      display: "flex",
      flexDirection: "column",
      background: "Canvas",
      boxShadow: "0 8px 32px rgb(0 0 0 / 40%)",
      zIndex: "2000000",
    });
    const close = document.createElement("button");
    close.type = "button";
    close.textContent = "Close";
    close.style.alignSelf = "flex-end";
    close.addEventListener("click", () => {
      this.closeOf(opener);
      opener.raise(dialogEvent, { messageType: closedByPerson });
    });
    element.append(close);
    return element;
  }
}
