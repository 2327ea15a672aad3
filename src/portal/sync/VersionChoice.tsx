import { LockClosed16Regular } from "@fluentui/react-icons";
import type { ReactNode } from "react";
import type { SyncVersion } from "../../shared/api/account.ts";
import { routes } from "../../shared/api/routes.ts";
import type { SyncStatus } from "../../shared/api/sync.ts";
import { useChange } from "../api/portal-queries.tsx";
import { Failure } from "../parts/Notice.tsx";
import { useStyles } from "../parts/styles.ts";
import { VersionRadios } from "../parts/VersionRadios.tsx";
import { useTexts } from "../texts.tsx";

/** The person's own choice, or who has made it for them. */
export function VersionChoice({ status }: { status: SyncStatus }): ReactNode {
  const styles = useStyles();
  const { t } = useTexts();
  const choose = useChange((api, version: SyncVersion) =>
    api.send("PUT", routes.syncVersion, { version }),
  );
  const { version, versionLockedBy } = status;
  return (
    <>
      <VersionRadios
        label={t("sync.version")}
        // What was clicked shows at once; a locked field would lose the focus while it is saved.
        value={choose.isPending ? choose.variables : version}
        isDisabled={versionLockedBy !== null}
        onChoose={choose.mutate}
      />
      {versionLockedBy !== null && (
        <p className={styles.locked}>
          <LockClosed16Regular aria-hidden />
          <span>{t(`sync.version.lockedBy.${versionLockedBy}`)}</span>
        </p>
      )}
      <Failure error={choose.error} />
    </>
  );
}
