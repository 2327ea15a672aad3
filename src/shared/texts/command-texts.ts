/** Bars above the appointment: at most 150 characters, the button at most 30. */
const en = {
  adding: "Adding a Zoom meeting…",
  added: "Zoom meeting added. The join link is in the invitation and in the location.",
  openPane: "Open Zoom settings",
} as const;

export type CommandKey = keyof typeof en;

const de: Record<CommandKey, string> = {
  adding: "Ein Zoom-Meeting wird hinzugefügt…",
  added: "Zoom-Meeting hinzugefügt. Der Beitrittslink steht in der Einladung und beim Ort.",
  openPane: "Zoom-Einstellungen öffnen",
};

export const commandTexts: Record<"en" | "de", Record<CommandKey, string>> = { en, de };
