import type { ReactNode } from "react";
import { useAccountGroups } from "../api/sync-queries.tsx";
import { Loaded } from "../parts/Loaded.tsx";
import { useStyles } from "../parts/styles.ts";
import { useTexts } from "../texts.tsx";
import { GroupForm } from "./GroupForm.tsx";

/** Zoom's groups, each with what holds for its people. */
export function Groups(): ReactNode {
  const styles = useStyles();
  const { t } = useTexts();
  const groups = useAccountGroups();
  return (
    <Loaded query={groups}>
      {(known) =>
        known.groups.length === 0 ? (
          <p className={styles.text}>{t("groups.none")}</p>
        ) : (
          <>
            <p className={styles.quiet}>{t("groups.lead")}</p>
            {known.groups.map((group) => (
              <GroupForm key={group.groupId} group={group} />
            ))}
          </>
        )
      }
    </Loaded>
  );
}
