export type Language = "en" | "de";

/** The language of our texts nearest to a language tag such as `de-AT`; English for all others. */
export const languageFor = (tag: string): Language => (/^de\b/i.test(tag) ? "de" : "en");
