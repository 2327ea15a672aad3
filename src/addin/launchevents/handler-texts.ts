export interface HandlerTexts {
  outOfDate: string;
  zoomDeleted: string;
  copy: string;
  openPane: string;
  sendWithoutLink: string;
  sendWithDeadLink: string;
  sendWithForeignLink: string;
  takeAction: string;
}

/**
 * Outlook cuts what is longer: bars 150 characters, actions 30, messages at Send 500, their button
 * 20. The handlers carry their own words because classic Outlook keeps this file on disk.
 */
export const handlerTexts: Record<"en" | "de", HandlerTexts> = {
  en: {
    outOfDate: "Zoom and this appointment differ. Open Zoom settings to bring them in step.",
    zoomDeleted:
      "The Zoom meeting of this appointment was deleted. Open Zoom settings to bring it back.",
    copy: "This appointment is a copy and carries another one's Zoom link. Give it its own meeting.",
    openPane: "Open Zoom settings",
    sendWithoutLink:
      "The Zoom link is missing from the invitation, so attendees could not join. The Zoom meeting itself is safe. Open Zoom settings to put the link back, or send anyway.",
    sendWithDeadLink:
      "The Zoom meeting of this appointment was deleted, so its link does not work. Open Zoom settings to bring the meeting back or to remove the link, or send anyway.",
    sendWithForeignLink:
      "This appointment is a copy: its Zoom link belongs to another appointment. Open Zoom settings to give it a meeting of its own, or send anyway.",
    takeAction: "Open Zoom settings",
  },
  de: {
    outOfDate:
      "Zoom und dieser Termin unterscheiden sich. In den Zoom-Einstellungen gleichen Sie beide an.",
    zoomDeleted:
      "Das Zoom-Meeting dieses Termins wurde gelöscht. In den Zoom-Einstellungen holen Sie es zurück.",
    copy: "Dieser Termin ist eine Kopie mit dem Zoom-Link eines anderen. Geben Sie ihm ein eigenes Meeting.",
    openPane: "Zoom-Einstellungen öffnen",
    sendWithoutLink:
      "In der Einladung fehlt der Zoom-Link, Teilnehmende könnten nicht beitreten. Das Zoom-Meeting selbst ist sicher. Setzen Sie den Link in den Zoom-Einstellungen wieder ein, oder senden Sie trotzdem.",
    sendWithDeadLink:
      "Das Zoom-Meeting dieses Termins wurde gelöscht, sein Link funktioniert nicht. Holen Sie das Meeting in den Zoom-Einstellungen zurück oder entfernen Sie den Link, oder senden Sie trotzdem.",
    sendWithForeignLink:
      "Dieser Termin ist eine Kopie: Sein Zoom-Link gehört zu einem anderen Termin. Geben Sie ihm in den Zoom-Einstellungen ein eigenes Meeting, oder senden Sie trotzdem.",
    takeAction: "Zoom-Einstellungen",
  },
};

export const textsFor = (displayLanguage: string): HandlerTexts =>
  /^de\b/i.test(displayLanguage) ? handlerTexts.de : handlerTexts.en;
