import type { syncEn } from "./portal-sync-en.ts";

export const syncDe: Record<keyof typeof syncEn, string> = {
  "sync.title": "Kalenderabgleich",
  "sync.place.outlook": "In Outlook",
  "sync.place.zoom": "In Zoom",
  "sync.place.calendar": "Im Zoom-Kalender",

  "sync.phase.off": "Aus",
  "sync.phase.preparing": "Ihr Kalender wird gelesen",
  "sync.phase.preview": "Bereit zum Start",
  "sync.phase.backfill": "Erster Lauf im Gange",
  "sync.phase.live": "Alles stimmt überein",
  "sync.phase.paused": "Angehalten",
  "sync.phase.lapsed": "Wartet auf die Verbindung",

  "sync.off.v2":
    "Zurzeit wird nichts abgeglichen. Es beginnt von selbst, sobald die Verbindung oben bereit ist.",
  "sync.off.v1":
    "Ihre Zoom-Meetings folgen dem, was Sie in Outlook tun. Ihre anderen Termine bleiben unberührt.",
  "sync.off.off": "Es wird nichts abgeglichen. Ihre Termine und Meetings bleiben, wie sie sind.",
  "sync.preparing":
    "Ihr Kalender wird zum ersten Mal gelesen. Es wird nichts geschrieben, bevor Sie gesehen haben, was sich ändern würde.",
  "sync.preparing.progress_one": "{{done}} von {{count}} Termin gelesen",
  "sync.preparing.progress_other": "{{done}} von {{count}} Terminen gelesen",
  "sync.preview": "Ihr Kalender ist gelesen. Das wird der erste Lauf tun:",
  "sync.preview.create": "{{count}} anlegen",
  "sync.preview.change": "{{count}} ändern",
  "sync.preview.delete": "{{count}} löschen",
  "sync.preview.unchanged_one": "{{count}} Termin stimmt schon überein und bleibt, wie er ist.",
  "sync.preview.unchanged_other":
    "{{count}} Termine stimmen schon überein und bleiben, wie sie sind.",
  "sync.preview.items": "Was sich ändern wird",
  "sync.preview.startsAt": "Er beginnt von selbst: {{time}}. Noch wurde nichts geändert.",
  "sync.preview.outlookWaits":
    "Was in Outlook neu entsteht, wartet, bis Sie ihn starten oder es unter Aktivität auswählen.",
  "sync.preview.waits": "Er wartet auf Sie. Noch wurde nichts geändert.",
  "sync.preview.start": "Jetzt starten",
  "sync.preview.hold": "Noch nicht",
  "sync.items.more_one": "… und {{count}} weiterer Eintrag",
  "sync.items.more_other": "… und {{count}} weitere Einträge",
  "sync.plan.create.outlook": "In Outlook anlegen",
  "sync.plan.create.zoom": "In Zoom anlegen",
  "sync.plan.create.calendar": "Im Zoom-Kalender anlegen",
  "sync.plan.change.outlook": "In Outlook ändern",
  "sync.plan.change.zoom": "In Zoom ändern",
  "sync.plan.change.calendar": "Im Zoom-Kalender ändern",
  "sync.plan.delete.outlook": "In Outlook löschen",
  "sync.plan.delete.zoom": "In Zoom löschen",
  "sync.plan.delete.calendar": "Im Zoom-Kalender löschen",
  "sync.plan.link.outlook": "In Outlook verknüpfen",
  "sync.plan.link.zoom": "In Zoom verknüpfen",
  "sync.plan.link.calendar": "Im Zoom-Kalender verknüpfen",
  "sync.backfill": "Sie können diese Seite schließen: Es geht von selbst weiter.",
  "sync.backfill.progress_one": "{{done}} von {{count}} Termin erledigt",
  "sync.backfill.progress_other": "{{done}} von {{count}} Terminen erledigt",
  "sync.live": "Änderungen in Outlook und in Zoom folgen einander von selbst.",
  "sync.lapsed":
    "Die Verbindung ist beendet. Was Sie bis dahin ändern, wird aufgehoben und folgt, sobald sie wieder funktioniert. Es geht nichts verloren.",

  "sync.paused.massDeletion_one":
    "{{count}} von {{total}} Terminen ist auf einmal verschwunden. Das kann ein Versehen sein; deshalb wurde auf der anderen Seite noch nichts gelöscht.",
  "sync.paused.massDeletion_other":
    "{{count}} von {{total}} Terminen sind auf einmal verschwunden. Das kann ein Versehen sein; deshalb wurde auf der anderen Seite noch nichts gelöscht.",
  "sync.paused.items": "Was gelöscht würde",
  "sync.paused.delete": "Das ist gewollt: löschen",
  "sync.paused.keep": "Wiederherstellen",
  "sync.paused.confirmTitle": "Auch auf der anderen Seite löschen?",
  "sync.paused.confirmLead_one":
    "{{count}} Termin wird auch auf der anderen Seite gelöscht. Eingeladene erhalten eine Absage.",
  "sync.paused.confirmLead_other":
    "{{count}} Termine werden auch auf der anderen Seite gelöscht. Eingeladene erhalten eine Absage.",
  "sync.paused.confirm_one": "{{count}} löschen",
  "sync.paused.confirm_other": "{{count}} löschen",
  "sync.paused.loop":
    "Ein Termin wurde zu oft hin und her geändert, als antworte ein anderes Programm auf jede unserer Änderungen. Wir haben angehalten; es ging nichts verloren. Wenn ein anderes Werkzeug Ihren Kalender ändert, schalten Sie es zuerst aus.",
  "sync.paused.loopGoOn": "Fortfahren",

  "sync.fact.lastRun": "Letzter Lauf",
  "sync.fact.nextRun": "Nächstes Nachsehen",
  "sync.fact.notYet": "noch keiner",
  "sync.fact.instant":
    "Änderungen werden sofort bemerkt. Außerdem sehen wir von selbst nach: {{time}}.",
  "sync.fact.bySweep":
    "{{time}}. Microsoft meldet uns Änderungen nicht sofort; sie folgen deshalb erst dann.",
  "sync.fact.instantOnly": "Änderungen werden sofort bemerkt.",
  "sync.fact.mirror": "Zoom-Kalender",
  "sync.now": "Sofort nachsehen",
  "sync.now.done": "Wir sehen jetzt auf beiden Seiten nach.",

  "sync.quota": "So viele Änderungen erlaubt Zoom am Tag",
  "sync.quota.used": "{{used}} von {{limit}} verbraucht. Neu gezählt wird ab: {{time}}.",
  "sync.quota.waiting_one": "{{count}} Änderung wartet bis dahin.",
  "sync.quota.waiting_other": "{{count}} Änderungen warten bis dahin.",
  "sync.quota.background": "Der Rest bleibt für das, was Sie selbst tun.",

  "sync.mirror.on": "Ihre anderen Termine werden dort gezeigt.",
  "sync.mirror.off":
    "Ihre anderen Termine werden dort nicht gezeigt: Die Einstellungen lassen sie aus. Ihre Zoom-Meetings sind nicht betroffen.",
  "sync.mirror.scopeMissing":
    "Ihre anderen Termine werden dort nicht gezeigt: Unsere App in Zoom darf den Zoom-Kalender nicht verwenden. Bitten Sie Ihren Zoom-Administrator, es zu erlauben, und melden Sie sich dann erneut mit Zoom an. Ihre Zoom-Meetings sind nicht betroffen.",
  "sync.mirror.noCalendarService":
    "Ihre anderen Termine werden dort nicht gezeigt: Ihr Zoom-Konto hat keinen Zoom-Kalender. Ihr Zoom-Administrator kann ihn einschalten. Ihre Zoom-Meetings sind nicht betroffen.",
  "sync.mirror.autoAddsMeetings":
    "Ihre anderen Termine werden dort nicht gezeigt: Der Zoom-Kalender ist so eingestellt, dass jeder neue Eintrag ein Zoom-Meeting erhält; jeder von ihnen bekäme eines. Schalten Sie das in den Einstellungen des Zoom-Kalenders aus; wir fahren dann von selbst fort.",

  "sync.attention": "Braucht Sie",
  "sync.attention.failed_one": "{{count}} Termin konnte nicht abgeglichen werden",
  "sync.attention.failed_other": "{{count}} Termine konnten nicht abgeglichen werden",
  "sync.attention.conflicts_one": "{{count}} Angabe wurde auf beiden Seiten geändert",
  "sync.attention.conflicts_other": "{{count}} Angaben wurden auf beiden Seiten geändert",
  "sync.attention.copies_one": "{{count}} Kopie teilt sich das Meeting eines anderen Termins",
  "sync.attention.copies_other": "{{count}} Kopien teilen sich das Meeting eines anderen Termins",
  "sync.attention.orphans_one": "{{count}} Eintrag gibt es nur auf einer Seite",
  "sync.attention.orphans_other": "{{count}} Einträge gibt es nur auf einer Seite",
  "sync.attention.look": "Ansehen",

  "sync.version": "Wie Ihr Kalender abgeglichen wird",
  "sync.version.v2": "Alles, von selbst (Version 2)",
  "sync.version.v2.hint":
    "Alle Termine. Änderungen folgen von selbst, wo immer sie vorgenommen werden. Empfohlen.",
  "sync.version.v1": "Nur Zoom-Meetings (Version 1)",
  "sync.version.v1.hint":
    "Zoom-Meetings folgen, wenn sie in Outlook gespeichert oder gesendet werden. Andere Termine werden nicht gelesen.",
  "sync.version.off": "Aus",
  "sync.version.off.hint": "Nichts folgt. Was da ist, bleibt, und das lässt sich jederzeit ändern.",
  "sync.version.lockedBy.account": "Ihr Zoom-Administrator hat das für alle festgelegt.",
  "sync.version.lockedBy.group": "Ihr Zoom-Administrator hat das für Ihre Gruppe festgelegt.",

  "problem.sync.versionLocked":
    "Ihr Zoom-Administrator hat das für Sie festgelegt. Es wurde nichts geändert.",
  "problem.sync.notNow":
    "Der Abgleich ist inzwischen weiter. Es wurde nichts geändert; sehen Sie sich die Seite noch einmal an.",
  "problem.sync.badAction": "Das ist hier nicht möglich. Es wurde nichts geändert.",
  "problem.sync.badSpan":
    "So viele Tage lassen sich nicht auf einmal zeigen. Gehen Sie wochenweise vor.",
  "problem.notFound":
    "Das ist inzwischen erledigt. Es wurde nichts geändert; sehen Sie sich die Seite noch einmal an.",

  "agenda.title": "Terminübersicht",
  "agenda.today": "Heute",
  "agenda.tomorrow": "Morgen",
  "agenda.earlier": "Vorige Woche",
  "agenda.later": "Folgende Woche",
  "agenda.empty": "Keine Termine in diesen sieben Tagen.",
  "agenda.nothingToday": "Heute keine Termine.",
  "agenda.notRead":
    "Ihr Kalender wurde noch nicht gelesen. Ihre Termine erscheinen hier, sobald das geschehen ist.",
  "agenda.readAt": "Stand: {{time}}",
  "agenda.allDay": "Ganztägig",
  "agenda.from": "ab {{time}}",
  "agenda.until": "bis {{time}}",
  "agenda.dayOf": "Tag {{day}} von {{days}}",
  "agenda.private": "Privater Termin",
  "agenda.noSubject": "Ohne Betreff",
  "agenda.timesOnly": "Termin",
  "agenda.showAs.busy": "Gebucht",
  "agenda.showAs.unknown": "Unbekannt",
  "agenda.showAs.free": "Frei",
  "agenda.showAs.tentative": "Mit Vorbehalt",
  "agenda.showAs.oof": "Abwesend",
  "agenda.showAs.workingElsewhere": "An einem anderen Ort tätig",
  "agenda.mark.recurring": "Wiederholt sich",
  "agenda.mark.private": "Privat",
  "agenda.mark.invited": "Sie sind eingeladen",
  "agenda.zoom.own": "Zoom",
  "agenda.zoom.other": "Zoom-Meeting einer anderen Person",
  "agenda.join": "Beitreten",
  "agenda.joinNamed": "{{subject}} beitreten",
  "agenda.state.waiting": "Änderung wartet",
  "agenda.state.failed": "Stimmt nicht überein",
  "agenda.state.copy": "Kopie eines anderen Meetings",
  "agenda.state.look": "Was zu tun ist",
};
