/** Texts of the task pane, by key; `{{name}}` is filled in. */
export const paneEn = {
  title: "Zoom Meetings",
  loading: "Loading…",
  retry: "Try again",
  close: "Close",
  copy: "Copy",
  copied: "Copied",
  copyFailed: "Copying did not work. Select the text and copy it yourself.",
  show: "Show",
  hide: "Hide",

  "signedOut.title": "Add Zoom to your meetings",
  "signedOut.link": "The join link goes straight into the invitation and the location.",
  "signedOut.changes": "Move, repeat or cancel the appointment, and the Zoom meeting follows.",
  "signedOut.safe": "Nothing is sent to anyone until you send the invitation.",
  "signedOut.action": "Sign in with Microsoft",
  "signedOut.window": "A window may open.",
  "signedOut.busy": "Signing in…",

  "connect.title": "Connect your Zoom account",
  "connect.why": "Meetings are made in your own Zoom account, with your own settings.",
  "connect.action": "Connect Zoom",
  "connect.window": "A Zoom window opens. You can disconnect at any time.",
  "connect.busy": "Waiting for Zoom…",

  "notOrganizer.title": "Only the organizer can add Zoom",
  "notOrganizer.text":
    "Open an appointment you organize, or make a new one, to add a Zoom meeting.",

  "unreachable.title": "Our server is not answering",
  "unreachable.text": "Your appointment and your invitation are fine. Try again in a moment.",

  "scheduling.for": "Scheduling in the calendar of {{owner}}",
  "scheduling.as": "Zoom account: {{email}}",

  "options.title": "Meeting settings",
  "options.loading": "Reading your Zoom settings…",
  "options.failed": "Your Zoom settings could not be read. A meeting uses them all the same.",
  "options.meetingId": "Meeting ID",
  "options.automatic": "Generate automatically",
  "options.personal": "Personal meeting ID {{id}}",
  "options.waitingRoom": "Waiting room",
  "options.passcode": "Passcode",
  "options.hostVideo": "Host video",
  "options.participantVideo": "Participant video",
  "options.joinBeforeHost": "Join before host",
  "options.muteUponEntry": "Mute participants on entry",
  "options.audio": "Audio",
  "options.audio.both": "Computer and phone",
  "options.audio.telephony": "Phone only",
  "options.audio.voip": "Computer only",
  "options.more": "More settings",
  "options.locked": "Locked by your Zoom account",

  "ready.action": "Add Zoom meeting",
  "ready.busy": "Adding the Zoom meeting…",
  "ready.removed": "The Zoom meeting was removed.",
  "ready.undo": "Undo",
  "ready.undoBusy": "Bringing the meeting back…",
  "ready.foreign":
    "This appointment already has a link to {{providers}}. With Zoom, attendees will see both.",
  "ready.endsBeforeStart": "This appointment ends before it starts. Correct the times first.",

  "meeting.added": "Zoom meeting added",
  "meeting.heading": "Zoom meeting",
  "meeting.joinLink": "Join link",
  "meeting.id": "Meeting ID",
  "meeting.passcode": "Passcode",
  "meeting.copyLink": "Copy join link",
  "meeting.copyId": "Copy meeting ID",
  "meeting.copyPasscode": "Copy passcode",
  "meeting.showPasscode": "Show passcode",
  "meeting.hidePasscode": "Hide passcode",
  "meeting.hidden": "hidden",
  "meeting.single": "One meeting",
  "meeting.fixedTime": "Series: every meeting has the same link",
  "meeting.noFixedTime":
    "Series without fixed times in Zoom: the link works at any time and does not expire",
  "meeting.saveHint": "Send or save the appointment to keep the meeting.",
  "meeting.update": "Update settings",
  "meeting.updateBusy": "Updating…",
  "meeting.updated": "Settings updated",
  "meeting.remove": "Remove from this appointment",
  "meeting.removeBusy": "Removing…",
  "meeting.preview": "What attendees receive",

  "remove.title": "Remove the Zoom meeting?",
  "remove.text":
    "The meeting is deleted in Zoom, and its link disappears from this invitation. Attendees see that once you send the update; until then their link leads nowhere.",
  "remove.confirm": "Remove meeting",
  "remove.cancel": "Keep meeting",

  "health.inStep": "In step with Zoom",
  "health.checked": "Checked at {{time}}",
  "health.editing": "Your changes go to Zoom in a moment.",
  "health.dailyLimit": "Zoom takes no more changes today. Yours is kept and goes there by itself.",
  "health.zoomUnavailable":
    "Zoom is not answering. Your invitation is fine; the change is kept and goes there by itself.",
  "health.reconnectZoom":
    "Zoom wants you to connect again. Your invitation is fine; your changes are kept until then.",
  "health.reconnectMicrosoft":
    "Changed in Zoom. Outlook gets it when your calendar is connected again.",
  "health.outlookUnavailable":
    "Changed in Zoom. Microsoft 365 did not answer; Outlook gets the change by itself.",
  "health.until": "Next try: {{time}}",

  "outOfDate.title": "Outlook and Zoom differ",
  "outOfDate.occurrence": "One of the series' appointments was changed here, and not yet in Zoom.",
  "outOfDate.outlook": "In Outlook",
  "outOfDate.zoom": "In Zoom",
  "outOfDate.subject": "Subject",
  "outOfDate.time": "Time",
  "outOfDate.recurrence": "Repeats",
  "outOfDate.push": "Use Outlook's values in Zoom",
  "outOfDate.take": "Use Zoom's values here",
  "outOfDate.pushBusy": "Updating Zoom…",
  "outOfDate.takeBusy": "Updating the appointment…",
  "outOfDate.taken": "The appointment has Zoom's values. Send or save it to keep them.",

  "recurrence.none": "Does not repeat",
  "recurrence.daily_one": "Every day",
  "recurrence.daily_other": "Every {{count}} days",
  "recurrence.weekly_one": "Every week on {{days}}",
  "recurrence.weekly_other": "Every {{count}} weeks on {{days}}",
  "recurrence.monthly_one": "Every month",
  "recurrence.monthly_other": "Every {{count}} months",
  "recurrence.yearly_one": "Every year",
  "recurrence.yearly_other": "Every {{count}} years",
  "recurrence.from": "{{pattern}}, from {{start}}",
  "recurrence.until": "{{pattern}}, {{start}} to {{end}}",
  "recurrence.times": "{{pattern}}, {{times}} times from {{start}}",
  "time.allDay": "{{day}}, all day",

  "zoomDeleted.title": "The meeting was deleted in Zoom",
  "zoomDeleted.text": "Its link no longer works. The rest of your appointment is unchanged.",
  "zoomDeleted.until": "Zoom can bring it back until {{time}}.",
  "zoomDeleted.recover": "Bring back",
  "zoomDeleted.recoverBusy": "Bringing the meeting back…",
  "zoomDeleted.strip": "Remove from appointment",
  "zoomDeleted.stripBusy": "Removing…",

  "blockMissing.title": "The Zoom link is missing from the invitation",
  "blockMissing.text": "The meeting itself is safe. The same link can be put back.",
  "blockMissing.action": "Put it back",
  "blockMissing.busy": "Putting it back…",

  "copy.title": "This appointment is a copy",
  "copy.text": "Its Zoom link belongs to another appointment, which stays as it is.",
  "copy.action": "Give it its own meeting",
  "copy.busy": "Making its own meeting…",

  "reconnect.action": "Reconnect Zoom",
  "reconnect.text":
    "Zoom has ended the connection. Your invitation is fine, and changes are kept until you connect again.",

  "notice.recurrence.yearly": "Zoom has no yearly meetings, so this one has no fixed time there.",
  "notice.recurrence.endless":
    "Zoom has no meetings without an end, so this one has no fixed time there.",
  "notice.recurrence.tooMany":
    "Zoom takes fewer repetitions than this series has, so it has no fixed time there.",
  "notice.recurrence.interval":
    "Zoom cannot leave gaps this long between meetings, so this series has no fixed time there.",
  "notice.recurrence.weekdaySet":
    "Zoom has no series on this set of days of a month, so this one has no fixed time there.",
  "notice.recurrence.monthDay":
    "Zoom would skip some months of this series, so it has no fixed time there.",
  "notice.recurrence.weekStart":
    "Zoom counts the weeks of this series differently, so it has no fixed time there.",
  "notice.recurrence.past": "This series is over, so it has no fixed time in Zoom.",
  "notice.recurrence.invalid":
    "Zoom cannot hold this series as it is, so it has no fixed time there.",
  "notice.subject.shortened": "Zoom shows the first 200 characters of the subject.",
  "notice.exception.subject": "Zoom shows one subject for all meetings of a series.",
  "notice.duration.shortened": "Zoom's meetings last at most 24 hours; the link works for longer.",
  "notice.timeZone.unmapped":
    "Zoom does not know this time zone; the meeting is kept at the same moment in another one.",
  "notice.time.past": "Zoom does not move meetings into the past.",
  "notice.other": "Zoom could not take over everything ({{code}}).",

  "calendar.lapsed": "Your calendar connection has ended",
  "calendar.reconnect": "Open your profile page",
  "calendar.safe": "Your appointments are unchanged.",
  "calendar.waiting_one": "{{count}} change waits until you have reconnected.",
  "calendar.waiting_other": "{{count}} changes wait until you have reconnected.",
  "calendar.tokenRevoked":
    "Microsoft ended your sign-in, perhaps after a password reset. Reconnect to sign in again.",
  "calendar.passwordChanged": "Your Microsoft password has changed. Reconnect with the new one.",
  "calendar.consentWithdrawn":
    "The permission was taken back at Microsoft. Reconnect to give it again.",
  "calendar.conditionalAccess":
    "A security rule of your organization blocks this sign-in. Reconnect from an allowed device, or ask your Microsoft 365 admin.",
  "calendar.mfaRequired":
    "Your organization asks for another proof that it is you. Reconnect to give it.",
  "calendar.userDisabled": "Your Microsoft account is disabled. Ask your Microsoft 365 admin.",
  "calendar.userGone":
    "Microsoft no longer knows the connected account. Reconnect with the one you use now.",
  "calendar.refreshTokenExpired":
    "The sign-in was not used for 90 days and has expired. Reconnect to sign in again.",
  "calendar.appRemoved":
    "The app was removed from your organization. Ask your Microsoft 365 admin.",
  "calendar.permissionsLost":
    "The permission to read your calendar is gone. Reconnect to give it again.",
  "calendar.outOfPolicy":
    "Exchange keeps the app out of your mailbox. Ask your Microsoft 365 admin.",
  "calendar.mailboxMissing": "Microsoft 365 has no mailbox for you. Ask your Microsoft 365 admin.",
  "calendar.notAllowed": "Your Zoom admin no longer allows this connection.",
  "calendar.refused":
    "Microsoft refused without saying why. Reconnect, or ask your Microsoft 365 admin.",

  "settings.title": "Settings",
  "settings.keepInStep": "Keep Zoom in step when I edit or send (v1.0)",
  "settings.keepInStepHint":
    "Outlook tells our server about appointments with a Zoom meeting, and about no others.",
  "settings.calendarConnected":
    "Your calendar is connected: Zoom follows every change by itself (v2.0).",
  "settings.saved": "Saved",
  "settings.profile": "Calendar connection",

  "details.title": "Details",
  "details.intro": "What this pane did, without names, links or subjects.",
  "details.copy": "Copy details",
  "details.reference": "Reference: {{id}}",
  "details.empty": "Nothing happened yet.",
  "details.done": "done",
} as const;

export type PaneKey = keyof typeof paneEn;
