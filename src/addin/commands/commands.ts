import type { MeetingView } from "../../shared/api/meeting.ts";
import { languageFor } from "../../shared/texts/language.ts";
import { startAddIn } from "../add-in.ts";
import { connectZoom, leaveTicket } from "../auth/zoom-connection.ts";
import { addMeeting } from "../meeting/add-meeting.ts";
import { browserLocks, createOneAtATime } from "../meeting/one-at-a-time.ts";
import {
  announceReady,
  associate,
  displayLanguage,
  type CompletableEvent,
} from "../outlook/actions.ts";
import { askInDialog } from "../outlook/dialog.ts";
import { platform } from "../outlook/mailbox.ts";
import { showBar } from "../outlook/notifications.ts";
import { readTicket, saveTicket } from "../outlook/ticket-store.ts";
import { readPageConfig } from "../page-config.ts";
import { addZoomMeeting, type AddCommandPorts } from "./add-zoom-meeting.ts";
import { runCommand, type CommandAnswer } from "./run-command.ts";

const config = readPageConfig(document);
const oneAtATime = createOneAtATime<MeetingView>("zoom-add-meeting", browserLocks());

function startCommand(): AddCommandPorts {
  const addIn = startAddIn(config);
  return {
    language: languageFor(displayLanguage()),
    onPhone: platform() === "phone",
    showBar,
    signIn: () => addIn.signIn.token({ interactive: true, renew: false }),
    add: () => oneAtATime(() => addMeeting(addIn)),
    leaveTicket: async () => {
      if (readTicket() === null) await leaveTicket({ api: addIn.api, saveTicket });
    },
    connectZoom: () =>
      connectZoom({ publicUrl: config.publicUrl, api: addIn.api, askInDialog, saveTicket }),
  };
}

const command = (event: CompletableEvent<CommandAnswer>): void => {
  void runCommand(event, () => addZoomMeeting(startCommand()));
};

associate("addZoomMeeting", command);
associate("addZoomMeetingMobile", command);
announceReady();
