import { createRoot } from "react-dom/client";
import type { MeetingView } from "../../shared/api/meeting.ts";
import { startAddIn } from "../add-in.ts";
import { connectZoom, leaveTicket } from "../auth/zoom-connection.ts";
import { browserLocks, createOneAtATime } from "../meeting/one-at-a-time.ts";
import { announceReady, displayLanguage } from "../outlook/actions.ts";
import { askInDialog } from "../outlook/dialog.ts";
import { watchForm } from "../outlook/form-events.ts";
import { formMode } from "../outlook/form.ts";
import { sharedCalendarOwner, toWallClock } from "../outlook/mailbox.ts";
import { hideBar } from "../outlook/notifications.ts";
import { writeSession } from "../outlook/session.ts";
import { rememberOpenedStart } from "../outlook/snapshot.ts";
import { readTicket, saveTicket } from "../outlook/ticket-store.ts";
import { readPageConfig } from "../page-config.ts";
import { followAppearance } from "./follow-appearance.ts";
import { Look } from "./Look.tsx";
import { ClockProvider } from "./mailbox-clock.tsx";
import { PaneController } from "./model/pane-controller.ts";
import { Pane } from "./Pane.tsx";
import { createTexts, loadPaneTable, TextsProvider } from "./texts.tsx";

async function openPane(root: HTMLElement): Promise<void> {
  const config = readPageConfig(document);
  const addIn = startAddIn(config);
  const { api } = addIn;
  const controller = new PaneController({
    ...addIn,
    connectZoom: () => connectZoom({ publicUrl: config.publicUrl, api, askInDialog, saveTicket }),
    oneAtATime: createOneAtATime<MeetingView>("zoom-add-meeting", browserLocks()),
    calendarOwner: sharedCalendarOwner,
    ensureTicket: async () => {
      if (readTicket() === null) await leaveTicket({ api, saveTicket });
    },
    hideBar,
    now: () => Date.now(),
    after: (ms, work) => {
      const timer = setTimeout(work, ms);
      return () => clearTimeout(timer);
    },
  });
  const language = displayLanguage();
  const texts = createTexts(language, await loadPaneTable(language));
  document.documentElement.lang = texts.locale;
  createRoot(root).render(
    <Look nonce={readNonce()} appearance={followAppearance(window)}>
      <TextsProvider value={texts}>
        <ClockProvider value={toWallClock}>
          <Pane controller={controller} invitation={addIn.invitation} />
        </ClockProvider>
      </TextsProvider>
    </Look>,
  );
  if (formMode() === "compose") await keepOpenedStart();
  await controller.load();
  if (formMode() !== "compose") return;
  const told = await watchForm(() => controller.formChanged());
  // Fields without an event, such as the subject and the body, are read when the pane comes back.
  window.addEventListener("focus", () => controller.formChanged(told ? "opened" : "edited"));
}

/** Handlers do this too; where Outlook runs none, the pane is the first to see the form. */
async function keepOpenedStart(): Promise<void> {
  try {
    await rememberOpenedStart(writeSession);
  } catch (error) {
    // Only a moved occurrence needs it, and the server finds that one by its ids as well.
    console.warn("Zoom Meetings for Outlook:", error);
  }
}

/** The attribute is hidden from scripts; the property is not. */
const readNonce = (): string =>
  document.querySelector<HTMLScriptElement>("script[nonce]")?.nonce ?? "";

const root = document.getElementById("pane");
if (root === null) throw new Error("The task pane's page has no place for the pane.");
announceReady(() => void openPane(root));
