import { announceReady, associate } from "../outlook/actions.ts";
import { onBarDismissed, onEdited, onOpened, onSend } from "./handlers.ts";

// At top level, for classic Outlook's runtime never runs what waits for Office to be ready.
associate("onNewAppointmentOrganizer", onOpened);
associate("onAppointmentOrganizer", onOpened);
associate("onAppointmentTimeChanged", onEdited);
associate("onAppointmentRecurrenceChanged", onEdited);
associate("onAppointmentAttendeesChanged", onEdited);
associate("onInfoBarDismissClicked", onBarDismissed);
associate("onAppointmentSend", onSend);
announceReady();
