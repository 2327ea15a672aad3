import i18next, { type i18n } from "i18next";
import { createContext, useContext } from "react";
import { failureTexts, type FailureKey } from "../../shared/texts/failures.ts";
import { languageFor } from "../../shared/texts/language.ts";
import { paneDe } from "../../shared/texts/pane-de.ts";
import { paneEn, type PaneKey } from "../../shared/texts/pane-en.ts";

/** Keys with `_one` and `_other` are asked for without them. */
type CountedKey = Extract<PaneKey, `${string}_one`> extends `${infer Key}_one` ? Key : never;
export type TextKey = PaneKey | CountedKey | FailureKey;

export interface Texts {
  /** Language tag for dates, such as `de-AT`. */
  locale: string;
  t: (key: TextKey, values?: Record<string, string | number>) => string;
}

/** @param displayLanguage tag of Outlook's own language. */
export function createTexts(displayLanguage: string): Texts {
  const language = languageFor(displayLanguage);
  const instance: i18n = i18next.createInstance();
  void instance.init({
    lng: language,
    fallbackLng: "en",
    initAsync: false,
    keySeparator: false,
    nsSeparator: false,
    // React escapes what it shows.
    interpolation: { escapeValue: false },
    resources: {
      en: { translation: { ...paneEn, ...failureTexts.en } },
      de: { translation: { ...paneDe, ...failureTexts.de } },
    },
  });
  const locale =
    languageFor(displayLanguage) === "en" && !/^en\b/i.test(displayLanguage)
      ? "en"
      : displayLanguage;
  return { locale, t: (key, values = {}) => instance.t(key, values) };
}

const TextsContext = createContext<Texts | null>(null);
export const TextsProvider = TextsContext.Provider;

export function useTexts(): Texts {
  const texts = useContext(TextsContext);
  if (texts === null) throw new Error("A part of the pane stands outside of TextsProvider.");
  return texts;
}
