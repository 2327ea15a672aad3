import { Button } from "@fluentui/react-components";
import { useState, type ReactNode } from "react";
import type { Disconnected, PortalSession, Profile } from "../../shared/api/portal.ts";
import { routes } from "../../shared/api/routes.ts";
import { useChange, useProfile } from "../api/portal-queries.tsx";
import { SyncedCalendar } from "../sync/SyncedCalendar.tsx";
import { Card } from "../parts/Card.tsx";
import { LinkButton } from "../parts/LinkButton.tsx";
import { Loaded } from "../parts/Loaded.tsx";
import { Failure, Notice } from "../parts/Notice.tsx";
import { PageTitle } from "../parts/PageTitle.tsx";
import { useStyles } from "../parts/styles.ts";
import { useTexts } from "../texts.tsx";
import { useReturn } from "../use-return.ts";
import { ConnectionCard } from "./ConnectionCard.tsx";
import { ConnectOutcome } from "./ConnectOutcome.tsx";
import { ConnectWizard } from "./ConnectWizard.tsx";
import { Contacts } from "./Contacts.tsx";
import { DisconnectDialog } from "./DisconnectDialog.tsx";
import { DisconnectedNotice } from "./DisconnectedNotice.tsx";
import { OfferDialog } from "./OfferDialog.tsx";

/** Who I am in Zoom, and my calendar connection: the whole of it on one page. */
export function ProfilePage({ session }: { session: PortalSession }): ReactNode {
  const { t } = useTexts();
  const profile = useProfile();
  return (
    <>
      <PageTitle>{t("profile.title")}</PageTitle>
      <Loaded query={profile}>
        {(known) => <KnownProfile profile={known} session={session} />}
      </Loaded>
    </>
  );
}

function KnownProfile({
  profile,
  session,
}: {
  profile: Profile;
  session: PortalSession;
}): ReactNode {
  const styles = useStyles();
  const { t } = useTexts();
  const back = useReturn();
  const [isWizardOpen, setWizardOpen] = useState(false);
  const [isDisconnecting, setDisconnecting] = useState(false);
  const [ended, setEnded] = useState<Disconnected | null>(null);
  const [isOffered, setOffered] = useState(session.offerConnection && back.connect === undefined);
  const { connection, zoom } = profile;
  const openWizard = (): void => {
    setEnded(null);
    setOffered(false);
    setWizardOpen(true);
  };
  const hasContacts = connection?.features.some(
    ({ feature, works }) => feature === "contacts" && works,
  );
  return (
    <>
      <ConnectOutcome back={back} connection={connection} onStartAgain={openWizard} />
      {ended && <DisconnectedNotice ended={ended} />}
      {zoom.state === "reconnect" && (
        <Notice intent="warning">
          {t("profile.zoomReconnect")}{" "}
          <LinkButton to={routes.portalSignIn("/portal/profile")}>{t("signIn.button")}</LinkButton>
        </Notice>
      )}
      <Card title={t("profile.zoomAccount")}>
        <p className={styles.text}>
          {session.name}
          <br />
          {session.email}
        </p>
      </Card>
      <Card title={t("section.title")}>
        {connection ? (
          <ConnectionCard
            connection={connection}
            zoomName={profile.accounts.zoom}
            outlook={profile.accounts.outlook}
            onReconnect={openWizard}
            onDisconnect={() => setDisconnecting(true)}
          />
        ) : (
          <NotConnected profile={profile} onConfigure={openWizard} />
        )}
      </Card>
      {connection && <SyncedCalendar />}
      {hasContacts && !connection?.lapse && <Contacts />}
      <ConnectWizard profile={profile} isOpen={isWizardOpen} onClose={() => setWizardOpen(false)} />
      <OfferDialog
        isOpen={isOffered && !connection && profile.offer.refusals.length === 0}
        onConnect={openWizard}
        onLater={() => setOffered(false)}
      />
      <DisconnectDialog
        isOpen={isDisconnecting}
        onClose={() => setDisconnecting(false)}
        onDisconnected={setEnded}
      />
    </>
  );
}

function NotConnected({
  profile,
  onConfigure,
}: {
  profile: Profile;
  onConfigure: () => void;
}): ReactNode {
  const styles = useStyles();
  const { t, forCode } = useTexts();
  const byAdmin = useChange((api) => api.send<Profile>("POST", routes.connectionByAdmin));
  const { refusals } = profile.offer;
  const isAdminOnly = refusals.includes("connect.adminOnly");
  const others = refusals.filter((reason) => reason !== "connect.adminOnly");
  return (
    <>
      <p className={styles.text}>{t("section.lead")}</p>
      {others.length > 0 && (
        <Notice intent="warning">
          {t("section.cannot")} {others.map((code) => forCode("refusal", code) ?? code).join(" ")}
        </Notice>
      )}
      {isAdminOnly && <p className={styles.quiet}>{t("section.useAdminsHint")}</p>}
      <Failure error={byAdmin.error} />
      <div className={styles.buttons}>
        {isAdminOnly ? (
          <Button
            appearance="primary"
            disabledFocusable={byAdmin.isPending || others.length > 0}
            onClick={() => byAdmin.mutate()}
          >
            {t(byAdmin.isPending ? "app.loading" : "section.useAdmins")}
          </Button>
        ) : (
          <Button
            appearance="primary"
            disabledFocusable={others.length > 0}
            onClick={() => others.length === 0 && onConfigure()}
          >
            {t("section.configure")}
          </Button>
        )}
      </div>
    </>
  );
}
