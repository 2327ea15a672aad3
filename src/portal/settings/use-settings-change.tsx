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

/** What is to be different; what is left out stays. */
interface Edit {
  values: SettingValues;
  locked: readonly string[];
}

interface Asked extends Edit {
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
  /** Whether groups and people may choose otherwise. */
  lock: (name: keyof SettingValues, isLocked: boolean) => void;
  isBusy: boolean;
  error: Error | null;
  dialog: ReactNode;
} {
  const { t } = useTexts();
  const [asked, setAsked] = useState<Asked | null>(null);
  const bodyOf = ({ values, locked }: Edit) => ({
    values: { ...settings.values, ...values },
    locked,
  });
  const save = useChange((api, edit: Edit) =>
    api.send<AccountSettings>("PUT", routes.adminSettings, bodyOf(edit)),
  );
  const preview = useChange((api, edit: Edit) =>
    api.send<SettingsImpact>("POST", routes.adminSettingsPreview, bodyOf(edit)),
  );
  const confirm = (): void => {
    if (asked) save.mutate(asked, { onSuccess: () => setAsked(null) });
  };
  const make = (edit: Edit, always?: { title: string; action: string; lead?: string }): void =>
    preview.mutate(edit, {
      onSuccess: (impact) => {
        if (impact.disconnected.length === 0 && !always) {
          save.mutate(edit);
          return;
        }
        const lead = always?.lead;
        setAsked({
          ...edit,
          title: always?.title ?? t("settings.impactTitle"),
          action: always?.action ?? t("settings.impactApply"),
          impact,
          ...(lead === undefined ? {} : { lead }),
        });
      },
    });
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
    change: (values, always) => make({ values, locked: settings.locked }, always),
    lock(name, isLocked) {
      const others = settings.locked.filter((each) => each !== name);
      // Locked alone, it would lock what is inherited; it is to lock what is seen.
      const values = isLocked ? { [name]: settings.effective?.[name] } : {};
      make({ values, locked: isLocked ? [...others, name] : others });
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
