import { createContext, useContext } from "react";
import type { ConnectionView, LapseReason } from "../shared/api/connection.ts";
import { languageFor } from "../shared/texts/language.ts";
import { portalEn, type PortalKey } from "../shared/texts/portal-en.ts";

/** Keys with `_one` and `_other` are asked for without them, and with a `count`. */
type CountedKey = Extract<PortalKey, `${string}_one`> extends `${infer Key}_one` ? Key : never;
export type TextKey = PortalKey | CountedKey;

export interface Texts {
  /** Language tag for dates. */
  locale: string;
  t: (key: TextKey, values?: Record<string, string | number>) => string;
  /** The text for a code of the server, or null when there is none. */
  forCode: (prefix: string, code: string) => string | null;
  dateTime: (instant: string) => string;
  /** Why a connection ended, and who can mend it: with an admin's permission it is never the person. */
  lapse: (reason: LapseReason, mode: ConnectionView["mode"]) => string;
}

/** English is part of the page; another language is fetched by those who read it. */
export async function loadTexts(languageTag: string): Promise<Texts> {
  const language = languageFor(languageTag);
  const table: Readonly<Record<string, string>> =
    language === "de" ? (await import("../shared/texts/portal-de.ts")).portalDe : portalEn;
  const locale = languageTag.toLowerCase().startsWith(language) ? languageTag : language;
  const plural = new Intl.PluralRules(language);
  const dates = new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeStyle: "short" });
  return {
    locale,
    t(key, values = {}) {
      const { count } = values;
      const text =
        table[key] ??
        (typeof count === "number" ? table[`${key}_${plural.select(count)}`] : undefined) ??
        key;
      return text.replace(/\{\{(\w+)\}\}/g, (gap, name: string) => String(values[name] ?? gap));
    },
    forCode: (prefix, code) => table[`${prefix}.${code}`] ?? null,
    dateTime: (instant) => dates.format(new Date(instant)),
    lapse: (reason, mode) =>
      (mode === "application" ? table[`lapse.application.${reason}`] : undefined) ??
      table[`lapse.${reason}`] ??
      reason,
  };
}

const TextsContext = createContext<Texts | null>(null);
export const TextsProvider = TextsContext.Provider;

export function useTexts(): Texts {
  const texts = useContext(TextsContext);
  if (texts === null) throw new Error("A part of the portal stands outside of TextsProvider.");
  return texts;
}
