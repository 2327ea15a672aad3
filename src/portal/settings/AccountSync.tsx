import { Checkbox, Field, Select, Switch } from "@fluentui/react-components";
import { useId, type ReactNode } from "react";
import type { AccountSettings, SettingValues } from "../../shared/api/portal-admin.ts";
import { Failure } from "../parts/Notice.tsx";
import { useStyles } from "../parts/styles.ts";
import { VersionRadios } from "../parts/VersionRadios.tsx";
import { useTexts } from "../texts.tsx";
import { useSettingsChange } from "./use-settings-change.tsx";

const directions = ["both", "outlookToZoom", "zoomToOutlook", "readOnly"] as const;

/** How calendars are kept in step in the whole account, and what people may choose themselves. */
export function AccountSync({ settings }: { settings: AccountSettings }): ReactNode {
  const styles = useStyles();
  const { t } = useTexts();
  const id = useId();
  const { change, lock, error, dialog } = useSettingsChange(settings);
  const { syncVersion, timesOnly, direction } = settings.effective ?? {};
  return (
    <>
      <VersionRadios
        label={t("account.version")}
        value={syncVersion ?? "v2"}
        isDisabled={false}
        onChoose={(version) => change({ syncVersion: version })}
      />
      <div className={styles.field}>
        <Checkbox
          label={t("account.locked")}
          checked={settings.locked.includes("syncVersion")}
          aria-describedby={`${id}-lock`}
          onChange={(_event, { checked }) => lock("syncVersion", checked === true)}
        />
        <span id={`${id}-lock`} className={styles.hint}>
          {t("account.lockedHint")}
        </span>
      </div>
      <div className={styles.field}>
        <Switch
          label={t("account.timesOnly")}
          checked={timesOnly === true}
          aria-describedby={`${id}-times`}
          onChange={(_event, { checked }) => change({ timesOnly: checked })}
        />
        <span id={`${id}-times`} className={styles.quiet}>
          {t("account.timesOnlyHint")}
        </span>
      </div>
      <Field label={t("account.direction")}>
        <Select
          value={direction ?? "both"}
          onChange={(_event, { value }) =>
            change({ direction: value as NonNullable<SettingValues["direction"]> })
          }
        >
          {directions.map((each) => (
            <option key={each} value={each}>
              {t(`account.direction.${each}`)}
            </option>
          ))}
        </Select>
      </Field>
      <Failure error={error} />
      {dialog}
    </>
  );
}
