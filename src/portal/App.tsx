import { Button, Link } from "@fluentui/react-components";
import type { ReactNode } from "react";
import { routes } from "../shared/api/routes.ts";
import type { PortalSession } from "../shared/api/portal.ts";
import { ActivityPage } from "./activity/ActivityPage.tsx";
import { useChange, useSession } from "./api/portal-queries.tsx";
import { InvitationPage } from "./InvitationPage.tsx";
import { Loaded } from "./parts/Loaded.tsx";
import { useStyles } from "./parts/styles.ts";
import { ProfilePage } from "./profile/ProfilePage.tsx";
import { SettingsPage } from "./settings/SettingsPage.tsx";
import { SignInPage } from "./SignInPage.tsx";
import { useTexts } from "./texts.tsx";

/** The portal: its frame, and the page for this path; signed out, what it is and how to get in. */
export function App({ path }: { path: string }): ReactNode {
  const styles = useStyles();
  const session = useSession();
  return (
    <div className={styles.page}>
      <Top session={session.data ?? null} path={path} />
      <main className={styles.main}>
        <Loaded query={session}>
          {(known) => (known ? <Page path={path} session={known} /> : <SignedOut path={path} />)}
        </Loaded>
      </main>
    </div>
  );
}

function Page({ path, session }: { path: string; session: PortalSession }): ReactNode {
  switch (path) {
    case "/portal/settings":
      return <SettingsPage isAdmin={session.isAdmin} />;
    case "/portal/activity":
      return <ActivityPage />;
    default:
      return <ProfilePage session={session} />;
  }
}

/** Invitations lead to the activity page: whoever comes from one need not sign in. */
function SignedOut({ path }: { path: string }): ReactNode {
  return path === "/portal/activity" ? <InvitationPage path={path} /> : <SignInPage path={path} />;
}

function Top({ session, path }: { session: PortalSession | null; path: string }): ReactNode {
  const styles = useStyles();
  const { t } = useTexts();
  const signOut = useChange((api) => api.send("DELETE", routes.portalSession));
  const current = (to: string) => (path === to ? { "aria-current": "page" as const } : {});
  return (
    <header className={styles.top}>
      <span className={styles.topName}>{t("app.name")}</span>
      {session && (
        <>
          <nav className={styles.links} aria-label={t("nav.label")}>
            <Link href="/portal/profile" {...current("/portal/profile")}>
              {t("nav.profile")}
            </Link>
            <Link href="/portal/activity" {...current("/portal/activity")}>
              {t("nav.activity")}
            </Link>
            {session.isAdmin && (
              <Link href="/portal/settings" {...current("/portal/settings")}>
                {t("nav.settings")}
              </Link>
            )}
          </nav>
          <Button
            appearance="subtle"
            disabledFocusable={signOut.isPending}
            onClick={() => signOut.mutate()}
          >
            {t("nav.signOut")}
          </Button>
        </>
      )}
    </header>
  );
}
