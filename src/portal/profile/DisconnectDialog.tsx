import type { ReactNode } from "react";
import type { Disconnected } from "../../shared/api/portal.ts";
import { routes } from "../../shared/api/routes.ts";
import { useChange } from "../api/portal-queries.tsx";
import { ConfirmDialog } from "../parts/ConfirmDialog.tsx";
import { useStyles } from "../parts/styles.ts";
import { useTexts } from "../texts.tsx";

interface DisconnectDialogProps {
  isOpen: boolean;
  onClose: () => void;
  onDisconnected: (ended: Disconnected) => void;
}

/** Says what will be deleted and what stays, before the connection is ended. */
export function DisconnectDialog(props: DisconnectDialogProps): ReactNode {
  const styles = useStyles();
  const { t } = useTexts();
  const disconnect = useChange((api) => api.send<Disconnected>("DELETE", routes.connection));
  const end = (): void =>
    disconnect.mutate(undefined, {
      onSuccess: (ended) => {
        props.onClose();
        props.onDisconnected(ended);
      },
    });
  return (
    <ConfirmDialog
      title={t("disconnect.title")}
      action={t("disconnect.confirm")}
      isOpen={props.isOpen}
      isBusy={disconnect.isPending}
      error={disconnect.error}
      onConfirm={end}
      onCancel={props.onClose}
    >
      <p className={styles.text}>{t("disconnect.lead")}</p>
    </ConfirmDialog>
  );
}
