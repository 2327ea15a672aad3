/**
 * Sentences for what can go wrong in the add-in. Each says what happened, what is still safe and
 * what to do, in at most 150 characters: that is what a bar above an appointment holds.
 */
export const failuresEn = {
  "signIn.signInRequired":
    "Please sign in with Microsoft in Zoom settings first. Your appointment is unchanged.",
  "signIn.cancelled":
    "You did not finish signing in. Your appointment is unchanged. Try again when you like.",
  "signIn.network":
    "There was no connection for signing in. Your appointment is unchanged. Try again in a moment.",
  "signIn.unavailable":
    "Signing in does not work at the moment. Your appointment is unchanged. Try again, or ask your admin.",
  "signIn.noAnswer":
    "Outlook did not answer the sign-in. Your appointment is unchanged. Reopen it and try again.",
  "dialog.closed":
    "The sign-in window was closed before it was done. Your appointment is unchanged. Try again.",
  "dialog.ignored":
    "The sign-in window was not allowed to open. Your appointment is unchanged. Choose Allow next time.",
  "dialog.declined":
    "You declined the permissions Zoom needs. Your appointment is unchanged. Try again when you like.",
  "dialog.blocked":
    "The browser blocked the sign-in window. Allow pop-ups for Outlook and try again. Your appointment is unchanged.",
  "dialog.alreadyOpen":
    "Another window of this add-in is still open. Close it and try again. Your appointment is unchanged.",
  "dialog.notHttps":
    "The sign-in page is not on a secure address. Your appointment is unchanged. Tell your admin.",
  "dialog.foreignOrigin":
    "Outlook does not trust the sign-in page. Your appointment is unchanged. Tell your admin.",
  "dialog.pageMissing":
    "The sign-in page could not be loaded. Your appointment is unchanged. Check your connection.",
  "dialog.timedOut":
    "Nobody signed in for ten minutes. Your appointment is unchanged. Try again when you like.",
  "dialog.failed":
    "The sign-in window ended without a result. Your appointment is unchanged. Try again.",
  "zoom.notConnected": "Please connect Zoom in Zoom settings first. Your appointment is unchanged.",
  "zoom.reconnectNeeded":
    "Zoom wants you to connect again, in Zoom settings. Your appointment is unchanged.",
  "server.unreachable":
    "Our server is not answering. Your appointment is unchanged. Try again in a moment.",
  "appointment.endsBeforeStart":
    "This appointment ends before it starts. Nothing was changed. Correct the times and try again.",
  "appointment.notOrganizer":
    "Only the organizer can add Zoom to this appointment. Nothing was changed.",
  "outlook.failed":
    "Outlook did not let the add-in read this appointment. Nothing was changed. Try again.",
  "outlook.timedOut":
    "Outlook did not answer in time. Nothing was changed. Wait a moment and try again.",
  "outlook.unsupported":
    "This Outlook cannot do that. Your appointment is unchanged. Make the change in Outlook yourself.",
  "invitation.notWritten":
    "The Zoom meeting is ready, but its link could not be written here. Click again: it is used once more.",
  "invitation.notRemoved":
    "The Zoom link could not be taken out. The Zoom meeting still works. Try again.",
  "recurrence.unknown":
    "This add-in does not know how this appointment repeats. Nothing was changed. Choose another pattern.",
  unexpected:
    "Something unexpected happened. Your invitation text was not touched after that. Try again.",
} as const;

export type FailureKey = keyof typeof failuresEn;
