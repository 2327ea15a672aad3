import { Button } from "@fluentui/react-components";
import { Fragment, type ReactNode } from "react";
import { routes } from "../../shared/api/routes.ts";
import type { FirstSyncPreview, SideCounts, SyncStatus } from "../../shared/api/sync.ts";
import { useChange } from "../api/portal-queries.tsx";
import { Failure } from "../parts/Notice.tsx";
import { useStyles } from "../parts/styles.ts";
import { useTexts } from "../texts.tsx";
import { PlannedItems } from "./PlannedItems.tsx";

interface FirstRunProps extends Pick<SyncStatus, "startsAt"> {
  preview: FirstSyncPreview;
}

const places = ["outlook", "zoom", "calendar"] as const;

/** The first run, shown before any of it is done; a person starts it or puts it off. */
export function FirstRun({ preview, startsAt }: FirstRunProps): ReactNode {
  const styles = useStyles();
  const { t, dateTime } = useTexts();
  const start = useChange((api) => api.send("POST", routes.syncStart));
  const hold = useChange((api) => api.send("POST", routes.syncHold));
  const isBusy = start.isPending || hold.isPending;
  return (
    <>
      <p className={styles.text}>{t("sync.preview")}</p>
      <dl className={styles.facts}>
        {places.map((place) => (
          <Fragment key={place}>
            <dt>{t(`sync.place.${place}`)}</dt>
            <dd>
              <Counts counts={preview[place]} />
            </dd>
          </Fragment>
        ))}
      </dl>
      {preview.unchanged > 0 && (
        <p className={styles.quiet}>{t("sync.preview.unchanged", { count: preview.unchanged })}</p>
      )}
      <PlannedItems title={t("sync.preview.items")} items={preview.items} more={preview.more} />
      <p className={styles.text} role="status">
        {startsAt === null
          ? t("sync.preview.waits")
          : t("sync.preview.startsAt", { time: dateTime(startsAt) })}
        {startsAt !== null && touchesOutlook(preview) && ` ${t("sync.preview.outlookWaits")}`}
      </p>
      <Failure error={start.error ?? hold.error} />
      <div className={styles.buttons}>
        <Button appearance="primary" disabledFocusable={isBusy} onClick={() => start.mutate()}>
          {t("sync.preview.start")}
        </Button>
        <Button
          // It waits already; the button stays, so that the focus does.
          disabledFocusable={isBusy || startsAt === null}
          onClick={() => hold.mutate()}
        >
          {t("sync.preview.hold")}
        </Button>
      </div>
    </>
  );
}

/** New and newly linked events are made only when a person starts the run. */
function touchesOutlook({ items }: FirstSyncPreview): boolean {
  return items.some(
    ({ place, action }) => place === "outlook" && (action === "create" || action === "link"),
  );
}

/** “create 12, change 3, delete 0”; what is deleted stands out. */
function Counts({ counts }: { counts: SideCounts }): ReactNode {
  const { t } = useTexts();
  const deletions = t("sync.preview.delete", { count: counts.delete });
  return (
    <>
      {t("sync.preview.create", { count: counts.create })},{" "}
      {t("sync.preview.change", { count: counts.change })},{" "}
      {counts.delete > 0 ? <strong>{deletions}</strong> : deletions}
    </>
  );
}
