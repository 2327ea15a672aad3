import type { ReactNode } from "react";
import type { Account } from "../../shared/api/portal.ts";
import { Notice } from "../parts/Notice.tsx";
import { useStyles } from "../parts/styles.ts";
import { useTexts } from "../texts.tsx";

interface AccountsProps {
  outlook: Account | null;
  zoom: Account;
  /** Null before it is chosen. */
  microsoft: Account | null;
}

/** Whether two of the addresses known differ. */
export function areDifferent({ outlook, zoom, microsoft }: AccountsProps): boolean {
  const known = [outlook, zoom, microsoft].flatMap((account) =>
    account ? [account.address.toLowerCase()] : [],
  );
  return new Set(known).size > 1;
}

/** The identities that belong together, side by side. */
export function Accounts(props: AccountsProps): ReactNode {
  const styles = useStyles();
  const { t } = useTexts();
  const { outlook, zoom, microsoft } = props;
  const shown: Array<[name: string, address: string]> = [
    ...(outlook ? [[t("accounts.outlook"), outlook.address] as [string, string]] : []),
    [t("accounts.zoom"), zoom.address],
    [t("accounts.microsoft"), microsoft?.address ?? t("accounts.chooseAtMicrosoft")],
  ];
  return (
    <div className={styles.field}>
      <h3 className={styles.smallTitle}>{t("accounts.title")}</h3>
      <ul className={styles.accounts}>
        {shown.map(([name, address]) => (
          <li key={name} className={styles.account}>
            <strong>{name}</strong>
            <br />
            {address}
          </li>
        ))}
      </ul>
      {areDifferent(props) && <Notice intent="warning">{t("accounts.differ")}</Notice>}
    </div>
  );
}
