import type { activityEn } from "./portal-activity-en.ts";

export const activityDe: Record<keyof typeof activityEn, string> = {
  "nav.activity": "Aktivität",
  "activity.title": "Aktivität",
  "activity.privateAppointment": "Privater Termin",
  "activity.noSubject": "Ohne Betreff",

  "needs.title": "Braucht Sie",
  "needs.nothing": "Für Sie ist nichts zu tun.",
  "needs.done": "Erledigt.",
  "needs.undone": "Beide Seiten werden wieder, wie sie waren.",

  "conflicts.title": "Auf beiden Seiten geändert",
  "conflicts.lead":
    "Dasselbe wurde gleichzeitig in Outlook und in Zoom geändert. Ein Wert gilt jetzt, der andere ist hier aufgehoben.",
  "conflicts.inOutlook": "In Outlook",
  "conflicts.inZoom": "In Zoom",
  "conflicts.used": "Gilt jetzt",
  "conflicts.kept": "Hier aufgehoben",
  "conflicts.take.outlook": "Wert aus Outlook verwenden",
  "conflicts.take.zoom": "Wert aus Zoom verwenden",
  "conflicts.keep.outlook": "Wert aus Outlook behalten",
  "conflicts.keep.zoom": "Wert aus Zoom behalten",
  "conflicts.confirmTitle": "Die andere Seite verwenden?",
  "conflicts.confirmLead":
    "Eine Seite hat diesen Termin gelöscht. Mit dem anderen Wert wird er auf beiden Seiten gelöscht oder kehrt auf beiden zurück; Eingeladene werden benachrichtigt.",

  "field.subject": "Betreff",
  "field.time": "Zeit",
  "field.recurrence": "Wiederholung",
  "field.exception": "Ein Termin einer Serie",
  "field.exceptionOf": "Der Termin vom {{date}}",
  "field.notes": "Notizen",
  "field.attendees": "Eingeladene",
  "field.sensitivity": "Privat oder nicht",
  "field.showAs": "Anzeigen als",
  "field.options": "Zoom-Optionen",
  "field.existence": "Vorhanden",

  "value.none": "nichts",
  "value.deleted": "gelöscht",
  "value.nobody": "niemand",
  "value.usual": "wie in der Serie üblich",
  "value.cancelled": "abgesagt",
  "value.edited": "bearbeitet",
  "value.moved": "verschoben auf {{time}}",
  "value.movedOnly": "verschoben",
  "value.allDay": "{{date}}, ganztägig",
  "value.inZone": "{{time}} ({{zone}})",

  "repeats.none": "wiederholt sich nicht",
  "repeats.daily_one": "jeden Tag",
  "repeats.daily_other": "alle {{count}} Tage",
  "repeats.weekly_one": "jede Woche am {{days}}",
  "repeats.weekly_other": "alle {{count}} Wochen am {{days}}",
  "repeats.monthly_one": "jeden Monat am {{day}}",
  "repeats.monthly_other": "alle {{count}} Monate am {{day}}",
  "repeats.yearly_one": "jedes Jahr am {{day}}",
  "repeats.yearly_other": "alle {{count}} Jahre am {{day}}",
  "repeats.dayOfMonth": "{{day}}.",
  "repeats.dayInYear": "{{day}} im {{month}}",
  "repeats.index.first": "ersten {{days}}",
  "repeats.index.second": "zweiten {{days}}",
  "repeats.index.third": "dritten {{days}}",
  "repeats.index.fourth": "vierten {{days}}",
  "repeats.index.last": "letzten {{days}}",
  "repeats.until": "{{pattern}}, bis {{date}}",
  "repeats.times_one": "{{pattern}}, einmal",
  "repeats.times_other": "{{pattern}}, {{count}}-mal",

  "finding.copy.title": "Kopien",
  "finding.copy.lead":
    "Diese Termine wurden von einem anderen kopiert und teilen sich dessen Zoom-Meeting. Wer über einen von beiden beitritt, landet im selben Meeting.",
  "finding.zoomWithoutEvent.title": "Nur in Zoom",
  "finding.zoomWithoutEvent.lead": "Diese Zoom-Meetings haben keinen Termin in Outlook.",
  "finding.eventWithoutZoom.title": "In Zoom nicht mehr vorhanden",
  "finding.eventWithoutZoom.lead":
    "Diese Termine enthalten den Link eines Zoom-Meetings, das es nicht mehr gibt. Niemand kann damit beitreten.",
  "finding.unlinked.title": "Noch nicht verknüpft",
  "finding.unlinked.lead":
    "Diese Termine enthalten den Link eines Ihrer Zoom-Meetings. Verknüpft werden die beiden miteinander abgeglichen.",
  "finding.failed.title": "Konnte nicht abgeglichen werden",
  "finding.failed.lead":
    "Wir haben es hier mehrmals versucht und dann aufgehört. Beide Seiten sind, wie Sie sie verlassen haben.",
  "finding.meetingId": "Meeting-ID {{id}}",

  "finding.action.giveMeeting": "Eigenes Meeting geben",
  "finding.action.createEvent": "In Outlook eintragen",
  "finding.action.deleteMeeting": "Zoom-Meeting löschen",
  "finding.action.removeLink": "Link entfernen",
  "finding.action.link": "Verknüpfen",
  "finding.action.retry": "Noch einmal versuchen",
  "finding.action.ignore": "So lassen",
  "finding.all": "Für alle {{count}}:",
  "finding.all.giveMeeting": "Jedem ein eigenes Meeting geben",
  "finding.all.createEvent": "Alle in Outlook eintragen",
  "finding.all.deleteMeeting": "Alle diese Zoom-Meetings löschen",
  "finding.all.removeLink": "Alle diese Links entfernen",
  "finding.all.link": "Alle verknüpfen",
  "finding.all.retry": "Alle noch einmal versuchen",
  "finding.all.ignore": "Alle so lassen",
  "finding.confirm.giveMeeting":
    "Ein neues Zoom-Meeting wird angelegt, und sein Link ersetzt den alten. Eingeladene erhalten den neuen Link.",
  "finding.confirm.createEvent": "In Ihrem Outlook-Kalender wird ein Termin eingetragen.",
  "finding.confirm.deleteMeeting":
    "Das Meeting wird in Zoom gelöscht, und sein Link funktioniert nicht mehr. Zoom hebt gelöschte Meetings sieben Tage auf.",
  "finding.confirm.removeLink":
    "Der tote Link wird aus Text und Ort des Termins entfernt. Alles andere darin bleibt.",
  "finding.confirm.link":
    "Von nun an folgen Änderungen am einen auch am anderen. Sofort ändert sich nichts, wenn beide übereinstimmen.",
  "finding.confirm.retry":
    "Wir versuchen es noch einmal. Schlägt es wieder fehl, bleibt der Eintrag in dieser Liste.",
  "finding.confirm.ignore": "Es wird nichts geändert, und wir fragen nicht wieder.",
  "finding.confirm.count_one": "Es geht um {{count}} Eintrag.",
  "finding.confirm.count_other": "Es geht um {{count}} Einträge.",

  "history.title": "Verlauf",
  "history.empty":
    "Noch ist nichts geschehen. Was wir in Outlook oder Zoom ändern, wird hier aufgeführt.",
  "history.emptyFilter": "Von diesem Termin ist nichts mehr aufgehoben.",
  "history.only": "Nur: {{subject}}",
  "history.showAll": "Alles zeigen",
  "history.filter": "Nur dieser Termin",
  "history.filterNamed": "Nur dieser Termin: {{subject}}",
  "history.more": "Frühere Schritte zeigen",
  "history.end": "Das ist alles, was wir aufgehoben haben.",
  "history.before": "vorher:",
  "history.after": "nachher:",
  "history.by.outlook": "In Outlook geändert von {{name}}",
  "history.by.zoom": "In Zoom geändert von {{name}}",
  "history.by.both": "In Outlook und in Zoom geändert von {{name}}",
  "history.by.portal": "Auf dieser Seite entschieden von {{name}}",
  "history.by.addin": "Mit dem Add-in in Outlook geändert von {{name}}",
  "history.by.engine": "Wir haben es in Ordnung gebracht",
  "history.in.outlook": "In Outlook geändert",
  "history.in.zoom": "In Zoom geändert",
  "history.in.both": "In Outlook und in Zoom geändert",
  "history.in.portal": "Auf dieser Seite entschieden",
  "history.in.addin": "Mit dem Add-in in Outlook geändert",
  "history.in.engine": "Wir haben es in Ordnung gebracht",
  "history.seen.notification": "von Microsoft gemeldet",
  "history.seen.webhook": "von Zoom gemeldet",
  "history.seen.sweep": "beim Nachsehen gefunden",
  "history.seen.addin": "vom Add-in gemeldet",
  "history.seen.portal": "hier entschieden",
  "history.seen.firstSync": "erster Lauf",
  "history.did.create.outlook": "Wir haben ihn in Outlook angelegt",
  "history.did.create.zoom": "Wir haben das Meeting in Zoom angelegt",
  "history.did.create.calendar": "Wir haben ihn in den Zoom-Kalender eingetragen",
  "history.did.change.outlook": "Wir haben ihn in Outlook geändert",
  "history.did.change.zoom": "Wir haben das Meeting in Zoom geändert",
  "history.did.change.calendar": "Wir haben ihn im Zoom-Kalender geändert",
  "history.did.delete.outlook": "Wir haben ihn in Outlook gelöscht",
  "history.did.delete.zoom": "Wir haben das Meeting in Zoom gelöscht",
  "history.did.delete.calendar": "Wir haben ihn aus dem Zoom-Kalender entfernt",
  "history.did.link.outlook": "Wir haben die beiden verknüpft",
  "history.did.link.zoom": "Wir haben die beiden verknüpft",
  "history.did.link.calendar": "Wir haben die beiden verknüpft",
  "history.did.putBack":
    "Outlook kann ihn so nicht zeigen, deshalb steht er im Zoom-Kalender wieder wie zuvor",
  "history.did.nothing": "Es war nichts zu tun",
  "history.outcome.done": "Erledigt",
  "history.outcome.waiting": "Wartet",
  "history.outcome.failed": "Fehlgeschlagen",
  "history.undo": "Rückgängig machen",
  "history.undoNamed": "Rückgängig machen: {{subject}}, {{time}}",
  "history.undoTitle": "Diesen Schritt rückgängig machen?",
  "history.undoLead":
    "Beide Seiten werden wieder, wie sie vor diesem Schritt waren. Was später an denselben Stellen geändert wurde, wird überschrieben. Eingeladene erhalten womöglich eine Aktualisierung.",

  "invitation.lead": "Dieses Meeting wurde aus einem Outlook-Termin heraus hinzugefügt.",
  "invitation.connectTitle": "Zoom verbinden oder trennen",
  "invitation.connect":
    "Öffnen Sie einen neuen Termin in Outlook, wählen Sie „Zoom-Einstellungen“ und dann „Zoom verbinden“; dort wird die Verbindung auch getrennt.",
  "invitation.signIn": "Mit Zoom anmelden, um zu sehen, was mit Ihren Meetings geschah",

  "cause.graph.throttled": "Microsoft bittet zu warten. Es wird erneut versucht.",
  "cause.graph.unavailable": "Microsoft 365 antwortet nicht. Es wird erneut versucht.",
  "cause.graph.accessDenied":
    "Microsoft erlaubt diese Änderung nicht. Verbinden Sie Ihren Kalender auf der Profilseite neu und erlauben Sie Änderungen.",
  "cause.graph.mailboxMissing":
    "Unter dieser Adresse gibt es kein Postfach. Fragen Sie Ihren Microsoft 365-Administrator.",
  "cause.graph.notFound": "Der Termin ist in Outlook nicht mehr vorhanden.",
  "cause.graph.changed":
    "Der Termin änderte sich, während wir ihn schrieben. Versuchen Sie es noch einmal.",
  "cause.graph.refused":
    "Outlook hat die Änderung nicht angenommen. Öffnen Sie den Termin in Outlook und ändern Sie ihn dort.",
  "cause.graph.tokenRefused":
    "Microsoft akzeptiert die Verbindung nicht mehr. Verbinden Sie Ihren Kalender neu.",
  "cause.graph.unexpectedReply":
    "Microsoft hat eine Antwort gegeben, die wir nicht verstehen. Versuchen Sie es später noch einmal.",
  "cause.graph.cursorExpired": "Der Kalender muss neu gelesen werden. Das geschieht von selbst.",
  "cause.graph.duplicate":
    "Der Termin ist in Outlook schon vorhanden. Versuchen Sie es noch einmal.",
  "cause.graph.subscriptionExists": "Microsoft meldet uns Änderungen schon. Es ist nichts zu tun.",
  "cause.zoom.cursorExpired":
    "Der Zoom-Kalender muss neu gelesen werden. Das geschieht von selbst.",
  "cause.zoom.notFound": "In Zoom ist es nicht mehr vorhanden.",
  "cause.zoom.dailyLimit":
    "Zoom nimmt heute keine Änderungen mehr an. Versuchen Sie es morgen wieder.",
  "cause.zoom.throttled": "Zoom bittet zu warten. Es wird erneut versucht.",
  "cause.zoom.unavailable": "Zoom antwortet nicht. Es wird erneut versucht.",
  "cause.zoom.meetingGone": "Das Meeting ist in Zoom nicht mehr vorhanden.",
  "cause.zoom.notPermitted":
    "Zoom erlaubt Ihnen diese Änderung nicht. Fragen Sie Ihren Zoom-Administrator.",
  "cause.zoom.scopeMissing":
    "Unserer App in Zoom fehlt ein Recht. Fragen Sie Ihren Zoom-Administrator und melden Sie sich dann neu an.",
  "cause.zoom.notConnected": "Zoom ist nicht verbunden. Melden Sie sich erneut mit Zoom an.",
  "cause.zoom.reconnect":
    "Zoom akzeptiert unsere Berechtigung nicht mehr. Melden Sie sich erneut mit Zoom an.",
  "cause.zoom.tokenRefused":
    "Zoom akzeptiert unsere Berechtigung nicht mehr. Melden Sie sich erneut mit Zoom an.",
  "cause.zoom.refused":
    "Zoom hat die Änderung nicht angenommen. Öffnen Sie das Meeting in Zoom und ändern Sie es dort.",
  "cause.zoom.timeZone": "Zoom kennt die Zeitzone dieses Termins nicht. Wählen Sie eine andere.",
  "cause.microsoft.unavailable":
    "Die Anmeldung von Microsoft antwortet nicht. Es wird erneut versucht.",
  "cause.microsoft.misconfigured":
    "Die eigenen Zugangsdaten dieses Servers bei Microsoft sind falsch oder abgelaufen. Sagen Sie es dem Betreiber.",
  "cause.signIn.credentialRevoked":
    "Die Berechtigung ist beendet. Verbinden Sie neu, oder melden Sie sich erneut mit Zoom an.",
  "cause.sync.loop":
    "Er wurde zu oft hin und her geändert, als antworte ein anderes Programm auf jede unserer Änderungen. Wir fahren in einigen Minuten von selbst fort.",
  "cause.other":
    "Unerwartete Antwort ({{code}}). Versuchen Sie es erneut; bleibt es dabei, nennen Sie Ihrem Administrator diesen Code.",
};
