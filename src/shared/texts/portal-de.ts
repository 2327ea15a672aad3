import { accountSyncDe } from "./portal-account-sync-de.ts";
import { activityDe } from "./portal-activity-de.ts";
import type { PortalKey } from "./portal-en.ts";
import { syncDe } from "./portal-sync-de.ts";

export const portalDe: Record<PortalKey, string> = {
  ...syncDe,
  ...activityDe,
  ...accountSyncDe,

  "app.name": "Zoom-Meetings für Outlook",
  "app.loading": "Wird geladen …",
  "app.tryAgain": "Erneut versuchen",
  "app.close": "Schließen",
  "app.cancel": "Abbrechen",
  "app.back": "Zurück",
  "app.next": "Weiter",
  "app.copy": "Kopieren",
  "app.copied": "Kopiert",
  "nav.label": "Seiten",
  "nav.profile": "Profil",
  "nav.settings": "Kontoeinstellungen",
  "nav.signOut": "Abmelden",

  "signIn.title": "Ihre Zoom-Meetings und Ihr Outlook-Kalender im Gleichklang",
  "signIn.lead":
    "Melden Sie sich an, um Ihren Microsoft 365-Kalender zu verbinden, die Verbindung zu prüfen oder sie zu beenden.",
  "signIn.button": "Mit Zoom anmelden",
  "signIn.declined":
    "Sie haben die Berechtigung bei Zoom abgelehnt und sind deshalb nicht angemeldet. Es wurde nichts geändert.",
  "signIn.expired":
    "Diese Anmeldung wurde vor zu langer Zeit oder in einem anderen Fenster begonnen. Es wurde nichts geändert; melden Sie sich erneut an.",
  "signIn.failed":
    "Zoom hat die Anmeldung nicht abgeschlossen. Es wurde nichts geändert; versuchen Sie es gleich noch einmal.",
  "signIn.invitedTitle": "Sie sind eingeladen",
  "signIn.invited":
    "Hier ist nichts zu tun: Treten Sie zur Startzeit über den Link in Ihrer Einladung bei.",
  "signIn.organizerTitle": "Sie organisieren das Meeting",
  "signIn.organizer":
    "Öffnen Sie den Termin in Outlook und wählen Sie „Zoom-Einstellungen“. Dort ändern Sie Optionen, sehen, ob Outlook und Zoom übereinstimmen, stellen einen verlorenen Link wieder her oder entfernen das Meeting.",
  "signIn.adminApproval.done":
    "Vielen Dank. Die Person, die Sie gebeten hat, kann ihren Kalender jetzt verbinden. Sie können diese Seite schließen.",
  "signIn.adminApproval.declined":
    "Die Berechtigung wurde nicht erteilt. Es wurde nichts geändert.",

  "profile.title": "Profil",
  "profile.zoomAccount": "Zoom-Konto",
  "profile.zoomReconnect":
    "Zoom akzeptiert unsere Berechtigung nicht mehr, vielleicht weil die App dort entfernt wurde. Ihre Meetings sind unverändert. Melden Sie sich erneut mit Zoom an, um fortzufahren.",
  "section.title": "Kalender- und Kontakteintegration",
  "section.lead":
    "Verbinden Sie Ihren Microsoft 365-Kalender, damit Ihre Änderungen in Zoom von selbst nach Outlook gelangen.",
  "section.configure": "Kalender- und Kontaktdienst konfigurieren",
  "section.useAdmins": "Die Verbindung Ihres Administrators verwenden",
  "section.useAdminsHint":
    "Ihr Administrator verbindet die Kalender Ihrer Organisation. Sie müssen sich nicht bei Microsoft anmelden.",
  "section.cannot": "Sie können derzeit keinen Kalender verbinden:",

  "wizard.title": "Kalender- und Kontaktdienst konfigurieren",
  "wizard.step": "Schritt {{step}} von {{steps}}",
  "wizard.service": "Dienst auswählen",
  "wizard.office365": "Office 365",
  "wizard.office365Hint": "Kalender und Kontakte von Microsoft 365, über Microsoft Graph",
  "wizard.ews": "Exchange (EWS)",
  "wizard.ewsHint": "Nicht verfügbar: Microsoft stellt Exchange Web Services ein.",
  "wizard.permissions": "Auswählen, was Zoom darf",
  "wizard.permissionsLead":
    "Microsoft fragt Sie nach genau den Berechtigungen, die Sie ankreuzen. Sie können sie jederzeit ändern.",
  "wizard.continue": "Weiter zu Microsoft",
  "wizard.locked": "Wird von Ihrem Administrator nicht angeboten.",
  "scope.Calendars.Read": "Ihren Kalender sehen",
  "scope.Calendars.Read.why":
    "Für jede Verbindung nötig: Ihr Kalender kann gelesen werden, und Änderungen werden bemerkt.",
  "scope.Calendars.ReadWrite": "Ihren Kalender sehen und ändern",
  "scope.Calendars.ReadWrite.why":
    "Was Sie in Zoom umbenennen oder verschieben, wird auch in Outlook geändert. Ohne diese Berechtigung gehen Änderungen nur in eine Richtung.",
  "scope.Contacts.Read": "Ihre Kontakte sehen",
  "scope.Contacts.Read.why": "Sie finden Personen aus Ihren Outlook-Kontakten nach Namen.",

  "accounts.title": "Ihre Konten",
  "accounts.differ":
    "Diese Konten haben verschiedene Adressen. Das kann richtig sein; prüfen Sie, ob alle Ihnen gehören.",
  "accounts.outlook": "Outlook-Add-in",
  "accounts.zoom": "Zoom",
  "accounts.microsoft": "Microsoft 365",
  "accounts.chooseAtMicrosoft": "Sie wählen es bei Microsoft",

  "outcome.connected": "Ihr Kalender ist verbunden.",
  "outcome.declined":
    "Sie haben die Berechtigungen bei Microsoft abgelehnt. Es wurde nichts verbunden und nichts geändert. Sie können jederzeit neu beginnen.",
  "outcome.adminApproval": "Ihr Microsoft 365-Administrator muss zuerst zustimmen.",
  "outcome.adminApprovalLead":
    "Es wurde nichts verbunden. Senden Sie diesen Text an Ihren Administrator; nach dessen Zustimmung verbinden Sie hier erneut.",
  "outcome.failed":
    "Microsoft hat die Anmeldung nicht abgeschlossen. Es wurde nichts verbunden und nichts geändert. Versuchen Sie es erneut; bleibt es dabei, nennen Sie Ihrem Administrator diesen Code.",
  "outcome.expired":
    "Diese Anmeldung wurde vor zu langer Zeit oder in einem anderen Fenster begonnen. Es wurde nichts verbunden; beginnen Sie neu.",
  "outcome.notAllowed":
    "Die Einstellungen Ihres Administrators erlauben dieses Konto nicht. Die Berechtigung wurde verworfen und nichts verbunden.",
  "outcome.confirm": "Ist das das richtige Konto?",
  "outcome.confirmLead":
    "Sie haben bei Microsoft ein anderes Konto gewählt als das zuvor gezeigte. Es wird nichts verbunden, bevor Sie zustimmen.",
  "outcome.agree": "Diese Konten verbinden",
  "outcome.other": "Anderes Konto wählen",

  "admin.requestSubject": "Bitte genehmigen: Zoom-Meetings für Outlook",
  "admin.requestText":
    "Guten Tag,\n\nich möchte meinen Microsoft 365-Kalender mit Zoom verbinden. Die App „Zoom Meetings for Outlook“ (Anwendungs-ID {{id}}) braucht dafür Ihre Zustimmung zu: {{scopes}}.\n\nSie können sie hier geben:\n{{url}}\n\nVielen Dank.",

  "connection.connected": "Verbunden",
  "connection.lapsed": "Funktioniert nicht",
  "connection.mailbox": "Postfach",
  "connection.mode": "Verbunden durch",
  "connection.mode.delegated": "Ihre eigene Berechtigung (OAuth)",
  "connection.mode.application": "Ihren Microsoft 365-Administrator (Anwendungsberechtigungen)",
  "connection.since": "Seit",
  "connection.checked": "Zuletzt geprüft",
  "connection.granted": "Erteilte Berechtigungen",
  "connection.features": "Was funktioniert",
  "connection.works": "funktioniert",
  "connection.lost": "funktioniert nicht: Die Berechtigung {{scope}} fehlt",
  "connection.readOnly":
    "Nur lesen: Änderungen gehen von Outlook nach Zoom. Was Sie in Zoom ändern, wird nicht in Outlook geschrieben.",
  "connection.waiting_one":
    "{{count}} Änderung wartet und wird ausgeführt, sobald Sie neu verbunden haben.",
  "connection.waiting_other":
    "{{count}} Änderungen warten und werden ausgeführt, sobald Sie neu verbunden haben.",
  "connection.nextCheck": "Wir sehen von selbst wieder nach: {{time}}.",
  "connection.reconnect": "Neu verbinden",
  "connection.check": "Jetzt nachsehen",
  "connection.test": "Integration testen",
  "connection.disconnect": "Trennen",
  "feature.seeEntries": "Ihr Kalender kann gelesen werden",
  "feature.instantChanges": "Microsoft meldet uns Änderungen sofort",
  "feature.writeEntries": "Änderungen in Zoom werden in Outlook geschrieben",
  "feature.contacts": "Personen werden in Ihren Kontakten gefunden",
  "feature.directoryMatch": "Postfächer werden über Alias und Anmeldenamen gefunden",

  "lapse.tokenRevoked":
    "Microsoft hat Ihre Anmeldung beendet, zum Beispiel weil Ihr Kennwort zurückgesetzt wurde oder ein Administrator Sie überall abgemeldet hat. Verbinden Sie neu, um sich wieder anzumelden.",
  "lapse.passwordChanged":
    "Ihr Microsoft-Kennwort wurde geändert oder ist abgelaufen; damit endete diese Anmeldung. Verbinden Sie mit dem neuen Kennwort neu.",
  "lapse.consentWithdrawn":
    "Die Berechtigung wurde bei Microsoft zurückgenommen, von Ihnen oder Ihrem Administrator. Verbinden Sie neu, um sie wieder zu erteilen.",
  "lapse.conditionalAccess":
    "Eine Sicherheitsregel Ihrer Organisation (bedingter Zugriff) sperrt diese Anmeldung. Verbinden Sie von einem erlaubten Gerät und Netz aus neu, oder fragen Sie Ihren Microsoft 365-Administrator.",
  "lapse.mfaRequired":
    "Ihre Organisation verlangt einen weiteren Nachweis, dass Sie es sind. Verbinden Sie neu und erbringen Sie ihn.",
  "lapse.userDisabled":
    "Ihr Microsoft-Konto ist deaktiviert. Ihr Microsoft 365-Administrator muss es aktivieren, bevor Sie neu verbinden können.",
  "lapse.userGone":
    "Microsoft kennt dieses Konto nicht mehr. Verbinden Sie mit dem Konto, das Sie jetzt verwenden.",
  "lapse.refreshTokenExpired":
    "Die Anmeldung war zu alt: Microsoft beendet eine, die 90 Tage nicht benutzt wurde. Verbinden Sie neu.",
  "lapse.appRemoved":
    "Die App wurde in Ihrer Organisation entfernt oder gesperrt. Ihr Microsoft 365-Administrator muss sie wieder zulassen.",
  "lapse.permissionsLost":
    "Die Berechtigung, den Kalender zu lesen, fehlt. Verbinden Sie neu und erteilen Sie sie, oder fragen Sie Ihren Microsoft 365-Administrator.",
  "lapse.outOfPolicy":
    "Exchange lässt die App nicht in dieses Postfach (außerhalb der Richtlinie). Ihr Microsoft 365-Administrator bestimmt, welche Postfächer sie erreicht; eine Änderung dort braucht bis zu einer Stunde oder länger.",
  "lapse.mailboxMissing":
    "Unter dieser Adresse gibt es kein Postfach in Microsoft 365, oder es liegt nicht in der Cloud. Fragen Sie Ihren Microsoft 365-Administrator.",
  "lapse.notAllowed":
    "Die Einstellungen Ihres Zoom-Administrators erlauben diese Verbindung nicht mehr. Fragen Sie dort nach; verbinden Sie neu, wenn sie wieder erlaubt ist.",
  "lapse.refused":
    "Microsoft hat ohne Angabe eines Grundes abgelehnt. Verbinden Sie neu; hilft das nicht, fragen Sie Ihren Microsoft 365-Administrator.",
  "lapse.safe": "Ihre Termine und Meetings sind unverändert.",

  "refusal.integration.off": "Ihr Zoom-Administrator hat die Integration ausgeschaltet.",
  "refusal.sync.off": "Die Kalendersynchronisierung ist für Sie ausgeschaltet.",
  "refusal.connect.adminOnly": "In Ihrer Organisation verbindet ein Administrator die Kalender.",
  "refusal.domain.mailbox":
    "Die Domain des Postfachs ist von Ihrem Administrator nicht zugelassen.",
  "refusal.domain.userPrincipalName":
    "Die Domain des Microsoft-Anmeldenamens ist von Ihrem Administrator nicht zugelassen.",
  "refusal.domain.zoomEmail":
    "Die Domain Ihrer Zoom-Adresse ist von Ihrem Administrator nicht zugelassen.",

  "test.title": "Integration testen",
  "test.lead":
    "Ein privater Testeintrag wird in einem Jahr eingetragen, bemerkt und wieder entfernt. Niemand wird eingeladen.",
  "test.run": "Test starten",
  "test.again": "Noch einmal testen",
  "test.allPassed": "Alles funktioniert.",
  "test.someFailed": "Etwas funktioniert nicht; siehe die Schritte.",
  "test.step.signIn": "Bei Microsoft anmelden",
  "test.step.read": "Kalender lesen",
  "test.step.write": "Testeintrag schreiben",
  "test.step.receive": "Von der Änderung erfahren",
  "test.step.remove": "Testeintrag entfernen",
  "test.step.zoom": "Zoom antwortet",
  "test.state.waiting": "wartet",
  "test.state.running": "läuft …",
  "test.state.passed": "bestanden",
  "test.state.failed": "fehlgeschlagen",
  "test.state.skipped": "ausgelassen",
  "test.code.readOnly":
    "Diese Verbindung darf nur lesen. Verbinden Sie neu und kreuzen Sie „Ihren Kalender sehen und ändern“ an.",
  "test.code.notReached": "Nicht versucht, weil ein Schritt davor fehlschlug.",
  "test.code.notSubscribed":
    "Microsoft konnte keine Benachrichtigungen einrichten: Dieser Server muss unter seiner öffentlichen Adresse aus dem Internet erreichbar sein. Änderungen kommen trotzdem an, nur später.",
  "test.code.notNotified":
    "Microsoft hat uns nicht innerhalb von 20 Sekunden benachrichtigt. Änderungen kommen trotzdem an, nur später; versuchen Sie es in einigen Minuten erneut.",
  "test.code.graph.throttled":
    "Microsoft bittet zu warten. Versuchen Sie es in einigen Minuten erneut.",
  "test.code.graph.unavailable": "Microsoft 365 antwortet nicht. Versuchen Sie es später erneut.",
  "test.code.graph.accessDenied":
    "Eine Berechtigung fehlt. Verbinden Sie neu und erteilen Sie sie.",
  "test.code.microsoft.unavailable":
    "Die Anmeldung von Microsoft antwortet nicht. Versuchen Sie es später erneut.",
  "test.code.microsoft.misconfigured":
    "Die eigenen Zugangsdaten dieses Servers bei Microsoft sind falsch oder abgelaufen. Sagen Sie es dem Betreiber.",
  "test.code.signIn.credentialRevoked":
    "Zoom akzeptiert unsere Berechtigung nicht mehr. Melden Sie sich erneut mit Zoom an.",
  "test.code.zoom.unavailable": "Zoom antwortet nicht. Versuchen Sie es später erneut.",
  "test.code.other":
    "Unerwartete Antwort ({{code}}). Versuchen Sie es erneut; bleibt es dabei, nennen Sie Ihrem Administrator diesen Code.",

  "disconnect.title": "Ihren Kalender trennen?",
  "disconnect.lead":
    "Wir löschen unsere Berechtigung und alles, was wir von Ihrem Kalender wissen. Termine in Outlook und Meetings in Zoom bleiben, wie sie sind.",
  "disconnect.confirm": "Trennen",
  "disconnect.done": "Getrennt.",
  "disconnect.deleted":
    "Gelöscht: unsere Anmeldedaten und {{count}} Benachrichtigungs-Abonnement(s) bei Microsoft.",
  "disconnect.kept": "Behalten: {{count}} Meeting(s) in Outlook und Zoom, unverändert.",
  "disconnect.consent":
    "Microsoft führt Ihre Zustimmung noch auf. Sie können sie auf der Seite „Meine Apps“ von Microsoft entfernen (myapps.microsoft.com).",

  "offer.title": "Ihren Outlook-Kalender verbinden?",
  "offer.lead": "Dann gelangen Ihre Änderungen in Zoom von selbst in Ihre Outlook-Termine.",
  "offer.connect": "Jetzt verbinden",
  "offer.later": "Nicht jetzt",
  "offer.laterHint": "Sie können jederzeit auf dieser Seite verbinden.",

  "contacts.title": "Kontakte",
  "contacts.search": "Jemanden in Ihren Outlook-Kontakten finden",
  "contacts.none": "Niemand gefunden.",

  "settings.title": "Kontoeinstellungen",
  "settings.tabs": "E-Mail und Kalender ▸ Integrationen",
  "settings.adminOnly":
    "Nur Inhaber und Administratoren Ihres Zoom-Kontos sehen diese Einstellungen. Ihre eigene Verbindung finden Sie auf Ihrer Profilseite.",
  "settings.integration": "Mail- und Kalenderdienste von Drittanbietern integrieren",
  "settings.integrationHint": "Personen dürfen einen Microsoft 365-Kalender verbinden.",
  "settings.enableTitle": "Integration aktivieren?",
  "settings.enableLead": "Personen Ihres Kontos können dann ihre Kalender verbinden.",
  "settings.enable": "Aktivieren",
  "settings.disableTitle": "Integration deaktivieren?",
  "settings.disable": "Deaktivieren",
  "settings.impactNone": "Niemand, der jetzt verbunden ist, wird getrennt.",
  "settings.impact_one": "{{count}} Person wird sofort getrennt:",
  "settings.impact_other": "{{count}} Personen werden sofort getrennt:",
  "settings.impactApply": "Anwenden",
  "settings.impactTitle": "Diese Änderung anwenden?",
  "settings.service": "Standarddienst für Kalender und Kontakte der Nutzer auswählen",
  "settings.authorizeWith": "Autorisieren mit",
  "settings.graph": "Graph API",
  "settings.ews": "Exchange Web Services (EWS)",
  "settings.ewsHint": "Veraltet und nicht angeboten: Microsoft stellt sie ein.",
  "settings.connectBy": "Wer kann die Integration einrichten",
  "settings.connectBy.users": "Benutzer können die Integration mithilfe von OAuth einrichten",
  "settings.connectBy.admin":
    "Office 365-Administrator kann die Integration mithilfe von Anwendungsberechtigungen einrichten",
  "settings.toMicrosoft": "Weiter zu Microsoft",
  "settings.toMicrosoftHint":
    "Ein Microsoft 365-Administrator erteilt dort die Berechtigungen und meldet sich einmal an, damit wir wissen, um welche Organisation es geht.",
  "settings.scopes": "Angebotene Berechtigungen",
  "settings.sso": "Bei der Anmeldung zum Verbinden auffordern",
  "settings.sso.off": "Nie",
  "settings.sso.firstTime": "Nur beim ersten Mal",
  "settings.sso.firstTimeHint": "Wer „Nicht jetzt“ wählt, verbindet später von Hand.",
  "settings.sso.everyTime": "Jedes Mal, bis sie verbunden sind",
  "settings.domains": "Integration auf diese Domains beschränken",
  "settings.domainsHint":
    "Zoom-Adresse, Postfach und Microsoft-Anmeldename müssen alle zu einer davon gehören. *.example.com steht für alles unterhalb einer Domain. Leer: alle Domains.",
  "settings.domainAdd": "Domain hinzufügen",
  "settings.domainRemove": "{{domain}} entfernen",
  "settings.domainBad": "Das ist keine Domain wie example.com.",
  "settings.microsoft": "Microsoft 365-Organisationen",
  "settings.noTenant":
    "Noch hat kein Microsoft 365-Administrator Anwendungsberechtigungen erteilt.",
  "settings.validate": "Berechtigungen prüfen",
  "settings.applicationId": "Anwendungs-ID",
  "settings.roleCarries": "Nötig für",
  "settings.role.required": "erforderlich",
  "settings.role.granted": "erteilt",
  "settings.role.missing": "fehlt",
  "settings.grantedBy": "{{domain}}, erteilt von {{name}} am {{date}}",
  "settings.removeTenant": "{{domain}} entfernen",
  "settings.removeTenantLead": "Alle, die darüber verbunden sind, werden getrennt.",
  "settings.notAdmin":
    "Die Anmeldung wies keine Administratorrolle in Entra ID nach; Postfächer werden deshalb nur über von Zoom geprüfte Adressen gefunden.",
  "settings.overrides": "Von Hand zugeordnete Postfächer",
  "settings.overridesHint": "Für Personen, deren Zoom-Adresse keine Adresse ihres Postfachs ist.",
  "settings.overrideZoom": "Zoom-Adresse",
  "settings.overrideMailbox": "Postfach (Anmeldename)",
  "settings.overrideAdd": "Hinzufügen",
  "settings.overrideRemove": "{{email}} entfernen",
  "settings.people": "Personen",
  "settings.needsAction": "Nur zeigen, wo etwas zu tun ist",
  "settings.person": "Person",
  "settings.state": "Zustand",
  "settings.state.active": "verbunden",
  "settings.state.none": "nicht verbunden",
  "settings.state.zoom": "Die App wurde in Zoom entfernt, oder ihre Berechtigung endete",
  "settings.nobody": "Hier ist für niemanden etwas zu tun.",
  "settings.consent.granted": "Die Berechtigungen wurden erteilt. Die Personen werden verbunden.",
  "settings.consent.declined":
    "Die Berechtigungen wurden bei Microsoft abgelehnt. Es wurde nichts geändert.",
  "settings.consent.notVerified":
    "Die Organisation konnte nicht bestätigt werden: Melden Sie sich als der Administrator an, der die Berechtigungen erteilt hat. Es wurde nichts geändert.",
  "settings.consent.failed":
    "Microsoft hat das nicht abgeschlossen. Es wurde nichts geändert; versuchen Sie es erneut.",
  "settings.consent.expired":
    "Das wurde vor zu langer Zeit oder in einem anderen Fenster begonnen. Es wurde nichts geändert; beginnen Sie neu.",

  "problem.unreachable":
    "Unser Server antwortet nicht. Es wurde nichts geändert. Versuchen Sie es gleich noch einmal.",
  "problem.connect.noTenant":
    "Noch hat kein Microsoft 365-Administrator die Berechtigungen erteilt. Es wurde nichts verbunden; fragen Sie Ihren Zoom-Administrator.",
  "problem.connect.noMailbox":
    "Kein Postfach hat Ihre Zoom-Adresse. Es wurde nichts verbunden; Ihr Zoom-Administrator kann das richtige Postfach angeben.",
  "problem.connect.notAllowed":
    "Die Einstellungen Ihres Administrators erlauben das nicht. Es wurde nichts geändert.",
  "problem.connect.expired":
    "Das wurde vor zu langer Zeit begonnen. Es wurde nichts verbunden; beginnen Sie neu.",
  "problem.admin.overrideNeedsAdmin":
    "Ein Postfach kann erst angegeben werden, wenn ein Administrator, als solcher an seiner Microsoft-Anmeldung zu erkennen, die Berechtigungen erteilt hat. Es wurde nichts geändert.",
  "problem.portal.forged":
    "Diese Seite ist veraltet. Es wurde nichts geändert; laden Sie sie neu und versuchen Sie es erneut.",
  "problem.microsoft.unavailable":
    "Microsoft antwortet nicht. Es wurde nichts geändert; versuchen Sie es bald erneut.",

  "lapse.application.tokenRevoked":
    "Microsoft akzeptiert die Berechtigung Ihres Administrators nicht mehr. Ihr Microsoft 365-Administrator muss sie erneut erteilen.",
  "lapse.application.consentWithdrawn":
    "Ihr Microsoft 365-Administrator hat die Berechtigung zurückgenommen. Bitten Sie ihn, sie erneut zu erteilen.",
  "lapse.application.permissionsLost":
    "Die Berechtigung Ihres Administrators umfasst den Kalender nicht mehr. Bitten Sie Ihren Microsoft 365-Administrator um Calendars.ReadWrite.",
  "lapse.application.conditionalAccess":
    "Eine Sicherheitsregel Ihrer Organisation sperrt die App. Fragen Sie Ihren Microsoft 365-Administrator.",
  "lapse.application.refused":
    "Microsoft hat ohne Angabe eines Grundes abgelehnt. Fragen Sie Ihren Microsoft 365-Administrator.",
  "problem.connect.scopes":
    "Kreuzen Sie eine Kalenderberechtigung an, und nur, was Ihr Administrator anbietet. Es wurde nichts geändert.",
  "problem.connect.none": "Es ist kein Kalender mehr verbunden. Laden Sie die Seite neu.",
  "problem.connect.noContacts":
    "Die Berechtigung für Ihre Kontakte wurde nicht erteilt. Verbinden Sie neu und kreuzen Sie sie an.",
  "problem.admin.badSetting": "Dieser Wert ist nicht möglich. Es wurde nichts geändert.",
  "problem.portal.adminOnly":
    "Das können nur Inhaber und Administratoren Ihres Zoom-Kontos. Es wurde nichts geändert.",
  "problem.portal.signInRequired":
    "Ihre Sitzung ist beendet. Es wurde nichts geändert; laden Sie die Seite neu und melden Sie sich an.",
  "aadsts.AADSTS50105":
    "Ihre Organisation lässt nur ausgewählte Personen diese App verwenden, und Sie gehören noch nicht dazu. Fragen Sie Ihren Microsoft 365-Administrator.",
  "aadsts.AADSTS53003":
    "Eine Sicherheitsregel Ihrer Organisation (bedingter Zugriff) hat die Anmeldung gesperrt. Versuchen Sie es mit einem erlaubten Gerät oder Netz, oder fragen Sie Ihren Microsoft 365-Administrator.",
  "aadsts.AADSTS53000": "Ihre Organisation erlaubt das nur von einem verwalteten Gerät aus.",
  "aadsts.AADSTS50020":
    "Dieses Konto gehört zu einer anderen Organisation oder ist ein privates. Wählen Sie Ihr Arbeits- oder Schulkonto.",
  "aadsts.AADSTS50057":
    "Dieses Microsoft-Konto ist deaktiviert. Fragen Sie Ihren Microsoft 365-Administrator.",
  "aadsts.AADSTS700016":
    "Die App ist in Ihrer Organisation nicht bekannt. Bitten Sie Ihren Microsoft 365-Administrator, sie zuzulassen.",
  "aadsts.AADSTS7000222":
    "Die eigenen Zugangsdaten dieses Servers bei Microsoft sind abgelaufen. Sagen Sie es dem Betreiber.",
  "aadsts.AADSTS7000215":
    "Die eigenen Zugangsdaten dieses Servers bei Microsoft sind falsch. Sagen Sie es dem Betreiber.",
  "settings.overrideBad": "Beides müssen Adressen wie ada@example.com sein.",
};
