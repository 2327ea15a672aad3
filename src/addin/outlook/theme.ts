import { currentMailbox } from "./form.ts";

export type Appearance = "light" | "dark";

interface ThemeColours {
  bodyBackgroundColor?: string;
}

/** Outlook names four colours and nothing else; null where it names none (phones, old clients). */
export function outlookAppearance(): Appearance | null {
  const theme = (Office.context as { officeTheme?: ThemeColours }).officeTheme;
  return theme?.bodyBackgroundColor === undefined ? null : appearanceOf(theme.bodyBackgroundColor);
}

/** Dark is what has less than half the luminance of white (sRGB, WCAG 2.2). */
export function appearanceOf(background: string): Appearance | null {
  const digits = /^#?([0-9a-f]{6})$/i.exec(background)?.[1];
  if (digits === undefined) return null;
  const [red = 0, green = 0, blue = 0] = [0, 2, 4].map((at) => {
    const value = parseInt(digits.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue < 0.5 ? "dark" : "light";
}

/** Best effort: a client that cannot tell keeps the appearance it had. */
export function watchAppearance(changed: () => void): void {
  currentMailbox().addHandlerAsync?.(Office.EventType.OfficeThemeChanged, changed);
}
