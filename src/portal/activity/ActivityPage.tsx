import type { ReactNode } from "react";
import { PageTitle } from "../parts/PageTitle.tsx";
import { useTexts } from "../texts.tsx";
import { History } from "./History.tsx";
import { NeedsYou } from "./NeedsYou.tsx";

/** What waits for a decision, and what has happened to this person's appointments and meetings. */
export function ActivityPage(): ReactNode {
  const { t } = useTexts();
  return (
    <>
      <PageTitle>{t("activity.title")}</PageTitle>
      <NeedsYou />
      <History />
    </>
  );
}
