import type { ReactNode } from "react";
import { useStyles } from "../parts/styles.ts";
import { useTexts } from "../texts.tsx";

interface Person {
  zoomUserId: string;
  name: string;
  email: string;
}

/** People of the account, and beside each how it stands with them. */
export function PeopleTable<P extends Person>({
  people,
  children,
}: {
  people: readonly P[];
  /** What to say of one of them. */
  children: (person: P) => ReactNode;
}): ReactNode {
  const styles = useStyles();
  const { t } = useTexts();
  return (
    <table className={styles.table}>
      <thead>
        <tr>
          <th scope="col">{t("settings.person")}</th>
          <th scope="col">{t("settings.state")}</th>
        </tr>
      </thead>
      <tbody>
        {people.map((person) => (
          <tr key={person.zoomUserId}>
            <td>
              {person.name}
              <br />
              <span className={styles.quiet}>{person.email}</span>
            </td>
            <td>{children(person)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
