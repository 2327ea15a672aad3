import { Button, Checkbox, Field, Input, Select } from "@fluentui/react-components";
import { useState, type ReactNode } from "react";
import { routes } from "../../shared/api/routes.ts";
import type { GroupChoice, GroupSettings } from "../../shared/api/sync.ts";
import { useChange } from "../api/portal-queries.tsx";
import { Failure } from "../parts/Notice.tsx";
import { Said } from "../parts/Said.tsx";
import { useStyles } from "../parts/styles.ts";
import { useTexts } from "../texts.tsx";

const versions = ["v2", "v1", "off"] as const;
const timesOnlyOf = { inherit: null, yes: true, no: false } as const;
type TimesOnly = keyof typeof timesOnlyOf;

/** One group's choices; they are saved together, so that no half of them ever holds. */
export function GroupForm({ group }: { group: GroupSettings }): ReactNode {
  const styles = useStyles();
  const { t } = useTexts();
  const [edited, setEdited] = useState<Partial<GroupChoice>>({});
  const [priority, setPriority] = useState(String(group.priority));
  const choice: GroupChoice = {
    syncVersion: group.syncVersion,
    timesOnly: group.timesOnly,
    locked: group.locked,
    ...edited,
    priority: Number(priority),
  };
  const isSound = /^\d+$/.test(priority) && choice.priority >= 1 && choice.priority <= 1000;
  const save = useChange((api) => api.send("PUT", routes.adminGroup(group.groupId), choice));
  const edit = (change: Partial<GroupChoice>): void => {
    save.reset();
    setEdited({ ...edited, ...change });
  };
  const submit = (event: { preventDefault: () => void }): void => {
    event.preventDefault();
    if (isSound) save.mutate();
  };
  const timesOnly = choice.timesOnly === null ? "inherit" : choice.timesOnly ? "yes" : "no";
  return (
    <form onSubmit={submit} className={styles.item}>
      <fieldset className={styles.fieldset}>
        <legend className={styles.legend}>
          <strong>{group.name}</strong>{" "}
          <span className={styles.quiet}>{t("groups.people", { count: group.people })}</span>
        </legend>
        <div className={styles.fields}>
          <Field label={t("groups.version")}>
            <Select
              value={choice.syncVersion ?? "inherit"}
              onChange={(_event, { value }) =>
                edit({ syncVersion: versions.find((version) => version === value) ?? null })
              }
            >
              {(["inherit", ...versions] as const).map((version) => (
                <option key={version} value={version}>
                  {t(`groups.version.${version}`)}
                </option>
              ))}
            </Select>
          </Field>
          <Field label={t("groups.timesOnly")}>
            <Select
              value={timesOnly}
              onChange={(_event, { value }) => edit({ timesOnly: timesOnlyOf[value as TimesOnly] })}
            >
              {(["inherit", "yes", "no"] as const).map((each) => (
                <option key={each} value={each}>
                  {t(`groups.timesOnly.${each}`)}
                </option>
              ))}
            </Select>
          </Field>
          <Field
            label={t("groups.priority")}
            hint={t("groups.priorityHint")}
            {...(isSound ? {} : { validationMessage: t("groups.priorityBad") })}
          >
            <Input
              inputMode="numeric"
              value={priority}
              onChange={(_event, { value }) => {
                save.reset();
                setPriority(value);
              }}
            />
          </Field>
        </div>
        <Checkbox
          label={t("groups.locked")}
          checked={choice.locked}
          onChange={(_event, { checked }) => edit({ locked: checked === true })}
        />
      </fieldset>
      <Failure error={save.error} />
      <div className={styles.buttons}>
        <Button
          type="submit"
          disabledFocusable={save.isPending || !isSound}
          aria-label={t("groups.saveNamed", { name: group.name })}
        >
          {t("groups.save")}
        </Button>
        <div className={styles.beside}>
          <Said>{save.isSuccess ? t("groups.saved") : ""}</Said>
        </div>
      </div>
    </form>
  );
}
