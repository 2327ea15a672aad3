import { createContext, useContext } from "react";
import type { FailureKey } from "../../shared/texts/failures.ts";
import { languageFor } from "../../shared/texts/language.ts";
import { loadFailures } from "../../shared/texts/load-failures.ts";
import { paneEn, type PaneKey } from "../../shared/texts/pane-en.ts";

/** Keys with `_one` and `_other` are asked for without them, and with a `count`. */
type CountedKey = Extract<PaneKey, `${string}_one`> extends `${infer Key}_one` ? Key : never;
export type TextKey = PaneKey | CountedKey | FailureKey;

export interface Texts {
  /** Language tag for dates, such as `de-AT`. */
  locale: string;
  t: (key: TextKey, values?: Record<string, string | number>) => string;
}

export type PaneTable = Record<PaneKey | FailureKey, string>;

/** English is part of the pane; another language is fetched by those who read it. */
export async function loadPaneTable(displayLanguage: string): Promise<PaneTable> {
  const language = languageFor(displayLanguage);
  const failures = await loadFailures(language);
  if (language === "en") return { ...failures, ...paneEn };
  return { ...failures, ...(await import("../../shared/texts/pane-de.ts")).paneDe };
}

/**
 * The pane's own look-up instead of i18next, which costs as much as a tenth of the whole pane's first
 * load; the tables keep its format.
 * @param displayLanguage tag of Outlook's own language.
 */
export function createTexts(displayLanguage: string, paneTable: PaneTable): Texts {
  const language = languageFor(displayLanguage);
  const table: Record<string, string> = paneTable;
  const plural = new Intl.PluralRules(language);
  const isOurs = displayLanguage.toLowerCase().startsWith(language);
  return {
    // English words with dates in a third language would read as a mistake.
    locale: isOurs ? displayLanguage : language,
    t(key, values = {}) {
      const { count } = values;
      const text =
        table[key] ??
        (typeof count === "number" ? table[`${key}_${plural.select(count)}`] : undefined) ??
        key;
      return text.replace(/\{\{(\w+)\}\}/g, (gap, name: string) => String(values[name] ?? gap));
    },
  };
}

const TextsContext = createContext<Texts | null>(null);
export const TextsProvider = TextsContext.Provider;

export function useTexts(): Texts {
  const texts = useContext(TextsContext);
  if (texts === null) throw new Error("A part of the pane stands outside of TextsProvider.");
  return texts;
}
