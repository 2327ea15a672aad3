import { commandTexts } from "../../shared/texts/command-texts.ts";
import type { Language } from "../../shared/texts/language.ts";
import { loadFailures } from "../../shared/texts/load-failures.ts";
import { explain } from "../meeting/explain.ts";
import type { NotificationBar } from "../outlook/notifications.ts";

export interface AddCommandPorts {
  language: Language;
  /** May open a window; the others never do. */
  signIn: () => Promise<unknown>;
  add: () => Promise<unknown>;
  /** For the event handlers, where Outlook has none yet. */
  leaveTicket: () => Promise<unknown>;
  connectZoom: () => Promise<unknown>;
  showBar: (bar: NotificationBar) => Promise<unknown>;
  /** Phones show no bars and have no pane to sign in: there the command itself asks. */
  onPhone: boolean;
}

/**
 * The ribbon's one-click button.
 * @returns whether the appointment has its meeting now.
 */
export async function addZoomMeeting(ports: AddCommandPorts): Promise<boolean> {
  const words = commandTexts[ports.language];
  await show(ports, { kind: "progress", message: words.adding });
  try {
    await (ports.onPhone ? addOnPhone(ports) : ports.add());
  } catch (error) {
    const { key, detail, needs } = explain(error);
    const message = key === undefined ? detail : (await loadFailures(ports.language))[key];
    await show(
      ports,
      needs === undefined
        ? { kind: "error", message }
        : { kind: "insight", message, actionText: words.openPane },
    );
    return false;
  }
  await show(ports, { kind: "success", message: words.added });
  await unimportant(() => ports.leaveTicket());
  return true;
}

/** Sign-in and Zoom's consent each at most once; whoever closes a window has decided. */
async function addOnPhone(ports: AddCommandPorts): Promise<void> {
  await ports.signIn();
  try {
    await ports.add();
  } catch (error) {
    if (explain(error).needs !== "connectZoom") throw error;
    await ports.connectZoom();
    await ports.add();
  }
}

const show = (ports: AddCommandPorts, bar: NotificationBar): Promise<void> =>
  unimportant(() => ports.showBar(bar));

/** A bar that cannot be shown, or a ticket not saved, must not undo what was done. */
async function unimportant(work: () => Promise<unknown>): Promise<void> {
  try {
    await work();
  } catch (error) {
    console.warn("Zoom Meetings for Outlook:", error);
  }
}
