import { Button } from "@fluentui/react-components";
import { useQuery } from "@tanstack/react-query";
import { useState, type ReactNode } from "react";
import type { ConnectionView } from "../../shared/api/connection.ts";
import type { AdminRequest, PendingConnection, Profile } from "../../shared/api/portal.ts";
import { routes } from "../../shared/api/routes.ts";
import { useApi, useChange, useProfile } from "../api/portal-queries.tsx";
import { Card } from "../parts/Card.tsx";
import { CopyText } from "../parts/CopyText.tsx";
import { Loaded } from "../parts/Loaded.tsx";
import { Failure, Notice } from "../parts/Notice.tsx";
import { useStyles } from "../parts/styles.ts";
import { useTexts } from "../texts.tsx";
import { type Return } from "../use-return.ts";
import { Accounts } from "./Accounts.tsx";

interface ConnectOutcomeProps {
  back: Return;
  connection: ConnectionView | null;
  onStartAgain: () => void;
}

/** How the trip to Microsoft ended, and what can be done now. */
export function ConnectOutcome({ back, connection, onStartAgain }: ConnectOutcomeProps): ReactNode {
  const { t, forCode } = useTexts();
  switch (back.connect) {
    case undefined:
      return null;
    case "connected":
      return connection && !connection.lapse ? (
        <Notice intent="success">{t("outcome.connected")}</Notice>
      ) : null;
    case "adminApproval":
      return <AdminApproval />;
    case "confirm":
      return <Confirm pending={back.pending ?? ""} onStartAgain={onStartAgain} />;
    default:
      return (
        <Notice intent={back.connect === "declined" ? "info" : "warning"}>
          {forCode("aadsts", back.code ?? "")}{" "}
          {forCode("outcome", back.connect) ?? t("outcome.failed")}
          {back.code === undefined ? "" : ` (${back.code})`}
        </Notice>
      );
  }
}

function AdminApproval(): ReactNode {
  const styles = useStyles();
  const { t } = useTexts();
  const api = useApi();
  const request = useQuery({
    queryKey: ["adminRequest"],
    queryFn: () => api.send<AdminRequest>("GET", routes.adminRequest),
  });
  return (
    <Card title={t("outcome.adminApproval")}>
      <p className={styles.text}>{t("outcome.adminApprovalLead")}</p>
      <Loaded query={request}>
        {({ url, applicationId, scopes }) => {
          const text = t("admin.requestText", {
            url,
            id: applicationId,
            scopes: scopes.join(", "),
          });
          return (
            <>
              <pre className={styles.request}>{text}</pre>
              <div className={styles.buttons}>
                <CopyText text={`${t("admin.requestSubject")}\n\n${text}`} />
              </div>
            </>
          );
        }}
      </Loaded>
    </Card>
  );
}

function Confirm({
  pending,
  onStartAgain,
}: {
  pending: string;
  onStartAgain: () => void;
}): ReactNode {
  const styles = useStyles();
  const { t } = useTexts();
  const api = useApi();
  const profile = useProfile();
  const [isOver, setOver] = useState(false);
  const waiting = useQuery({
    queryKey: ["pending", pending],
    queryFn: () => api.send<PendingConnection>("POST", routes.connectionPending, { pending }),
  });
  const agree = useChange((toApi) =>
    toApi.send<Profile>("PUT", routes.connectionPending, { pending }),
  );
  if (agree.isSuccess) return <Notice intent="success">{t("outcome.connected")}</Notice>;
  if (isOver) return null;
  return (
    <Card title={t("outcome.confirm")}>
      <p className={styles.text}>{t("outcome.confirmLead")}</p>
      <Loaded query={waiting}>
        {({ microsoft }) =>
          profile.data && <Accounts {...profile.data.accounts} microsoft={microsoft} />
        }
      </Loaded>
      <Failure error={agree.error} />
      <div className={styles.buttons}>
        <Button
          appearance="primary"
          disabledFocusable={agree.isPending || !waiting.data}
          onClick={() => agree.mutate()}
        >
          {t("outcome.agree")}
        </Button>
        <Button
          onClick={() => {
            setOver(true);
            onStartAgain();
          }}
        >
          {t("outcome.other")}
        </Button>
      </div>
    </Card>
  );
}
