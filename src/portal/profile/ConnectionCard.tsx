import { Button } from "@fluentui/react-components";
import { CheckmarkCircle20Regular, DismissCircle20Regular } from "@fluentui/react-icons";
import { useState, type ReactNode } from "react";
import type { ConnectionView, FeatureState } from "../../shared/api/connection.ts";
import type { Account, Profile } from "../../shared/api/portal.ts";
import { routes } from "../../shared/api/routes.ts";
import { useChange } from "../api/portal-queries.tsx";
import { Failure, Notice } from "../parts/Notice.tsx";
import { useStyles } from "../parts/styles.ts";
import { useTexts } from "../texts.tsx";
import { Accounts, areDifferent } from "./Accounts.tsx";
import { IntegrationTest } from "./IntegrationTest.tsx";

interface ConnectionCardProps {
  connection: ConnectionView;
  zoomName: Account;
  outlook: Account | null;
  onReconnect: () => void;
  onDisconnect: () => void;
}

/** A connection: whether it works, what it may do, and what can be done about it. */
export function ConnectionCard(props: ConnectionCardProps): ReactNode {
  const { connection, zoomName: zoom, outlook } = props;
  const styles = useStyles();
  const { t, dateTime } = useTexts();
  const [isTesting, setTesting] = useState(false);
  const check = useChange((api) => api.send<Profile>("POST", routes.connectionCheck));
  const { lapse, mode } = connection;
  const canReconnect = mode === "delegated";
  const microsoft = { address: connection.mailbox, name: connection.displayName };
  const canWrite = connection.features.some(
    ({ feature, works }) => feature === "writeEntries" && works,
  );
  return (
    <>
      {lapse && <Lapse connection={connection} />}
      <dl className={styles.facts}>
        <dt>{t("settings.state")}</dt>
        <dd>
          <strong>{t(lapse ? "connection.lapsed" : "connection.connected")}</strong>
        </dd>
        <dt>{t("connection.mailbox")}</dt>
        <dd>{connection.mailbox}</dd>
        <dt>{t("connection.mode")}</dt>
        <dd>{t(`connection.mode.${mode}`)}</dd>
        <dt>{t("connection.since")}</dt>
        <dd>{dateTime(connection.connectedAt)}</dd>
        <dt>{t("connection.checked")}</dt>
        <dd>{dateTime(connection.checkedAt)}</dd>
        <dt>{t("connection.granted")}</dt>
        <dd>{connection.scopesGranted.join(", ")}</dd>
      </dl>
      {areDifferent({ outlook, zoom, microsoft }) && (
        <Accounts outlook={outlook} zoom={zoom} microsoft={microsoft} />
      )}
      {!lapse && <Features features={connection.features} />}
      {!lapse && !canWrite && <Notice intent="info">{t("connection.readOnly")}</Notice>}
      <Failure error={check.error} />
      <div className={styles.buttons}>
        {lapse && canReconnect && (
          <Button appearance="primary" onClick={props.onReconnect}>
            {t("connection.reconnect")}
          </Button>
        )}
        {!lapse && (
          <Button appearance="primary" onClick={() => setTesting(true)}>
            {t("connection.test")}
          </Button>
        )}
        {!lapse && canReconnect && (
          <Button onClick={props.onReconnect}>{t("connection.reconnect")}</Button>
        )}
        {isWorthLooking(connection) && (
          <Button disabledFocusable={check.isPending} onClick={() => check.mutate()}>
            {t(check.isPending ? "app.loading" : "connection.check")}
          </Button>
        )}
        <Button onClick={props.onDisconnect}>{t("connection.disconnect")}</Button>
      </div>
      {isTesting && <IntegrationTest />}
    </>
  );
}

/** What others can mend is found by looking again; a sign-in that has ended only by a new one. */
function isWorthLooking({ lapse, mode }: ConnectionView): boolean {
  if (!lapse) return false;
  const mendedByOthers = ["mailboxMissing", "permissionsLost", "conditionalAccess"];
  return mode === "application" || mendedByOthers.includes(lapse.reason);
}

function Lapse({ connection }: { connection: ConnectionView }): ReactNode {
  const { t, dateTime, lapse: textOf } = useTexts();
  const { lapse, mode, waitingChanges } = connection;
  if (!lapse) return null;
  return (
    <Notice intent="error">
      {textOf(lapse.reason, mode)} {t("lapse.safe")}
      {waitingChanges > 0 && ` ${t("connection.waiting", { count: waitingChanges })}`}
      {isWorthLooking(connection) &&
        ` ${t("connection.nextCheck", { time: dateTime(connection.nextCheckAt) })}`}
    </Notice>
  );
}

/** What works and what does not, by name. */
function Features({ features }: { features: readonly FeatureState[] }): ReactNode {
  const styles = useStyles();
  const { t } = useTexts();
  return (
    <div className={styles.field}>
      <h3 className={styles.smallTitle}>{t("connection.features")}</h3>
      <ul className={styles.list}>
        {features.map(({ feature, works, missing }) => (
          <li key={feature} className={styles.row}>
            {works ? (
              <CheckmarkCircle20Regular className={styles.works} aria-hidden />
            ) : (
              <DismissCircle20Regular className={styles.rests} aria-hidden />
            )}
            <span>
              {t(`feature.${feature}`)}:{" "}
              {works ? t("connection.works") : t("connection.lost", { scope: missing ?? "" })}
            </span>
          </li>
        ))}
      </ul>
    </div>
  );
}
