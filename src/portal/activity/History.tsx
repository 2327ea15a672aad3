import { Button } from "@fluentui/react-components";
import { useState, type ReactNode } from "react";
import { useActivity } from "../api/sync-queries.tsx";
import { Card } from "../parts/Card.tsx";
import { KeepFocus } from "../parts/KeepFocus.tsx";
import { Loaded } from "../parts/Loaded.tsx";
import { Failure } from "../parts/Notice.tsx";
import { Said } from "../parts/Said.tsx";
import { useStyles } from "../parts/styles.ts";
import { useTexts } from "../texts.tsx";
import { HistoryStep } from "./HistoryStep.tsx";

interface Filter {
  entryId: string;
  subject: string;
}

/** All steps, the newest first, or those of one appointment. */
export function History(): ReactNode {
  const { t } = useTexts();
  const [filter, setFilter] = useState<Filter | null>(null);
  return (
    <Card title={t("history.title")}>
      <KeepFocus>
        {filter && <Filtered subject={filter.subject} onShowAll={() => setFilter(null)} />}
        <Steps filter={filter} onFilter={setFilter} />
      </KeepFocus>
    </Card>
  );
}

function Filtered({ subject, onShowAll }: { subject: string; onShowAll: () => void }): ReactNode {
  const styles = useStyles();
  const { t } = useTexts();
  return (
    <div className={styles.buttons}>
      <span role="status" className={styles.beside}>
        <strong>{t("history.only", { subject })}</strong>
      </span>
      <Button size="small" onClick={onShowAll}>
        {t("history.showAll")}
      </Button>
    </div>
  );
}

function Steps(props: { filter: Filter | null; onFilter: (filter: Filter) => void }): ReactNode {
  const styles = useStyles();
  const { t } = useTexts();
  const { filter, onFilter } = props;
  const activity = useActivity(filter?.entryId ?? null);
  const [isUndone, setUndone] = useState(false);
  return (
    <Loaded query={activity}>
      {({ pages }) => {
        const items = pages.flatMap((page) => page.items);
        if (items.length === 0) {
          return (
            <p className={styles.text}>{t(filter ? "history.emptyFilter" : "history.empty")}</p>
          );
        }
        return (
          <>
            <Said>{isUndone ? t("needs.undone") : ""}</Said>
            <ol className={styles.list}>
              {items.map((item) => (
                <HistoryStep
                  key={item.id}
                  item={item}
                  {...(filter ? {} : { onFilter })}
                  onUndone={() => setUndone(true)}
                />
              ))}
            </ol>
            {activity.isFetchNextPageError && <Failure error={activity.error} />}
            {activity.hasNextPage ? (
              <div className={styles.buttons}>
                <Button
                  disabledFocusable={activity.isFetchingNextPage}
                  onClick={() => void activity.fetchNextPage()}
                >
                  {t(activity.isFetchingNextPage ? "app.loading" : "history.more")}
                </Button>
              </div>
            ) : (
              <p className={styles.quiet}>{t("history.end")}</p>
            )}
          </>
        );
      }}
    </Loaded>
  );
}
