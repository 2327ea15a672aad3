import type { FailureKey } from "./failures.ts";

export const failuresDe: Record<FailureKey, string> = {
  "signIn.signInRequired":
    "Bitte melden Sie sich zuerst in den Zoom-Einstellungen bei Microsoft an. Ihr Termin ist unverändert.",
  "signIn.cancelled":
    "Die Anmeldung wurde nicht beendet. Ihr Termin ist unverändert. Sie können es jederzeit erneut versuchen.",
  "signIn.network":
    "Für die Anmeldung fehlte die Verbindung. Ihr Termin ist unverändert. Versuchen Sie es gleich noch einmal.",
  "signIn.unavailable":
    "Die Anmeldung geht gerade nicht. Ihr Termin ist unverändert. Versuchen Sie es erneut oder fragen Sie den Admin.",
  "signIn.noAnswer":
    "Outlook hat auf die Anmeldung nicht geantwortet. Ihr Termin ist unverändert. Öffnen Sie ihn erneut.",
  "dialog.closed":
    "Das Anmeldefenster wurde vorzeitig geschlossen. Ihr Termin ist unverändert. Versuchen Sie es erneut.",
  "dialog.ignored":
    "Das Anmeldefenster durfte sich nicht öffnen. Ihr Termin ist unverändert. Wählen Sie beim nächsten Mal Zulassen.",
  "dialog.declined":
    "Sie haben die Berechtigungen abgelehnt, die Zoom braucht. Ihr Termin ist unverändert.",
  "dialog.blocked":
    "Der Browser hat das Anmeldefenster blockiert. Lassen Sie Pop-ups für Outlook zu. Ihr Termin ist unverändert.",
  "dialog.alreadyOpen":
    "Ein anderes Fenster dieses Add-ins ist noch offen. Schließen Sie es zuerst. Ihr Termin ist unverändert.",
  "dialog.notHttps":
    "Die Anmeldeseite hat keine sichere Adresse. Ihr Termin ist unverändert. Sagen Sie es Ihrem Admin.",
  "dialog.foreignOrigin":
    "Outlook vertraut der Anmeldeseite nicht. Ihr Termin ist unverändert. Sagen Sie es Ihrem Admin.",
  "dialog.pageMissing":
    "Die Anmeldeseite ließ sich nicht laden. Ihr Termin ist unverändert. Prüfen Sie Ihre Verbindung.",
  "dialog.timedOut":
    "Zehn Minuten lang hat sich niemand angemeldet. Ihr Termin ist unverändert. Versuchen Sie es erneut.",
  "dialog.failed":
    "Das Anmeldefenster endete ohne Ergebnis. Ihr Termin ist unverändert. Versuchen Sie es erneut.",
  "zoom.notConnected":
    "Bitte verbinden Sie zuerst Zoom in den Zoom-Einstellungen. Ihr Termin ist unverändert.",
  "zoom.reconnectNeeded":
    "Zoom muss in den Zoom-Einstellungen neu verbunden werden. Ihr Termin ist unverändert.",
  "server.unreachable":
    "Unser Server antwortet nicht. Ihr Termin ist unverändert. Versuchen Sie es gleich noch einmal.",
  "appointment.endsBeforeStart":
    "Dieser Termin endet vor seinem Beginn. Nichts wurde geändert. Berichtigen Sie zuerst die Zeiten.",
  "appointment.notOrganizer":
    "Nur wer den Termin organisiert, kann Zoom hinzufügen. Nichts wurde geändert.",
  "outlook.failed":
    "Outlook ließ das Add-in diesen Termin nicht lesen. Nichts wurde geändert. Versuchen Sie es erneut.",
  "outlook.timedOut":
    "Outlook hat nicht rechtzeitig geantwortet. Nichts wurde geändert. Versuchen Sie es gleich noch einmal.",
  "outlook.unsupported":
    "Das kann dieses Outlook nicht. Ihr Termin ist unverändert. Ändern Sie ihn selbst in Outlook.",
  "invitation.notWritten":
    "Das Zoom-Meeting ist bereit, nur der Link fehlt hier noch. Klicken Sie erneut: Es wird dasselbe verwendet.",
  "invitation.notRemoved":
    "Der Zoom-Link ließ sich nicht entfernen. Das Zoom-Meeting funktioniert weiter. Versuchen Sie es erneut.",
  "recurrence.unknown":
    "Dieses Add-in kennt die Wiederholung des Termins nicht. Nichts wurde geändert. Wählen Sie ein anderes Muster.",
  unexpected:
    "Etwas Unerwartetes ist passiert. Ihr Einladungstext blieb danach unberührt. Versuchen Sie es erneut.",
};
