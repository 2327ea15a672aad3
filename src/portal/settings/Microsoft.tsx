import { Button } from "@fluentui/react-components";
import { CheckmarkCircle20Regular, DismissCircle20Regular } from "@fluentui/react-icons";
import { useState, type ReactNode } from "react";
import type { MicrosoftAdmin, TenantGrant } from "../../shared/api/portal-admin.ts";
import { routes } from "../../shared/api/routes.ts";
import { useChange, useMicrosoftAdmin } from "../api/portal-queries.tsx";
import { ConfirmDialog } from "../parts/ConfirmDialog.tsx";
import { CopyText } from "../parts/CopyText.tsx";
import { Loaded } from "../parts/Loaded.tsx";
import { Failure, Notice } from "../parts/Notice.tsx";
import { useStyles } from "../parts/styles.ts";
import { useTexts } from "../texts.tsx";
import { Overrides } from "./Overrides.tsx";

/** The organizations that granted application permissions, and what each grants now. */
export function Microsoft(): ReactNode {
  const microsoft = useMicrosoftAdmin();
  return <Loaded query={microsoft}>{(known) => <Known microsoft={known} />}</Loaded>;
}

function Known({ microsoft }: { microsoft: MicrosoftAdmin }): ReactNode {
  const styles = useStyles();
  const { t } = useTexts();
  const validate = useChange((api) => api.send<MicrosoftAdmin>("POST", routes.adminValidate));
  const { applicationId, tenants, overrides } = microsoft;
  return (
    <>
      <dl className={styles.facts}>
        <dt>{t("settings.applicationId")}</dt>
        <dd>
          {applicationId} <CopyText text={applicationId} />
        </dd>
      </dl>
      {tenants.length === 0 && <p className={styles.text}>{t("settings.noTenant")}</p>}
      {tenants.map((tenant) => (
        <Tenant key={tenant.tenantId} tenant={tenant} />
      ))}
      <Failure error={validate.error} />
      {tenants.length > 0 && (
        <>
          <div className={styles.buttons}>
            <Button disabledFocusable={validate.isPending} onClick={() => validate.mutate()}>
              {t(validate.isPending ? "app.loading" : "settings.validate")}
            </Button>
          </div>
          <Overrides overrides={overrides} />
        </>
      )}
    </>
  );
}

function Tenant({ tenant }: { tenant: TenantGrant }): ReactNode {
  const styles = useStyles();
  const { t, forCode, dateTime, lapse: textOf } = useTexts();
  const [isAsking, setAsking] = useState(false);
  const remove = useChange((api) =>
    api.send<MicrosoftAdmin>("DELETE", routes.adminTenant(tenant.tenantId)),
  );
  const { domain, grantedBy: name, lapse, roles } = tenant;
  return (
    <div className={styles.field}>
      <h3 className={styles.smallTitle}>
        {t("settings.grantedBy", { domain, name, date: dateTime(tenant.grantedAt) })}
      </h3>
      {lapse && <Notice intent="error">{textOf(lapse.reason, "application")}</Notice>}
      {!tenant.isByAdmin && <p className={styles.quiet}>{t("settings.notAdmin")}</p>}
      <ul className={styles.list}>
        {roles.map(({ role, granted, required, features }) => (
          <li key={role} className={styles.row}>
            {granted ? (
              <CheckmarkCircle20Regular className={styles.works} aria-hidden />
            ) : (
              <DismissCircle20Regular
                className={required ? styles.fails : styles.rests}
                aria-hidden
              />
            )}
            <span>
              <strong>{role}</strong>:{" "}
              {t(granted ? "settings.role.granted" : "settings.role.missing")}
              {required && `, ${t("settings.role.required")}`}
              <br />
              <span className={styles.quiet}>
                {t("settings.roleCarries")}:{" "}
                {features.map((feature) => forCode("feature", feature) ?? feature).join("; ")}
              </span>
            </span>
          </li>
        ))}
      </ul>
      <div className={styles.buttons}>
        <Button onClick={() => setAsking(true)}>{t("settings.removeTenant", { domain })}</Button>
      </div>
      <ConfirmDialog
        title={t("settings.removeTenant", { domain })}
        action={t("settings.removeTenant", { domain })}
        isOpen={isAsking}
        isBusy={remove.isPending}
        error={remove.error}
        onConfirm={() => remove.mutate(undefined, { onSuccess: () => setAsking(false) })}
        onCancel={() => setAsking(false)}
      >
        <p className={styles.text}>{t("settings.removeTenantLead")}</p>
      </ConfirmDialog>
    </div>
  );
}
