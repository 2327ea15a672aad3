import { Field, ProgressBar } from "@fluentui/react-components";
import type { ReactNode } from "react";
import type { SyncStatus } from "../../shared/api/sync.ts";
import { useTexts } from "../texts.tsx";

/** Zoom's daily limit: how much of it is used, when it is counted anew, and what waits for that. */
export function QuotaMeter({ quota }: Pick<SyncStatus, "quota">): ReactNode {
  const { t, dateTime } = useTexts();
  const { used, limit, backgroundLimit, resetsAt, waiting } = quota;
  const isHeldBack = used >= backgroundLimit && used < limit;
  const text = [
    t("sync.quota.used", { used, limit, time: dateTime(resetsAt) }),
    ...(isHeldBack ? [t("sync.quota.background")] : []),
    ...(waiting > 0 ? [t("sync.quota.waiting", { count: waiting })] : []),
  ].join(" ");
  return (
    <Field label={t("sync.quota")} validationState="none" validationMessage={text}>
      <ProgressBar
        thickness="large"
        value={Math.min(used, limit)}
        max={Math.max(limit, 1)}
        color={used >= backgroundLimit ? "warning" : "brand"}
      />
    </Field>
  );
}
