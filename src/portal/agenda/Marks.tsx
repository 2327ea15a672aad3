import {
  ArrowRepeatAll16Regular,
  Clock16Regular,
  CopyArrowRight16Regular,
  ErrorCircle16Regular,
  LockClosed16Regular,
  Person16Regular,
  Video16Regular,
} from "@fluentui/react-icons";
import { Link } from "@fluentui/react-components";
import type { ReactNode } from "react";
import type { AgendaEntry } from "../../shared/api/sync.ts";
import { useStyles } from "../parts/styles.ts";
import { Tag } from "../parts/Tag.tsx";
import { useTexts } from "../texts.tsx";

/** What there is to know of an entry, each in words beside its sign. */
export function Marks({ entry }: { entry: AgendaEntry }): ReactNode {
  const styles = useStyles();
  const { t } = useTexts();
  const { showAs, state, zoom } = entry;
  const isPlain = showAs === "busy" || showAs === "unknown";
  const needsLook = state === "failed" || state === "copy";
  return (
    <div className={styles.tags}>
      {zoom && (
        <Tag tone="brand" icon={<Video16Regular aria-hidden />}>
          {t(`agenda.zoom.${zoom.kind}`)}
        </Tag>
      )}
      {!isPlain && <Tag>{t(`agenda.showAs.${showAs}`)}</Tag>}
      {entry.isRecurring && (
        <Tag icon={<ArrowRepeatAll16Regular aria-hidden />}>{t("agenda.mark.recurring")}</Tag>
      )}
      {entry.isPrivate && (
        <Tag icon={<LockClosed16Regular aria-hidden />}>{t("agenda.mark.private")}</Tag>
      )}
      {!entry.isOrganizer && (
        <Tag icon={<Person16Regular aria-hidden />}>{t("agenda.mark.invited")}</Tag>
      )}
      {state === "waiting" && (
        <Tag tone="warning" icon={<Clock16Regular aria-hidden />}>
          {t("agenda.state.waiting")}
        </Tag>
      )}
      {state === "failed" && (
        <Tag tone="danger" icon={<ErrorCircle16Regular aria-hidden />}>
          {t("agenda.state.failed")}
        </Tag>
      )}
      {state === "copy" && (
        <Tag tone="warning" icon={<CopyArrowRight16Regular aria-hidden />}>
          {t("agenda.state.copy")}
        </Tag>
      )}
      {needsLook && <Link href="/portal/activity">{t("agenda.state.look")}</Link>}
    </div>
  );
}
