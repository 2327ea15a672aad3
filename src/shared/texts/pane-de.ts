import type { PaneKey } from "./pane-en.ts";

export const paneDe: Record<PaneKey, string> = {
  title: "Zoom-Meetings",
  loading: "Wird geladen…",
  retry: "Erneut versuchen",
  close: "Schließen",
  copy: "Kopieren",
  copied: "Kopiert",
  copyFailed: "Das Kopieren ging nicht. Markieren und kopieren Sie den Text selbst.",
  show: "Anzeigen",
  hide: "Verbergen",

  "signedOut.title": "Zoom für Ihre Termine",
  "signedOut.link": "Der Beitrittslink steht sofort in der Einladung und beim Ort.",
  "signedOut.changes": "Verschieben, wiederholen oder absagen: Das Zoom-Meeting folgt dem Termin.",
  "signedOut.safe": "Niemand erhält etwas, bevor Sie die Einladung senden.",
  "signedOut.action": "Mit Microsoft anmelden",
  "signedOut.window": "Es kann sich ein Fenster öffnen.",
  "signedOut.busy": "Anmeldung läuft…",

  "connect.title": "Verbinden Sie Ihr Zoom-Konto",
  "connect.why": "Meetings entstehen in Ihrem eigenen Zoom-Konto, mit Ihren eigenen Einstellungen.",
  "connect.action": "Zoom verbinden",
  "connect.window": "Es öffnet sich ein Zoom-Fenster. Sie können die Verbindung jederzeit trennen.",
  "connect.busy": "Warten auf Zoom…",

  "notOrganizer.title": "Nur wer organisiert, kann Zoom hinzufügen",
  "notOrganizer.text":
    "Öffnen Sie einen Termin, den Sie organisieren, oder legen Sie einen neuen an.",

  "unreachable.title": "Unser Server antwortet nicht",
  "unreachable.text":
    "Ihr Termin und Ihre Einladung sind in Ordnung. Versuchen Sie es gleich noch einmal.",

  "scheduling.for": "Termin im Kalender von {{owner}}",
  "scheduling.as": "Zoom-Konto: {{email}}",

  "options.title": "Meeting-Einstellungen",
  "options.loading": "Ihre Zoom-Einstellungen werden gelesen…",
  "options.failed":
    "Ihre Zoom-Einstellungen ließen sich nicht lesen. Ein Meeting übernimmt sie trotzdem.",
  "options.meetingId": "Meeting-ID",
  "options.automatic": "Automatisch erzeugen",
  "options.personal": "Persönliche Meeting-ID {{id}}",
  "options.waitingRoom": "Warteraum",
  "options.passcode": "Kenncode",
  "options.hostVideo": "Video des Hosts",
  "options.participantVideo": "Video der Teilnehmenden",
  "options.joinBeforeHost": "Beitritt vor dem Host",
  "options.muteUponEntry": "Teilnehmende beim Beitritt stummschalten",
  "options.audio": "Audio",
  "options.audio.both": "Computer und Telefon",
  "options.audio.telephony": "Nur Telefon",
  "options.audio.voip": "Nur Computer",
  "options.more": "Weitere Einstellungen",
  "options.locked": "Von Ihrem Zoom-Konto gesperrt",

  "ready.action": "Zoom-Meeting hinzufügen",
  "ready.busy": "Zoom-Meeting wird hinzugefügt…",
  "ready.removed": "Das Zoom-Meeting wurde entfernt.",
  "ready.undo": "Rückgängig",
  "ready.undoBusy": "Das Meeting wird zurückgeholt…",
  "ready.foreign":
    "Dieser Termin hat schon einen Link zu {{providers}}. Mit Zoom sehen Teilnehmende beide.",
  "ready.endsBeforeStart":
    "Dieser Termin endet vor seinem Beginn. Berichtigen Sie zuerst die Zeiten.",

  "meeting.added": "Zoom-Meeting hinzugefügt",
  "meeting.heading": "Zoom-Meeting",
  "meeting.joinLink": "Beitrittslink",
  "meeting.id": "Meeting-ID",
  "meeting.passcode": "Kenncode",
  "meeting.copyLink": "Beitrittslink kopieren",
  "meeting.copyId": "Meeting-ID kopieren",
  "meeting.copyPasscode": "Kenncode kopieren",
  "meeting.showPasscode": "Kenncode anzeigen",
  "meeting.hidePasscode": "Kenncode verbergen",
  "meeting.hidden": "verborgen",
  "meeting.single": "Ein Meeting",
  "meeting.fixedTime": "Serie: Alle Meetings haben denselben Link",
  "meeting.noFixedTime":
    "Serie ohne feste Zeiten in Zoom: Der Link gilt jederzeit und läuft nicht ab",
  "meeting.saveHint": "Senden oder speichern Sie den Termin, damit das Meeting bleibt.",
  "meeting.update": "Einstellungen übernehmen",
  "meeting.updateBusy": "Wird übernommen…",
  "meeting.updated": "Einstellungen übernommen",
  "meeting.remove": "Aus diesem Termin entfernen",
  "meeting.removeBusy": "Wird entfernt…",
  "meeting.preview": "Was Teilnehmende erhalten",

  "remove.title": "Zoom-Meeting entfernen?",
  "remove.text":
    "Das Meeting wird in Zoom gelöscht, und sein Link verschwindet aus dieser Einladung. Teilnehmende sehen das, sobald Sie die Aktualisierung senden; bis dahin führt ihr Link ins Leere.",
  "remove.confirm": "Meeting entfernen",
  "remove.cancel": "Meeting behalten",

  "health.inStep": "Stimmt mit Zoom überein",
  "health.checked": "Geprüft um {{time}}",
  "health.editing": "Ihre Änderungen gehen gleich an Zoom.",
  "health.dailyLimit":
    "Zoom nimmt heute keine Änderungen mehr an. Ihre bleibt erhalten und geht von selbst dorthin.",
  "health.zoomUnavailable":
    "Zoom antwortet nicht. Ihre Einladung ist in Ordnung; die Änderung bleibt erhalten und geht von selbst dorthin.",
  "health.reconnectZoom":
    "Zoom muss neu verbunden werden. Ihre Einladung ist in Ordnung; Ihre Änderungen bleiben bis dahin erhalten.",
  "health.reconnectMicrosoft":
    "In Zoom geändert. Outlook erhält die Änderung, sobald Ihr Kalender wieder verbunden ist.",
  "health.outlookUnavailable":
    "In Zoom geändert. Microsoft 365 hat nicht geantwortet; Outlook erhält die Änderung von selbst.",
  "health.until": "Nächster Versuch: {{time}}",

  "outOfDate.title": "Outlook und Zoom unterscheiden sich",
  "outOfDate.occurrence": "Ein Termin der Serie wurde hier geändert und in Zoom noch nicht.",
  "outOfDate.outlook": "In Outlook",
  "outOfDate.zoom": "In Zoom",
  "outOfDate.subject": "Betreff",
  "outOfDate.time": "Zeit",
  "outOfDate.recurrence": "Wiederholung",
  "outOfDate.push": "Werte aus Outlook in Zoom übernehmen",
  "outOfDate.take": "Werte aus Zoom hier übernehmen",
  "outOfDate.pushBusy": "Zoom wird aktualisiert…",
  "outOfDate.takeBusy": "Der Termin wird aktualisiert…",
  "outOfDate.taken": "Der Termin hat jetzt die Werte aus Zoom. Senden oder speichern Sie ihn.",

  "recurrence.none": "Keine Wiederholung",
  "recurrence.daily_one": "Jeden Tag",
  "recurrence.daily_other": "Alle {{count}} Tage",
  "recurrence.weekly_one": "Jede Woche am {{days}}",
  "recurrence.weekly_other": "Alle {{count}} Wochen am {{days}}",
  "recurrence.monthly_one": "Jeden Monat",
  "recurrence.monthly_other": "Alle {{count}} Monate",
  "recurrence.yearly_one": "Jedes Jahr",
  "recurrence.yearly_other": "Alle {{count}} Jahre",
  "recurrence.from": "{{pattern}}, ab {{start}}",
  "recurrence.until": "{{pattern}}, {{start}} bis {{end}}",
  "recurrence.times": "{{pattern}}, {{times}}-mal ab {{start}}",
  "time.allDay": "{{day}}, ganztägig",

  "zoomDeleted.title": "Das Meeting wurde in Zoom gelöscht",
  "zoomDeleted.text": "Sein Link funktioniert nicht mehr. Der Rest Ihres Termins ist unverändert.",
  "zoomDeleted.until": "Zoom kann es bis {{time}} zurückholen.",
  "zoomDeleted.recover": "Zurückholen",
  "zoomDeleted.recoverBusy": "Das Meeting wird zurückgeholt…",
  "zoomDeleted.strip": "Aus dem Termin entfernen",
  "zoomDeleted.stripBusy": "Wird entfernt…",

  "blockMissing.title": "Der Zoom-Link fehlt in der Einladung",
  "blockMissing.text":
    "Das Meeting selbst ist sicher. Derselbe Link kann wieder eingesetzt werden.",
  "blockMissing.action": "Wieder einsetzen",
  "blockMissing.busy": "Wird wieder eingesetzt…",

  "copy.title": "Dieser Termin ist eine Kopie",
  "copy.text": "Sein Zoom-Link gehört zu einem anderen Termin, der unverändert bleibt.",
  "copy.action": "Eigenes Meeting anlegen",
  "copy.busy": "Eigenes Meeting wird angelegt…",

  "reconnect.action": "Zoom neu verbinden",
  "reconnect.text":
    "Zoom hat die Verbindung beendet. Ihre Einladung ist in Ordnung, und Änderungen bleiben erhalten, bis Sie neu verbinden.",

  "notice.recurrence.yearly":
    "Zoom kennt keine jährlichen Meetings; dort hat dieses keine feste Zeit.",
  "notice.recurrence.endless":
    "Zoom kennt keine Meetings ohne Ende; dort hat dieses keine feste Zeit.",
  "notice.recurrence.tooMany":
    "Zoom nimmt weniger Wiederholungen an, als diese Serie hat; dort hat sie keine feste Zeit.",
  "notice.recurrence.interval":
    "Zoom kennt keine so langen Abstände zwischen Meetings; dort hat diese Serie keine feste Zeit.",
  "notice.recurrence.weekdaySet":
    "Zoom kennt keine Serie an dieser Auswahl von Tagen im Monat; dort hat diese keine feste Zeit.",
  "notice.recurrence.monthDay":
    "Zoom würde einige Monate dieser Serie auslassen; dort hat sie keine feste Zeit.",
  "notice.recurrence.weekStart":
    "Zoom zählt die Wochen dieser Serie anders; dort hat sie keine feste Zeit.",
  "notice.recurrence.past": "Diese Serie ist vorbei; in Zoom hat sie keine feste Zeit.",
  "notice.recurrence.invalid":
    "Zoom kann diese Serie so nicht halten; dort hat sie keine feste Zeit.",
  "notice.subject.shortened": "Zoom zeigt die ersten 200 Zeichen des Betreffs.",
  "notice.exception.subject": "Zoom zeigt für alle Meetings einer Serie denselben Betreff.",
  "notice.duration.shortened":
    "Meetings in Zoom dauern höchstens 24 Stunden; der Link gilt länger.",
  "notice.timeZone.unmapped":
    "Zoom kennt diese Zeitzone nicht; das Meeting steht zum selben Zeitpunkt in einer anderen.",
  "notice.time.past": "Zoom verschiebt keine Meetings in die Vergangenheit.",
  "notice.other": "Zoom konnte nicht alles übernehmen ({{code}}).",

  "calendar.lapsed": "Ihre Kalenderverbindung ist beendet",
  "calendar.reconnect": "Profilseite öffnen",
  "calendar.safe": "Ihre Termine sind unverändert.",
  "calendar.waiting_one": "{{count}} Änderung wartet, bis Sie neu verbunden haben.",
  "calendar.waiting_other": "{{count}} Änderungen warten, bis Sie neu verbunden haben.",
  "calendar.tokenRevoked":
    "Microsoft hat Ihre Anmeldung beendet, vielleicht nach dem Zurücksetzen Ihres Kennworts. Verbinden Sie neu.",
  "calendar.passwordChanged":
    "Ihr Microsoft-Kennwort wurde geändert. Verbinden Sie mit dem neuen Kennwort neu.",
  "calendar.consentWithdrawn":
    "Die Berechtigung wurde bei Microsoft zurückgenommen. Verbinden Sie neu, um sie wieder zu erteilen.",
  "calendar.conditionalAccess":
    "Eine Sicherheitsregel Ihrer Organisation sperrt diese Anmeldung. Verbinden Sie von einem erlaubten Gerät aus neu, oder fragen Sie Ihren Microsoft 365-Administrator.",
  "calendar.mfaRequired":
    "Ihre Organisation verlangt einen weiteren Nachweis, dass Sie es sind. Verbinden Sie neu.",
  "calendar.userDisabled":
    "Ihr Microsoft-Konto ist deaktiviert. Fragen Sie Ihren Microsoft 365-Administrator.",
  "calendar.userGone":
    "Microsoft kennt das verbundene Konto nicht mehr. Verbinden Sie mit Ihrem jetzigen Konto neu.",
  "calendar.refreshTokenExpired":
    "Die Anmeldung wurde 90 Tage nicht benutzt und ist abgelaufen. Verbinden Sie neu.",
  "calendar.appRemoved":
    "Die App wurde in Ihrer Organisation entfernt. Fragen Sie Ihren Microsoft 365-Administrator.",
  "calendar.permissionsLost":
    "Die Berechtigung, Ihren Kalender zu lesen, fehlt. Verbinden Sie neu, um sie zu erteilen.",
  "calendar.outOfPolicy":
    "Exchange lässt die App nicht in Ihr Postfach. Fragen Sie Ihren Microsoft 365-Administrator.",
  "calendar.mailboxMissing":
    "Microsoft 365 hat kein Postfach für Sie. Fragen Sie Ihren Microsoft 365-Administrator.",
  "calendar.notAllowed": "Ihr Zoom-Administrator erlaubt diese Verbindung nicht mehr.",
  "calendar.refused":
    "Microsoft hat ohne Angabe eines Grundes abgelehnt. Verbinden Sie neu, oder fragen Sie Ihren Microsoft 365-Administrator.",

  "settings.title": "Einstellungen",
  "settings.keepInStep": "Zoom beim Bearbeiten und Senden anpassen (v1.0)",
  "settings.keepInStepHint":
    "Outlook meldet unserem Server Termine mit einem Zoom-Meeting und keine anderen.",
  "settings.calendarConnected":
    "Ihr Kalender ist verbunden: Zoom folgt jeder Änderung von selbst (v2.0).",
  "settings.saved": "Gespeichert",
  "settings.profile": "Kalenderverbindung",

  "details.title": "Details",
  "details.intro": "Was dieser Bereich getan hat, ohne Namen, Links und Betreffe.",
  "details.copy": "Details kopieren",
  "details.reference": "Referenz: {{id}}",
  "details.empty": "Noch nichts passiert.",
  "details.done": "erledigt",
};
