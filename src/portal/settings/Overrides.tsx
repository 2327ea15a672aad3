import { Button, Field, Input } from "@fluentui/react-components";
import { useState, type ReactNode } from "react";
import type { MicrosoftAdmin } from "../../shared/api/portal-admin.ts";
import { routes } from "../../shared/api/routes.ts";
import { useChange } from "../api/portal-queries.tsx";
import { Failure } from "../parts/Notice.tsx";
import { useStyles } from "../parts/styles.ts";
import { useTexts } from "../texts.tsx";

interface Override {
  zoomEmail: string;
  mailbox: string;
}

/** Whose mailbox is whose, where no rule finds it. */
export function Overrides({ overrides }: Pick<MicrosoftAdmin, "overrides">): ReactNode {
  const styles = useStyles();
  const { t } = useTexts();
  const [typed, setTyped] = useState<Override>({ zoomEmail: "", mailbox: "" });
  const [isBad, setBad] = useState(false);
  const put = useChange((api, { zoomEmail, mailbox }: Override) =>
    api.send("PUT", routes.adminOverride(zoomEmail), { mailbox }),
  );
  const remove = useChange((api, zoomEmail: string) =>
    api.send("DELETE", routes.adminOverride(zoomEmail)),
  );
  const add = (event: { preventDefault: () => void }): void => {
    event.preventDefault();
    const override = { zoomEmail: typed.zoomEmail.trim(), mailbox: typed.mailbox.trim() };
    const isSound = override.zoomEmail.includes("@") && override.mailbox.includes("@");
    setBad(!isSound);
    if (!isSound) return;
    put.mutate(override, { onSuccess: () => setTyped({ zoomEmail: "", mailbox: "" }) });
  };
  return (
    <form onSubmit={add} className={styles.field}>
      <h3 className={styles.smallTitle}>{t("settings.overrides")}</h3>
      <p className={styles.quiet}>{t("settings.overridesHint")}</p>
      <ul className={styles.list}>
        {overrides.map(({ zoomEmail: email, mailbox }) => (
          <li key={email} className={styles.buttons}>
            <span>
              {email} → {mailbox}
            </span>
            <Button size="small" onClick={() => remove.mutate(email)}>
              {t("settings.overrideRemove", { email })}
            </Button>
          </li>
        ))}
      </ul>
      <Field label={t("settings.overrideZoom")}>
        <Input
          type="email"
          value={typed.zoomEmail}
          onChange={(_event, { value }) => setTyped({ ...typed, zoomEmail: value })}
        />
      </Field>
      <Field
        label={t("settings.overrideMailbox")}
        {...(isBad ? { validationMessage: t("settings.overrideBad") } : {})}
      >
        <Input
          type="email"
          value={typed.mailbox}
          onChange={(_event, { value }) => setTyped({ ...typed, mailbox: value })}
        />
      </Field>
      <Failure error={put.error ?? remove.error} />
      <div className={styles.buttons}>
        <Button type="submit" disabledFocusable={put.isPending}>
          {t("settings.overrideAdd")}
        </Button>
      </div>
    </form>
  );
}
