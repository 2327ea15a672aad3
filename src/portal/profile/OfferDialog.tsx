import type { ReactNode } from "react";
import { routes } from "../../shared/api/routes.ts";
import { useChange } from "../api/portal-queries.tsx";
import { ConfirmDialog } from "../parts/ConfirmDialog.tsx";
import { useStyles } from "../parts/styles.ts";
import { useTexts } from "../texts.tsx";

/** An admin wants people to be asked when they sign in; saying no closes it and nothing more. */
export function OfferDialog(props: {
  isOpen: boolean;
  onConnect: () => void;
  onLater: () => void;
}): ReactNode {
  const styles = useStyles();
  const { t } = useTexts();
  const offered = useChange((api) => api.send("POST", routes.connectionOffered));
  const answer = (then: () => void): void => {
    offered.mutate();
    then();
  };
  return (
    <ConfirmDialog
      title={t("offer.title")}
      action={t("offer.connect")}
      cancel={t("offer.later")}
      isOpen={props.isOpen}
      isBusy={false}
      error={null}
      onConfirm={() => answer(props.onConnect)}
      onCancel={() => answer(props.onLater)}
    >
      <p className={styles.text}>{t("offer.lead")}</p>
      <p className={styles.quiet}>{t("offer.laterHint")}</p>
    </ConfirmDialog>
  );
}
