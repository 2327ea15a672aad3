import { Switch } from "@fluentui/react-components";
import { useState, type ReactNode } from "react";
import type { AccountMember } from "../../shared/api/portal-admin.ts";
import { usePeople } from "../api/portal-queries.tsx";
import { Loaded } from "../parts/Loaded.tsx";
import { useStyles } from "../parts/styles.ts";
import { useTexts } from "../texts.tsx";
import { PeopleTable } from "./PeopleTable.tsx";

/** Everybody of the account whom we know, and how their connection stands. */
export function People(): ReactNode {
  const people = usePeople();
  return <Loaded query={people}>{(known) => <Known people={known.people} />}</Loaded>;
}

const needsAction = ({ connection, zoomState }: AccountMember): boolean =>
  zoomState !== "active" || connection?.state === "lapsed";

function Known({ people }: { people: AccountMember[] }): ReactNode {
  const styles = useStyles();
  const { t } = useTexts();
  const [isFiltered, setFiltered] = useState(false);
  const shown = isFiltered ? people.filter(needsAction) : people;
  return (
    <>
      <Switch
        label={t("settings.needsAction")}
        checked={isFiltered}
        onChange={(_event, { checked }) => setFiltered(checked)}
      />
      {shown.length === 0 ? (
        <p className={styles.text}>{t("settings.nobody")}</p>
      ) : (
        <PeopleTable people={shown}>{(person) => <State person={person} />}</PeopleTable>
      )}
    </>
  );
}

function State({ person }: { person: AccountMember }): ReactNode {
  const styles = useStyles();
  const { t, forCode, dateTime, lapse: textOf } = useTexts();
  const { connection, zoomState, refusals } = person;
  if (zoomState !== "active") return t("settings.state.zoom");
  if (!connection) {
    const reasons = refusals.map((code) => forCode("refusal", code) ?? code).join(" ");
    return (
      <>
        {t("settings.state.none")}
        <br />
        <span className={styles.quiet}>{reasons}</span>
      </>
    );
  }
  const { lapse, mailbox, mode, nextCheckAt } = connection;
  if (!lapse) return `${t("settings.state.active")} (${mailbox})`;
  return (
    <>
      <strong>{t("connection.lapsed")}</strong> ({mailbox})
      <br />
      <span className={styles.quiet}>
        {textOf(lapse.reason, mode)}
        {mode === "application" && ` ${t("connection.nextCheck", { time: dateTime(nextCheckAt) })}`}
      </span>
    </>
  );
}
