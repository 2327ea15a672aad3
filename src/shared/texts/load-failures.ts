import { failuresEn, type FailureKey } from "./failures.ts";
import type { Language } from "./language.ts";

/** English is always there; German is fetched when it is needed, and missed when that fails. */
export const loadFailures = (language: Language): Promise<Record<FailureKey, string>> =>
  language === "en"
    ? Promise.resolve(failuresEn)
    : import("./failures-de.ts").then(
        ({ failuresDe }) => failuresDe,
        () => failuresEn,
      );
