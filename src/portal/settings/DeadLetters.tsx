import { Button } from "@fluentui/react-components";
import type { ReactNode } from "react";
import { routes } from "../../shared/api/routes.ts";
import type { AccountSync } from "../../shared/api/sync.ts";
import { useChange } from "../api/portal-queries.tsx";
import { CauseText } from "../parts/CauseText.tsx";
import { Failure } from "../parts/Notice.tsx";
import { Said } from "../parts/Said.tsx";
import { useStyles } from "../parts/styles.ts";
import { useTexts } from "../texts.tsx";

/** Work that was given up after many tries, and one click to try all of it again. */
export function DeadLetters({ deadLetters }: Pick<AccountSync, "deadLetters">): ReactNode {
  const styles = useStyles();
  const { t, dateTime } = useTexts();
  const replay = useChange((api) => api.send("POST", routes.adminSyncReplay));
  const isEmpty = deadLetters.length === 0;
  return (
    <>
      <h3 className={styles.smallTitle}>{t("stands.dead")}</h3>
      <p className={isEmpty ? styles.text : styles.quiet}>
        {t(isEmpty ? "stands.dead.none" : "stands.dead.lead")}
      </p>
      <ul className={styles.list}>
        {deadLetters.map(({ id, kind, at, tries, code }) => (
          <li key={id} className={styles.item}>
            <span>
              {t(`stands.dead.kind.${kind}`)}{" "}
              <span className={styles.quiet}>
                {dateTime(at)}, {t("stands.dead.tries", { count: tries })}
              </span>
            </span>
            <CauseText code={code} />
          </li>
        ))}
      </ul>
      <Failure error={replay.error} />
      <Said>{replay.isSuccess ? t("stands.dead.replayed") : ""}</Said>
      {!isEmpty && (
        <div className={styles.buttons}>
          <Button disabledFocusable={replay.isPending} onClick={() => replay.mutate()}>
            {t("stands.dead.replay")}
          </Button>
        </div>
      )}
    </>
  );
}
