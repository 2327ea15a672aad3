import type { MeetingView } from "../../shared/api/meeting.ts";
import { displayLanguage, type CompletableEvent, type SendAnswer } from "../outlook/actions.ts";
import { showBar } from "../outlook/notifications.ts";
import { readSession, writeSession } from "../outlook/session.ts";
import { rememberOpenedStart } from "../outlook/snapshot.ts";
import { textsFor, type HandlerTexts } from "./handler-texts.ts";
import { leadsTo } from "./join-signs.ts";
import { report, type Reported } from "./report.ts";
import { settle } from "./settle.ts";

/** Outlook asks people to wait or to send anyway after five seconds. */
const sendBudgetMs = 4_000;
const editBudgetMs = 20_000;
const dismissedName = "zoomBarDismissed";

type Event = CompletableEvent<SendAnswer>;

/** A form was opened: remembers its start, and says so when Zoom has gone another way. */
export function onOpened(event: Event): void {
  settle(event, editBudgetMs, undefined, async () => {
    await rememberOpenedStart(writeSession);
    const reported = await report("opened");
    const words = reported && attentionFor(reported.meeting, textsFor(displayLanguage()));
    if (words && (await readSession(dismissedName)) === null) {
      const { openPane } = textsFor(displayLanguage());
      await showBar({ kind: "insight", message: words, actionText: openPane });
    }
    return undefined;
  });
}

/** Time, recurrence or attendees changed in the form; it may never be saved. */
export function onEdited(event: Event): void {
  settle(event, editBudgetMs, undefined, async () => {
    await report("edited");
    return undefined;
  });
}

/** Keeps a bar the person closed from coming back in this form. */
export function onBarDismissed(event: Event): void {
  settle(event, editBudgetMs, undefined, async () => {
    await writeSession(dismissedName, "yes");
    return undefined;
  });
}

/**
 * Asks before an invitation leaves whose Zoom link does not work. Everything unknown, slow or broken
 * lets it go: a meeting add-in never stops mail.
 */
export function onSend(event: Event): void {
  settle(event, sendBudgetMs, { allowEvent: true }, async () => {
    const reported = await report("sent");
    const texts = textsFor(displayLanguage());
    const objection = reported && objectionTo(reported, texts);
    if (!objection) return { allowEvent: true };
    return {
      allowEvent: false,
      errorMessage: objection,
      cancelLabel: texts.takeAction,
      commandId: "ZoomSettingsPane",
      contextData: JSON.stringify({ from: "send" }),
    };
  });
}

function attentionFor(meeting: MeetingView, texts: HandlerTexts): string | null {
  const { state } = meeting.health;
  return state === "outOfDate" || state === "zoomDeleted" || state === "copy" ? texts[state] : null;
}

function objectionTo({ meeting, appointment }: Reported, texts: HandlerTexts): string | null {
  // A meeting that was removed on purpose, or went with a cancelled appointment, needs no link.
  if (meeting.state === "removed") return null;
  if (meeting.health.state === "zoomDeleted") return texts.sendWithDeadLink;
  if (meeting.health.state === "copy") return texts.sendWithForeignLink;
  const works = appointment.hasJoinBlock && leadsTo(appointment.joinUrls, meeting);
  return works ? null : texts.sendWithoutLink;
}
