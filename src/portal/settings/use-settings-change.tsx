import { useState, type ReactNode } from "react";
import type {
  AccountSettings,
  SettingsImpact,
  SettingValues,
} from "../../shared/api/portal-admin.ts";
import { routes } from "../../shared/api/routes.ts";
import { useChange } from "../api/portal-queries.tsx";
import { ConfirmDialog } from "../parts/ConfirmDialog.tsx";
import { useStyles } from "../parts/styles.ts";
import { useTexts } from "../texts.tsx";

interface Asked {
  values: SettingValues;
  title: string;
  action: string;
  lead?: string;
  impact: SettingsImpact;
}

/**
 * Changes settings of the account. Whoever would be disconnected is shown first; a change that
 * disconnects nobody is made at once, unless it is to be confirmed anyway.
 */
export function useSettingsChange(settings: AccountSettings): {
  change: (
    values: SettingValues,
    confirm?: { title: string; action: string; lead?: string },
  ) => void;
  isBusy: boolean;
  isSaved: boolean;
  error: Error | null;
  dialog: ReactNode;
} {
  const { t } = useTexts();
  const [asked, setAsked] = useState<Asked | null>(null);
  const bodyOf = (values: SettingValues) => ({
    values: { ...settings.values, ...values },
    locked: settings.locked,
  });
  const save = useChange((api, values: SettingValues) =>
    api.send<AccountSettings>("PUT", routes.adminSettings, bodyOf(values)),
  );
  const preview = useChange((api, values: SettingValues) =>
    api.send<SettingsImpact>("POST", routes.adminSettingsPreview, bodyOf(values)),
  );
  const dialog = asked && (
    <ConfirmDialog
      title={asked.title}
      action={asked.action}
      isOpen
      isBusy={save.isPending}
      error={save.error}
      onConfirm={() => save.mutate(asked.values, { onSuccess: () => setAsked(null) })}
      onCancel={() => setAsked(null)}
    >
      <Impact lead={asked.lead} impact={asked.impact} />
    </ConfirmDialog>
  );
  return {
    change(values, confirm) {
      preview.mutate(values, {
        onSuccess: (impact) => {
          if (impact.disconnected.length === 0 && !confirm) {
            save.mutate(values);
            return;
          }
          const title = confirm?.title ?? t("settings.impactTitle");
          const action = confirm?.action ?? t("settings.impactApply");
          const lead = confirm?.lead;
          setAsked({
            values,
            title,
            action,
            impact,
            ...(lead === undefined ? {} : { lead }),
          });
        },
      });
    },
    isBusy: preview.isPending || save.isPending,
    isSaved: save.isSuccess,
    error: preview.error ?? (asked ? null : save.error),
    dialog,
  };
}

function Impact({
  lead,
  impact,
}: {
  lead?: string | undefined;
  impact: SettingsImpact;
}): ReactNode {
  const styles = useStyles();
  const { t } = useTexts();
  const { disconnected } = impact;
  return (
    <>
      {lead !== undefined && <p className={styles.text}>{lead}</p>}
      <p className={styles.text}>
        {disconnected.length === 0
          ? t("settings.impactNone")
          : t("settings.impact", { count: disconnected.length })}
      </p>
      <ul className={styles.list}>
        {disconnected.map(({ name, email }) => (
          <li key={email}>
            {name} <span className={styles.quiet}>{email}</span>
          </li>
        ))}
      </ul>
    </>
  );
}
