import { Field, SearchBox } from "@fluentui/react-components";
import { useQuery } from "@tanstack/react-query";
import { useDeferredValue, useState, type ReactNode } from "react";
import type { Contacts as ContactList } from "../../shared/api/portal.ts";
import { routes } from "../../shared/api/routes.ts";
import { useApi } from "../api/portal-queries.tsx";
import { Card } from "../parts/Card.tsx";
import { Failure } from "../parts/Notice.tsx";
import { useStyles } from "../parts/styles.ts";
import { useTexts } from "../texts.tsx";

/** People from the Outlook contacts, found by the beginning of their name. */
export function Contacts(): ReactNode {
  const styles = useStyles();
  const { t } = useTexts();
  const api = useApi();
  const [typed, setTyped] = useState("");
  const search = useDeferredValue(typed.trim());
  const found = useQuery({
    queryKey: ["contacts", search],
    queryFn: () =>
      api.send<ContactList>("GET", `${routes.contacts}?search=${encodeURIComponent(search)}`),
    enabled: search.length > 0,
  });
  return (
    <Card title={t("contacts.title")}>
      <Field label={t("contacts.search")}>
        <SearchBox value={typed} onChange={(_event, { value }) => setTyped(value)} />
      </Field>
      <Failure error={found.error} />
      <ul className={styles.list} aria-live="polite">
        {found.data?.contacts.map(({ name, address }) => (
          <li key={address}>
            {name} <span className={styles.quiet}>{address}</span>
          </li>
        ))}
      </ul>
      {found.data?.contacts.length === 0 && <p className={styles.quiet}>{t("contacts.none")}</p>}
    </Card>
  );
}
