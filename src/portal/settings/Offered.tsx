import { Checkbox, Field, Radio, RadioGroup } from "@fluentui/react-components";
import type { ReactNode } from "react";
import type { AccountSettings } from "../../shared/api/portal-admin.ts";
import { offeredScopes } from "../../shared/microsoft/scope-features.ts";
import { Failure } from "../parts/Notice.tsx";
import { useStyles } from "../parts/styles.ts";
import { useTexts } from "../texts.tsx";
import { useSettingsChange } from "./use-settings-change.tsx";

type SsoPrompt = NonNullable<AccountSettings["values"]["ssoPrompt"]>;

/** What the wizard offers, and whether people are led to it when they sign in. */
export function Offered({ settings }: { settings: AccountSettings }): ReactNode {
  const styles = useStyles();
  const { t } = useTexts();
  const { change, isBusy, error, dialog } = useSettingsChange(settings);
  const offered: readonly string[] = settings.effective?.scopesOffered ?? offeredScopes;
  const toggle = (scope: string, isOffered: boolean): void =>
    change({
      scopesOffered: offeredScopes.filter((each) =>
        each === scope ? isOffered : offered.includes(each),
      ),
    });
  return (
    <>
      <div className={styles.field}>
        {offeredScopes.map((scope) => (
          <Checkbox
            key={scope}
            label={`${t(`scope.${scope}`)} (${scope})`}
            checked={offered.includes(scope)}
            // Without seeing the calendar there is nothing to connect.
            disabled={isBusy || scope === "Calendars.Read"}
            onChange={(_event, { checked }) => toggle(scope, checked === true)}
          />
        ))}
      </div>
      <Field label={t("settings.sso")}>
        <RadioGroup
          value={settings.effective?.ssoPrompt ?? "off"}
          disabled={isBusy}
          onChange={(_event, { value }) => change({ ssoPrompt: value as SsoPrompt })}
        >
          <Radio value="off" label={t("settings.sso.off")} />
          <Radio value="firstTime" label={t("settings.sso.firstTime")} />
          <span className={styles.quiet}>{t("settings.sso.firstTimeHint")}</span>
          <Radio value="everyTime" label={t("settings.sso.everyTime")} />
        </RadioGroup>
      </Field>
      <Failure error={error} />
      {dialog}
    </>
  );
}
