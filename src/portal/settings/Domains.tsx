import { Button, Field, Input } from "@fluentui/react-components";
import { useState, type ReactNode } from "react";
import type { AccountSettings } from "../../shared/api/portal-admin.ts";
import { isDomainRule } from "../../sync/policy/connect.ts";
import { Failure } from "../parts/Notice.tsx";
import { useStyles } from "../parts/styles.ts";
import { useTexts } from "../texts.tsx";
import { useSettingsChange } from "./use-settings-change.tsx";

/** The domains whose people may connect; who would be disconnected is shown before. */
export function Domains({ settings }: { settings: AccountSettings }): ReactNode {
  const styles = useStyles();
  const { t } = useTexts();
  const { change, isBusy, error, dialog } = useSettingsChange(settings);
  const [typed, setTyped] = useState("");
  const [isBad, setBad] = useState(false);
  const domains = settings.effective?.allowedDomains ?? [];
  const add = (event: { preventDefault: () => void }): void => {
    event.preventDefault();
    const domain = typed.trim().toLowerCase();
    setBad(!isDomainRule(domain));
    if (!isDomainRule(domain)) return;
    setTyped("");
    if (!domains.includes(domain)) change({ allowedDomains: [...domains, domain] });
  };
  return (
    <>
      <p className={styles.quiet}>{t("settings.domainsHint")}</p>
      <ul className={styles.list}>
        {domains.map((domain) => (
          <li key={domain} className={styles.buttons}>
            <span>{domain}</span>
            <Button
              size="small"
              disabledFocusable={isBusy}
              onClick={() => change({ allowedDomains: domains.filter((one) => one !== domain) })}
            >
              {t("settings.domainRemove", { domain })}
            </Button>
          </li>
        ))}
      </ul>
      <form onSubmit={add} className={styles.field}>
        <Field
          label={t("settings.domainAdd")}
          {...(isBad ? { validationMessage: t("settings.domainBad") } : {})}
        >
          <Input value={typed} onChange={(_event, { value }) => setTyped(value)} />
        </Field>
        <div className={styles.buttons}>
          <Button type="submit" disabledFocusable={isBusy}>
            {t("settings.domainAdd")}
          </Button>
        </div>
      </form>
      <Failure error={error} />
      {dialog}
    </>
  );
}
