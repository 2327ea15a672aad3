import { accountSyncEn } from "./portal-account-sync-en.ts";
import { activityEn } from "./portal-activity-en.ts";
import { syncEn } from "./portal-sync-en.ts";

/** Sentences of the portal. Keys ending in a code of the server name what that code means. */
export const portalEn = {
  ...syncEn,
  ...activityEn,
  ...accountSyncEn,

  "app.name": "Zoom Meetings for Outlook",
  "app.loading": "Loading …",
  "app.tryAgain": "Try again",
  "app.close": "Close",
  "app.cancel": "Cancel",
  "app.back": "Back",
  "app.next": "Next",
  "app.copy": "Copy",
  "app.copied": "Copied",
  "nav.label": "Pages",
  "nav.profile": "Profile",
  "nav.settings": "Account settings",
  "nav.signOut": "Sign out",

  "signIn.title": "Your Zoom meetings and your Outlook calendar, in step",
  "signIn.lead":
    "Sign in to connect your Microsoft 365 calendar, to see whether the connection works, or to end it.",
  "signIn.button": "Sign in with Zoom",
  "signIn.declined":
    "You declined the permission in Zoom, so you are not signed in. Nothing was changed.",
  "signIn.expired":
    "That sign-in was started too long ago or in another window. Nothing was changed; sign in again.",
  "signIn.failed": "Zoom did not complete the sign-in. Nothing was changed; try again in a moment.",
  "signIn.invitedTitle": "You were invited",
  "signIn.invited":
    "Nothing to do here: join with the link in your invitation when the meeting starts.",
  "signIn.organizerTitle": "You organize the meeting",
  "signIn.organizer":
    "Open the appointment in Outlook and choose Zoom settings. There you change its options, see whether Outlook and Zoom are in step, put a lost link back, or remove the meeting.",
  "signIn.adminApproval.done":
    "Thank you. The person who asked you can now connect their calendar. You can close this page.",
  "signIn.adminApproval.declined": "The permission was not given. Nothing was changed.",

  "profile.title": "Profile",
  "profile.zoomAccount": "Zoom account",
  "profile.zoomReconnect":
    "Zoom no longer accepts our permission, perhaps because the app was removed there. Your meetings are unchanged. Sign in with Zoom again to go on.",
  "section.title": "Calendar and contacts integration",
  "section.lead":
    "Connect your Microsoft 365 calendar, so that what you change in Zoom reaches Outlook by itself.",
  "section.configure": "Configure Calendar and Contacts Service",
  "section.useAdmins": "Use the connection your admin set up",
  "section.useAdminsHint":
    "Your admin connects calendars for your organization. You need not sign in at Microsoft.",
  "section.cannot": "You cannot connect a calendar at the moment:",

  "wizard.title": "Configure Calendar and Contacts Service",
  "wizard.step": "Step {{step}} of {{steps}}",
  "wizard.service": "Choose a service",
  "wizard.office365": "Office 365",
  "wizard.office365Hint": "Microsoft 365 calendar and contacts, through Microsoft Graph",
  "wizard.ews": "Exchange (EWS)",
  "wizard.ewsHint": "Not available: Microsoft is ending Exchange Web Services.",
  "wizard.permissions": "Choose what Zoom may do",
  "wizard.permissionsLead":
    "Microsoft will ask you for exactly the permissions you tick. You can change them at any time.",
  "wizard.continue": "Continue to Microsoft",
  "wizard.locked": "Not offered by your admin.",
  "scope.Calendars.Read": "See your calendar",
  "scope.Calendars.Read.why":
    "Needed for every connection: your calendar can be read, and its changes are noticed.",
  "scope.Calendars.ReadWrite": "See and change your calendar",
  "scope.Calendars.ReadWrite.why":
    "What you rename or move in Zoom is changed in Outlook as well. Without it, changes go one way only.",
  "scope.Contacts.Read": "See your contacts",
  "scope.Contacts.Read.why": "You find people from your Outlook contacts by name.",

  "accounts.title": "Your accounts",
  "accounts.differ":
    "These accounts have different addresses. That may be right; check that all of them are yours.",
  "accounts.outlook": "Outlook add-in",
  "accounts.zoom": "Zoom",
  "accounts.microsoft": "Microsoft 365",
  "accounts.chooseAtMicrosoft": "You choose it at Microsoft",

  "outcome.connected": "Your calendar is connected.",
  "outcome.declined":
    "You declined the permissions at Microsoft. Nothing was connected and nothing changed. You can start again at any time.",
  "outcome.adminApproval": "Your Microsoft 365 admin has to agree first.",
  "outcome.adminApprovalLead":
    "Nothing was connected. Send this text to your admin; once they have agreed, connect again here.",
  "outcome.failed":
    "Microsoft did not complete the sign-in. Nothing was connected and nothing changed. Try again; if it stays so, give your admin this code.",
  "outcome.expired":
    "That sign-in was started too long ago or in another window. Nothing was connected; start again.",
  "outcome.notAllowed":
    "Your admin's settings do not allow this account. Its permission was thrown away and nothing was connected.",
  "outcome.confirm": "Is this the right account?",
  "outcome.confirmLead":
    "You chose another account at Microsoft than the one shown before. Nothing is connected until you agree.",
  "outcome.agree": "Connect these accounts",
  "outcome.other": "Choose another account",

  "admin.requestSubject": "Please approve: Zoom Meetings for Outlook",
  "admin.requestText":
    'Hello,\n\nI would like to connect my Microsoft 365 calendar with Zoom. The app "Zoom Meetings for Outlook" (application id {{id}}) needs your consent for: {{scopes}}.\n\nYou can give it here:\n{{url}}\n\nThank you.',

  "connection.connected": "Connected",
  "connection.lapsed": "Not working",
  "connection.mailbox": "Mailbox",
  "connection.mode": "Connected by",
  "connection.mode.delegated": "your own permission (OAuth)",
  "connection.mode.application": "your Microsoft 365 admin (application permissions)",
  "connection.since": "Since",
  "connection.checked": "Last looked at",
  "connection.granted": "Permissions given",
  "connection.features": "What works",
  "connection.works": "works",
  "connection.lost": "does not work: the permission {{scope}} is missing",
  "connection.readOnly":
    "Read only: changes go from Outlook to Zoom. What you change in Zoom is not written to Outlook.",
  "connection.waiting_one": "{{count}} change waits and will be made when you have reconnected.",
  "connection.waiting_other": "{{count}} changes wait and will be made when you have reconnected.",
  "connection.nextCheck": "We look again by ourselves: {{time}}.",
  "connection.reconnect": "Reconnect",
  "connection.check": "Look again now",
  "connection.test": "Test the integration",
  "connection.disconnect": "Disconnect",
  "feature.seeEntries": "Your calendar can be read",
  "feature.instantChanges": "Microsoft tells us of changes at once",
  "feature.writeEntries": "Changes in Zoom are written to Outlook",
  "feature.contacts": "People are found in your contacts",
  "feature.directoryMatch": "Mailboxes are found by alias and sign-in name",

  "lapse.tokenRevoked":
    "Microsoft ended your sign-in, for example because your password was reset or an admin signed you out everywhere. Reconnect to sign in again.",
  "lapse.passwordChanged":
    "Your Microsoft password was changed or has expired, which ended this sign-in. Reconnect with the new one.",
  "lapse.consentWithdrawn":
    "The permission was taken back at Microsoft, by you or your admin. Reconnect to give it again.",
  "lapse.conditionalAccess":
    "A security rule of your organization (Conditional Access) blocks this sign-in. Reconnect from a device and network it allows, or ask your Microsoft 365 admin.",
  "lapse.mfaRequired":
    "Your organization asks for another proof that it is you. Reconnect and complete it.",
  "lapse.userDisabled":
    "Your Microsoft account is disabled. Your Microsoft 365 admin has to enable it before you can reconnect.",
  "lapse.userGone":
    "Microsoft no longer knows this account. Reconnect with the account you use now.",
  "lapse.refreshTokenExpired":
    "The sign-in was too old: Microsoft ends one that was not used for 90 days. Reconnect to sign in again.",
  "lapse.appRemoved":
    "The app was removed from, or blocked in, your organization. Your Microsoft 365 admin has to allow it again.",
  "lapse.permissionsLost":
    "The permission to read the calendar is gone. Reconnect and give it again, or ask your Microsoft 365 admin.",
  "lapse.outOfPolicy":
    "Exchange keeps the app out of this mailbox (out of policy). Your Microsoft 365 admin decides which mailboxes it may reach; a change there takes up to an hour or more.",
  "lapse.mailboxMissing":
    "There is no mailbox in Microsoft 365 at this address, or it is not in the cloud. Ask your Microsoft 365 admin.",
  "lapse.notAllowed":
    "Your Zoom admin's settings no longer allow this connection. Ask them; reconnect when it is allowed again.",
  "lapse.refused":
    "Microsoft refused without saying why. Reconnect; if that does not help, ask your Microsoft 365 admin.",
  "lapse.safe": "Your appointments and meetings are unchanged.",

  "refusal.integration.off": "Your Zoom admin has turned the integration off.",
  "refusal.sync.off": "Calendar sync is turned off for you.",
  "refusal.connect.adminOnly": "In your organization an admin connects calendars.",
  "refusal.domain.mailbox": "The domain of the mailbox is not allowed by your admin.",
  "refusal.domain.userPrincipalName":
    "The domain of the Microsoft sign-in name is not allowed by your admin.",
  "refusal.domain.zoomEmail": "The domain of your Zoom address is not allowed by your admin.",

  "test.title": "Test the integration",
  "test.lead":
    "A private test entry is written a year ahead, noticed, and removed. Nobody is invited.",
  "test.run": "Run the test",
  "test.again": "Run it again",
  "test.allPassed": "Everything works.",
  "test.someFailed": "Something does not work; see the steps.",
  "test.step.signIn": "Sign in at Microsoft",
  "test.step.read": "Read the calendar",
  "test.step.write": "Write a test entry",
  "test.step.receive": "Hear of the change",
  "test.step.remove": "Remove the test entry",
  "test.step.zoom": "Zoom answers",
  "test.state.waiting": "waiting",
  "test.state.running": "running …",
  "test.state.passed": "passed",
  "test.state.failed": "failed",
  "test.state.skipped": "left out",
  "test.code.readOnly":
    "This connection may only read. Reconnect and tick “See and change your calendar”.",
  "test.code.notReached": "Not tried, because a step before failed.",
  "test.code.notSubscribed":
    "Microsoft could not set up notifications: this server must be reachable from the internet at its public address. Changes still arrive, only later.",
  "test.code.notNotified":
    "Microsoft did not tell us within 20 seconds. Changes still arrive, only later; try again in a few minutes.",
  "test.code.graph.throttled": "Microsoft asks to wait. Try again in a few minutes.",
  "test.code.graph.unavailable": "Microsoft 365 does not answer. Try again later.",
  "test.code.graph.accessDenied": "A permission is missing. Reconnect and give it.",
  "test.code.microsoft.unavailable": "Microsoft's sign-in does not answer. Try again later.",
  "test.code.microsoft.misconfigured":
    "This server's own credentials at Microsoft are wrong or have expired. Tell whoever runs it.",
  "test.code.signIn.credentialRevoked":
    "Zoom no longer accepts our permission. Sign in with Zoom again.",
  "test.code.zoom.unavailable": "Zoom does not answer. Try again later.",
  "test.code.other":
    "Unexpected answer ({{code}}). Try again; if it stays so, tell your admin this code.",

  "disconnect.title": "Disconnect your calendar?",
  "disconnect.lead":
    "We delete our permission and everything we know of your calendar. Appointments in Outlook and meetings in Zoom stay as they are.",
  "disconnect.confirm": "Disconnect",
  "disconnect.done": "Disconnected.",
  "disconnect.deleted":
    "Deleted: our sign-in tokens, and {{count}} notification subscription(s) at Microsoft.",
  "disconnect.kept": "Kept: {{count}} meeting(s) in Outlook and Zoom, unchanged.",
  "disconnect.consent":
    "Microsoft still lists your consent. You can remove it on Microsoft's My Apps page (myapps.microsoft.com).",

  "offer.title": "Connect your Outlook calendar?",
  "offer.lead": "Then what you change in Zoom reaches your Outlook appointments by itself.",
  "offer.connect": "Connect now",
  "offer.later": "Not now",
  "offer.laterHint": "You can connect at any time on this page.",

  "contacts.title": "Contacts",
  "contacts.search": "Find somebody in your Outlook contacts",
  "contacts.none": "Nobody found.",

  "settings.title": "Account settings",
  "settings.tabs": "Mail & Calendar ▸ Integrations",
  "settings.adminOnly":
    "Only owners and admins of your Zoom account can see these settings. Your own connection is on your profile page.",
  "settings.integration": "Integrate third-party mail and calendar services",
  "settings.integrationHint": "People may connect a Microsoft 365 calendar.",
  "settings.enableTitle": "Enable the integration?",
  "settings.enableLead": "People of your account will be able to connect their calendars.",
  "settings.enable": "Enable",
  "settings.disableTitle": "Disable the integration?",
  "settings.disable": "Disable",
  "settings.impactNone": "Nobody who is connected now will be disconnected.",
  "settings.impact_one": "{{count}} person will be disconnected at once:",
  "settings.impact_other": "{{count}} people will be disconnected at once:",
  "settings.impactApply": "Apply",
  "settings.impactTitle": "Apply this change?",
  "settings.service": "Choose default calendar and contacts service for users",
  "settings.authorizeWith": "Authorize with",
  "settings.graph": "Graph API",
  "settings.ews": "Exchange Web Services (EWS)",
  "settings.ewsHint": "Legacy and not offered: Microsoft is ending it.",
  "settings.connectBy": "Who can set up the integration",
  "settings.connectBy.users": "Users can set up the integration using OAuth",
  "settings.connectBy.admin":
    "Office 365 admin can set up the integration using Application Permissions",
  "settings.toMicrosoft": "Continue to Microsoft",
  "settings.toMicrosoftHint":
    "A Microsoft 365 admin grants the permissions there and signs in once, so that we know which organization it is.",
  "settings.scopes": "Permissions offered to users",
  "settings.sso": "Ask people to connect when they sign in",
  "settings.sso.off": "Never",
  "settings.sso.firstTime": "The first time only",
  "settings.sso.firstTimeHint": "Whoever says “not now” connects by hand later.",
  "settings.sso.everyTime": "Every time until they are connected",
  "settings.domains": "Restrict the integration to these domains",
  "settings.domainsHint":
    "Zoom address, mailbox and Microsoft sign-in name must all be in one of them. Use *.example.com for everything below a domain. Empty: all domains.",
  "settings.domainAdd": "Add domain",
  "settings.domainRemove": "Remove {{domain}}",
  "settings.domainBad": "That is not a domain such as example.com.",
  "settings.microsoft": "Microsoft 365 organizations",
  "settings.noTenant": "No Microsoft 365 admin has granted application permissions yet.",
  "settings.validate": "Validate permissions",
  "settings.applicationId": "Application id",
  "settings.roleCarries": "Needed for",
  "settings.role.required": "required",
  "settings.role.granted": "granted",
  "settings.role.missing": "missing",
  "settings.grantedBy": "{{domain}}, granted by {{name}} on {{date}}",
  "settings.removeTenant": "Remove {{domain}}",
  "settings.removeTenantLead": "Everybody connected through it will be disconnected.",
  "settings.notAdmin":
    "The sign-in did not show an admin role in Entra ID, so mailboxes are found by Zoom's verified addresses only.",
  "settings.overrides": "Mailboxes named by hand",
  "settings.overridesHint": "For people whose Zoom address is not an address of their mailbox.",
  "settings.overrideZoom": "Zoom address",
  "settings.overrideMailbox": "Mailbox (sign-in name)",
  "settings.overrideAdd": "Add",
  "settings.overrideRemove": "Remove {{email}}",
  "settings.people": "People",
  "settings.needsAction": "Show only who needs action",
  "settings.person": "Person",
  "settings.state": "State",
  "settings.state.active": "connected",
  "settings.state.none": "not connected",
  "settings.state.zoom": "The app was removed in Zoom or its permission ended",
  "settings.nobody": "Nobody here needs action.",
  "settings.consent.granted": "The permissions were granted. People are being connected.",
  "settings.consent.declined": "The permissions were declined at Microsoft. Nothing was changed.",
  "settings.consent.notVerified":
    "The organization could not be verified: sign in as the admin who granted the permissions. Nothing was changed.",
  "settings.consent.failed": "Microsoft did not complete this. Nothing was changed; try again.",
  "settings.consent.expired":
    "That was started too long ago or in another window. Nothing was changed; start again.",

  "problem.unreachable": "Our server does not answer. Nothing was changed. Try again in a moment.",
  "problem.connect.noTenant":
    "No Microsoft 365 admin has granted the permissions yet. Nothing was connected; ask your Zoom admin.",
  "problem.connect.noMailbox":
    "No mailbox has your Zoom address. Nothing was connected; your Zoom admin can name the right mailbox.",
  "problem.connect.notAllowed": "Your admin's settings do not allow this. Nothing was changed.",
  "problem.connect.expired": "That was started too long ago. Nothing was connected; start again.",
  "problem.admin.overrideNeedsAdmin":
    "A mailbox can be named only after an admin, known as one by their Microsoft sign-in, has granted the permissions. Nothing was changed.",
  "problem.portal.forged":
    "This page is out of date. Nothing was changed; reload it and try again.",
  "problem.microsoft.unavailable":
    "Microsoft does not answer. Nothing was changed; try again soon.",

  "lapse.application.tokenRevoked":
    "Microsoft no longer accepts the permission your admin gave. Your Microsoft 365 admin has to give it again.",
  "lapse.application.consentWithdrawn":
    "Your Microsoft 365 admin took the permission back. Ask them to give it again.",
  "lapse.application.permissionsLost":
    "The permission your admin gave no longer covers the calendar. Ask your Microsoft 365 admin for Calendars.ReadWrite.",
  "lapse.application.conditionalAccess":
    "A security rule of your organization blocks the app. Ask your Microsoft 365 admin.",
  "lapse.application.refused":
    "Microsoft refused without saying why. Ask your Microsoft 365 admin.",
  "problem.connect.scopes":
    "Tick a calendar permission, and only what your admin offers. Nothing was changed.",
  "problem.connect.none": "No calendar is connected any more. Reload the page.",
  "problem.connect.noContacts":
    "The permission for your contacts was not given. Reconnect and tick it.",
  "problem.admin.badSetting": "That value is not possible. Nothing was changed.",
  "problem.portal.adminOnly":
    "Only owners and admins of your Zoom account can do this. Nothing was changed.",
  "problem.portal.signInRequired":
    "Your session has ended. Nothing was changed; reload the page and sign in again.",
  "aadsts.AADSTS50105":
    "Your organization lets only chosen people use this app, and you are not among them yet. Ask your Microsoft 365 admin.",
  "aadsts.AADSTS53003":
    "A security rule of your organization (Conditional Access) blocked the sign-in. Try an allowed device or network, or ask your Microsoft 365 admin.",
  "aadsts.AADSTS53000": "Your organization allows this only from a managed device.",
  "aadsts.AADSTS50020":
    "This account belongs to another organization or is a personal one. Choose your work or school account.",
  "aadsts.AADSTS50057": "This Microsoft account is disabled. Ask your Microsoft 365 admin.",
  "aadsts.AADSTS700016":
    "The app is not known in your organization. Ask your Microsoft 365 admin to allow it.",
  "aadsts.AADSTS7000222":
    "This server's own credentials at Microsoft have expired. Tell whoever runs it.",
  "aadsts.AADSTS7000215":
    "This server's own credentials at Microsoft are wrong. Tell whoever runs it.",
  "settings.overrideBad": "Both must be addresses such as ada@example.com.",
} as const;

export type PortalKey = keyof typeof portalEn;
