import { Field, Switch } from "@fluentui/react-components";
import type { ReactNode } from "react";
import type { SyncVersion } from "../../../shared/api/account.ts";
import { useTexts } from "../texts.tsx";
import { Summary } from "./Summary.tsx";
import { useStyles } from "./styles.ts";

export interface StepSettingsProps {
  syncVersion: SyncVersion;
  busy: boolean;
  onChange: (on: boolean) => void;
}

/** Whether Outlook's actions are carried to Zoom; with a connected calendar the server does it. */
export default function StepSettings({
  syncVersion,
  busy,
  onChange,
}: StepSettingsProps): ReactNode {
  const { t } = useTexts();
  const styles = useStyles();
  return (
    <section aria-label={t("settings.title")}>
      <details>
        <Summary>{t("settings.title")}</Summary>
        {syncVersion === "v2" ? (
          <p className={styles.quiet}>{t("settings.calendarConnected")}</p>
        ) : (
          <Field hint={t("settings.keepInStepHint")}>
            <Switch
              label={t("settings.keepInStep")}
              checked={syncVersion === "v1"}
              aria-disabled={busy}
              onChange={(_, data) => {
                if (!busy) onChange(data.checked);
              }}
            />
          </Field>
        )}
      </details>
    </section>
  );
}
