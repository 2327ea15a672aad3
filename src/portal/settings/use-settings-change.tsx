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
  const confirm = (): void => {
    if (asked) save.mutate(asked.values, { onSuccess: () => setAsked(null) });
  };
  const dialog = (
    <ConfirmDialog
      title={asked?.title ?? ""}
      action={asked?.action ?? ""}
      isOpen={asked !== null}
      isBusy={save.isPending}
      error={save.error}
      onConfirm={confirm}
      onCancel={() => setAsked(null)}
    >
      {asked && <Impact lead={asked.lead} impact={asked.impact} />}
    </ConfirmDialog>
  );
  return {
    change(values, always) {
      preview.mutate(values, {
        onSuccess: (impact) => {
          if (impact.disconnected.length === 0 && !always) {
            save.mutate(values);
            return;
          }
          const title = always?.title ?? t("settings.impactTitle");
          const action = always?.action ?? t("settings.impactApply");
          const lead = always?.lead;
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
