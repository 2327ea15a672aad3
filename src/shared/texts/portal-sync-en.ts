/** Sentences about the calendar's sync and its agenda, on the profile page. */
export const syncEn = {
  "sync.title": "Calendar sync",
  "sync.place.outlook": "In Outlook",
  "sync.place.zoom": "In Zoom",
  "sync.place.calendar": "In the Zoom calendar",

  "sync.phase.off": "Off",
  "sync.phase.preparing": "Reading your calendar",
  "sync.phase.preview": "Ready to start",
  "sync.phase.backfill": "First run under way",
  "sync.phase.live": "In step",
  "sync.phase.paused": "Paused",
  "sync.phase.lapsed": "Waiting for the connection",

  "sync.off.v2":
    "Nothing is kept in step at the moment. It starts by itself when the connection above is ready.",
  "sync.off.v1":
    "Your Zoom meetings follow what you do in Outlook. Your other appointments are left alone.",
  "sync.off.off": "Nothing is kept in step. Your appointments and meetings stay as they are.",
  "sync.preparing":
    "Your calendar is being read for the first time. Nothing is written until you have seen what would change.",
  "sync.preparing.progress_one": "{{done}} of {{count}} appointment read",
  "sync.preparing.progress_other": "{{done}} of {{count}} appointments read",
  "sync.preview": "Your calendar has been read. This is what the first run will do:",
  "sync.preview.create": "create {{count}}",
  "sync.preview.change": "change {{count}}",
  "sync.preview.delete": "delete {{count}}",
  "sync.preview.unchanged_one": "{{count}} appointment is already in step and stays as it is.",
  "sync.preview.unchanged_other":
    "{{count}} appointments are already in step and stay as they are.",
  "sync.preview.items": "What will change",
  "sync.preview.startsAt": "It starts by itself: {{time}}. Nothing has been changed yet.",
  "sync.preview.outlookWaits":
    "What is new in Outlook waits until you start it, or choose it under Activity.",
  "sync.preview.waits": "It waits for you. Nothing has been changed yet.",
  "sync.preview.start": "Start now",
  "sync.preview.hold": "Not yet",
  "sync.items.more_one": "… and {{count}} more",
  "sync.items.more_other": "… and {{count}} more",
  "sync.plan.create.outlook": "Create in Outlook",
  "sync.plan.create.zoom": "Create in Zoom",
  "sync.plan.create.calendar": "Create in the Zoom calendar",
  "sync.plan.change.outlook": "Change in Outlook",
  "sync.plan.change.zoom": "Change in Zoom",
  "sync.plan.change.calendar": "Change in the Zoom calendar",
  "sync.plan.delete.outlook": "Delete in Outlook",
  "sync.plan.delete.zoom": "Delete in Zoom",
  "sync.plan.delete.calendar": "Delete in the Zoom calendar",
  "sync.plan.link.outlook": "Link in Outlook",
  "sync.plan.link.zoom": "Link in Zoom",
  "sync.plan.link.calendar": "Link in the Zoom calendar",
  "sync.backfill": "You can close this page: it goes on by itself.",
  "sync.backfill.progress_one": "{{done}} of {{count}} appointment done",
  "sync.backfill.progress_other": "{{done}} of {{count}} appointments done",
  "sync.live": "Changes in Outlook and Zoom follow each other by themselves.",
  "sync.lapsed":
    "The connection has ended. What you change until it works again is kept, and follows then. Nothing is lost.",

  "sync.paused.massDeletion_one":
    "{{count}} of {{total}} appointments is gone all at once. That may be a mistake, so nothing has been deleted on the other side yet.",
  "sync.paused.massDeletion_other":
    "{{count}} of {{total}} appointments are gone all at once. That may be a mistake, so nothing has been deleted on the other side yet.",
  "sync.paused.items": "What would be deleted",
  "sync.paused.delete": "They are meant: delete",
  "sync.paused.keep": "Put them back",
  "sync.paused.confirmTitle": "Delete them on the other side as well?",
  "sync.paused.confirmLead_one":
    "{{count}} appointment will be deleted on the other side too. People who were invited are told that it is cancelled.",
  "sync.paused.confirmLead_other":
    "{{count}} appointments will be deleted on the other side too. People who were invited are told that they are cancelled.",
  "sync.paused.confirm_one": "Delete {{count}}",
  "sync.paused.confirm_other": "Delete {{count}}",
  "sync.paused.loop":
    "An appointment was changed back and forth too often, as if another program answered each of our changes. We stopped, and nothing was lost. If you use another tool that changes your calendar, switch it off first.",
  "sync.paused.loopGoOn": "Go on",

  "sync.fact.lastRun": "Last run",
  "sync.fact.nextRun": "Next look",
  "sync.fact.notYet": "not yet",
  "sync.fact.instant": "Changes are noticed at once. We also look by ourselves: {{time}}.",
  "sync.fact.bySweep":
    "{{time}}. Microsoft does not tell us of changes at once, so they follow then.",
  "sync.fact.instantOnly": "Changes are noticed at once.",
  "sync.fact.mirror": "Zoom calendar",
  "sync.now": "Look now",
  "sync.now.done": "We are looking at both sides now.",

  "sync.quota": "Zoom allows this many changes a day",
  "sync.quota.used": "{{used}} of {{limit}} used. Counted anew: {{time}}.",
  "sync.quota.waiting_one": "{{count}} change waits until then.",
  "sync.quota.waiting_other": "{{count}} changes wait until then.",
  "sync.quota.background": "The rest is kept for what you do yourself.",

  "sync.mirror.on": "Your other appointments are shown there.",
  "sync.mirror.off":
    "Your other appointments are not shown there: the settings leave them out. Your Zoom meetings are not affected.",
  "sync.mirror.scopeMissing":
    "Your other appointments are not shown there: our app in Zoom may not use the Zoom calendar. Ask your Zoom admin to allow it, then sign in with Zoom again. Your Zoom meetings are not affected.",
  "sync.mirror.noCalendarService":
    "Your other appointments are not shown there: your Zoom account has no Zoom Calendar. Your Zoom admin can switch it on. Your Zoom meetings are not affected.",
  "sync.mirror.autoAddsMeetings":
    "Your other appointments are not shown there: Zoom Calendar is set to add a Zoom meeting to every new entry, so each of them would get one. Switch that off in the settings of Zoom Calendar; we go on by ourselves.",

  "sync.attention": "Needs you",
  "sync.attention.failed_one": "{{count}} appointment could not be kept in step",
  "sync.attention.failed_other": "{{count}} appointments could not be kept in step",
  "sync.attention.conflicts_one": "{{count}} change was made on both sides",
  "sync.attention.conflicts_other": "{{count}} changes were made on both sides",
  "sync.attention.copies_one": "{{count}} copy shares the meeting of another appointment",
  "sync.attention.copies_other": "{{count}} copies share the meeting of another appointment",
  "sync.attention.orphans_one": "{{count}} item is on one side only",
  "sync.attention.orphans_other": "{{count}} items are on one side only",
  "sync.attention.look": "Look at them",

  "sync.version": "How your calendar is kept in step",
  "sync.version.v2": "Everything, by itself (version 2)",
  "sync.version.v2.hint":
    "All appointments. Changes follow by themselves, wherever they are made. Recommended.",
  "sync.version.v1": "Zoom meetings only (version 1)",
  "sync.version.v1.hint":
    "Zoom meetings follow when they are saved or sent in Outlook. Other appointments are not read.",
  "sync.version.off": "Off",
  "sync.version.off.hint":
    "Nothing follows. What is there stays, and this can be changed at any time.",
  "sync.version.lockedBy.account": "Your Zoom admin has chosen this for everybody.",
  "sync.version.lockedBy.group": "Your Zoom admin has chosen this for your group.",

  "problem.sync.versionLocked": "Your Zoom admin has chosen this for you. Nothing was changed.",
  "problem.sync.notNow":
    "The sync has moved on in the meantime. Nothing was changed; look at the page again.",
  "problem.sync.badAction": "That is not possible here. Nothing was changed.",
  "problem.sync.badSpan": "So many days cannot be shown at once. Go week by week.",
  "problem.notFound":
    "That has been settled in the meantime. Nothing was changed; look at the page again.",

  "agenda.title": "Agenda",
  "agenda.today": "Today",
  "agenda.tomorrow": "Tomorrow",
  "agenda.earlier": "Previous week",
  "agenda.later": "Following week",
  "agenda.empty": "No appointments in these seven days.",
  "agenda.nothingToday": "No appointments today.",
  "agenda.notRead":
    "Your calendar has not been read yet. Your appointments appear here as soon as it has.",
  "agenda.readAt": "As of {{time}}",
  "agenda.allDay": "All day",
  "agenda.from": "from {{time}}",
  "agenda.until": "until {{time}}",
  "agenda.dayOf": "Day {{day}} of {{days}}",
  "agenda.private": "Private appointment",
  "agenda.noSubject": "No subject",
  "agenda.timesOnly": "Appointment",
  "agenda.showAs.busy": "Busy",
  "agenda.showAs.unknown": "Unknown",
  "agenda.showAs.free": "Free",
  "agenda.showAs.tentative": "Tentative",
  "agenda.showAs.oof": "Out of office",
  "agenda.showAs.workingElsewhere": "Working elsewhere",
  "agenda.mark.recurring": "Repeats",
  "agenda.mark.private": "Private",
  "agenda.mark.invited": "You are invited",
  "agenda.zoom.own": "Zoom",
  "agenda.zoom.other": "Somebody else’s Zoom meeting",
  "agenda.join": "Join",
  "agenda.joinNamed": "Join {{subject}}",
  "agenda.state.waiting": "Change is waiting",
  "agenda.state.failed": "Not in step",
  "agenda.state.copy": "Copy of another meeting",
  "agenda.state.look": "See what to do",
} as const;
