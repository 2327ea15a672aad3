import { Switch } from "@fluentui/react-components";
import type { ReactNode } from "react";
import type { AccountSettings } from "../../shared/api/portal-admin.ts";
import { Failure } from "../parts/Notice.tsx";
import { useStyles } from "../parts/styles.ts";
import { useTexts } from "../texts.tsx";
import { useSettingsChange } from "./use-settings-change.tsx";

/** The whole integration, on or off; either way is asked for first. */
export function IntegrationSwitch({ settings }: { settings: AccountSettings }): ReactNode {
  const styles = useStyles();
  const { t } = useTexts();
  const { change, error, dialog } = useSettingsChange(settings);
  const isOn = settings.effective?.integration === true;
  const toggle = (): void =>
    change(
      { integration: !isOn },
      isOn
        ? { title: t("settings.disableTitle"), action: t("settings.disable") }
        : {
            title: t("settings.enableTitle"),
            action: t("settings.enable"),
            lead: t("settings.enableLead"),
          },
    );
  return (
    <>
      <Switch label={t("settings.integration")} checked={isOn} onChange={toggle} />
      <p className={styles.quiet}>{t("settings.integrationHint")}</p>
      <Failure error={error} />
      {dialog}
    </>
  );
}
