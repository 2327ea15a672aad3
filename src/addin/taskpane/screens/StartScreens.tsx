import type { ReactNode } from "react";
import type { PaneController } from "../model/pane-controller.ts";
import type { PaneState } from "../model/pane-state.ts";
import { ActionButton } from "../parts/ActionButton.tsx";
import { Failure } from "../parts/Failure.tsx";
import { useStyles } from "../parts/styles.ts";
import { useTexts } from "../texts.tsx";
import { Screen } from "./Screen.tsx";

interface Props<Name extends PaneState["screen"]> {
  state: Extract<PaneState, { screen: Name }>;
  controller: PaneController;
}

/** What the add-in is good for comes before the request to sign in. */
export function SignedOutScreen({ state, controller }: Props<"signedOut">): ReactNode {
  const { t } = useTexts();
  const styles = useStyles();
  return (
    <Screen title={t("signedOut.title")}>
      <Failure failure={state.failure} />
      <ul className={styles.list}>
        <li>{t("signedOut.link")}</li>
        <li>{t("signedOut.changes")}</li>
        <li>{t("signedOut.safe")}</li>
      </ul>
      <ActionButton
        primary
        wide
        label={t("signedOut.action")}
        busyLabel={t("signedOut.busy")}
        running={state.busy === "signIn"}
        onClick={() => void controller.signIn()}
      />
      <p className={styles.quiet}>{t("signedOut.window")}</p>
    </Screen>
  );
}

export function ConnectZoomScreen({ state, controller }: Props<"connectZoom">): ReactNode {
  const { t } = useTexts();
  const styles = useStyles();
  return (
    <Screen title={t("connect.title")}>
      <Failure failure={state.failure} />
      <p className={styles.text}>{t("connect.why")}</p>
      <ActionButton
        primary
        wide
        label={t("connect.action")}
        busyLabel={t("connect.busy")}
        running={state.busy === "connectZoom"}
        onClick={() => void controller.connectZoom()}
      />
      <p className={styles.quiet}>{t("connect.window")}</p>
    </Screen>
  );
}

export function NotOrganizerScreen(): ReactNode {
  const { t } = useTexts();
  const styles = useStyles();
  return (
    <Screen title={t("notOrganizer.title")}>
      <p className={styles.text}>{t("notOrganizer.text")}</p>
    </Screen>
  );
}

export function UnreachableScreen({ state, controller }: Props<"unreachable">): ReactNode {
  const { t } = useTexts();
  const styles = useStyles();
  return (
    <Screen title={t("unreachable.title")}>
      <p className={styles.text} role="alert">
        {t("unreachable.text")}
      </p>
      <Failure failure={state.failure} />
      <ActionButton primary label={t("retry")} onClick={() => void controller.retry()} />
    </Screen>
  );
}
