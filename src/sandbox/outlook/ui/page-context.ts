import { createContext, use } from "react";
import { type SessionReply } from "../server/service-model.ts";
import { type PageParams } from "./page-params.ts";
import { UnreachableError, type ServiceClient } from "./service-client.ts";
import { german } from "./texts-de.ts";
import { english, type Texts } from "./texts-en.ts";

/** What every part of the page leans on. */
export interface Page {
  params: PageParams;
  service: ServiceClient;
  session: SessionReply;
  texts: Texts;
  /** Language of the page and of the add-ins in it: `en-US` or `de-DE`. */
  locale: string;
  isDark: boolean;
  setDark: (isDark: boolean) => void;
}

export const textsOf = (language: PageParams["language"]): Texts =>
  language === "de" ? german : english;

export const localeOf = (language: PageParams["language"]) =>
  language === "de" ? "de-DE" : "en-US";

export const PageContext = createContext<Page | null>(null);

export function usePage(): Page {
  const page = use(PageContext);
  if (page === null) throw new Error("This component was drawn outside the page.");
  return page;
}

/** What to tell the person about a failure. */
export function reasonOf(error: unknown, texts: Texts): string {
  if (error instanceof UnreachableError) return texts.noConnection;
  return error instanceof Error ? error.message : String(error);
}
