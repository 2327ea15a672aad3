import { outlookAppearance, watchAppearance, type Appearance } from "../outlook/theme.ts";

export interface AppearanceSource {
  get: () => Appearance;
  subscribe: (changed: () => void) => () => void;
}

/** Outlook's colours where it tells them, otherwise those of the system. */
export function followAppearance(page: Window): AppearanceSource {
  const systemDark = page.matchMedia("(prefers-color-scheme: dark)");
  const listeners = new Set<() => void>();
  const tell = (): void => {
    for (const listener of listeners) listener();
  };
  systemDark.addEventListener("change", tell);
  watchAppearance(tell);
  return {
    get: () => outlookAppearance() ?? (systemDark.matches ? "dark" : "light"),
    subscribe: (changed) => {
      listeners.add(changed);
      return () => listeners.delete(changed);
    },
  };
}
