import {
  Button,
  Checkbox,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  Field,
  Radio,
  RadioGroup,
} from "@fluentui/react-components";
import { useState, type ReactNode } from "react";
import type { ConnectReply, Profile } from "../../shared/api/portal.ts";
import { routes } from "../../shared/api/routes.ts";
import { offeredScopes, type OfferedScope } from "../../shared/microsoft/scope-features.ts";
import { useLeaveFor } from "../api/portal-queries.tsx";
import { Failure } from "../parts/Notice.tsx";
import { useStyles } from "../parts/styles.ts";
import { useTexts } from "../texts.tsx";
import { Accounts } from "./Accounts.tsx";

interface WizardProps {
  profile: Profile;
  onClose: () => void;
}

/** Service, then permissions, then Microsoft. What is ticked is exactly what Microsoft asks for. */
export function ConnectWizard({ isOpen, ...props }: WizardProps & { isOpen: boolean }): ReactNode {
  return (
    <Dialog open={isOpen} onOpenChange={(_event, { open }) => !open && props.onClose()}>
      <DialogSurface>
        <Steps {...props} />
      </DialogSurface>
    </Dialog>
  );
}

/** Begins anew each time the wizard is opened. */
function Steps({ profile, onClose }: WizardProps): ReactNode {
  const styles = useStyles();
  const { t } = useTexts();
  const [step, setStep] = useState<1 | 2>(1);
  const [ticked, setTicked] = useState<readonly OfferedScope[]>(() => firstTicked(profile));
  const { accounts } = profile;
  const loginHint =
    accounts.microsoft?.address ?? accounts.outlook?.address ?? accounts.zoom.address;
  const leave = useLeaveFor((api) =>
    api.send<ConnectReply>("POST", routes.connectionStart, { scopes: ticked, loginHint }),
  );
  const hasCalendar = ticked.some((scope) => scope.startsWith("Calendars."));
  return (
    <DialogBody>
      <DialogTitle>
        {t("wizard.title")}
        <p className={styles.quiet}>{t("wizard.step", { step, steps: 2 })}</p>
      </DialogTitle>
      <DialogContent className={styles.field}>
        {step === 1 ? (
          <ServiceStep />
        ) : (
          <>
            <PermissionsStep profile={profile} ticked={ticked} onTick={setTicked} />
            <Accounts {...accounts} />
          </>
        )}
        <Failure error={leave.error} />
      </DialogContent>
      <DialogActions fluid>
        <Button onClick={step === 1 ? onClose : () => setStep(1)}>
          {t(step === 1 ? "app.cancel" : "app.back")}
        </Button>
        {step === 1 ? (
          <Button appearance="primary" onClick={() => setStep(2)}>
            {t("app.next")}
          </Button>
        ) : (
          <Button
            appearance="primary"
            disabledFocusable={leave.isPending || !hasCalendar}
            onClick={() => hasCalendar && leave.mutate()}
          >
            {t(leave.isPending ? "app.loading" : "wizard.continue")}
          </Button>
        )}
      </DialogActions>
    </DialogBody>
  );
}

function ServiceStep(): ReactNode {
  const styles = useStyles();
  const { t } = useTexts();
  return (
    <Field label={t("wizard.service")}>
      <RadioGroup defaultValue="office365">
        <Radio value="office365" label={t("wizard.office365")} />
        <span className={styles.quiet}>{t("wizard.office365Hint")}</span>
        <Radio value="ews" disabled label={t("wizard.ews")} />
        <span className={styles.quiet}>{t("wizard.ewsHint")}</span>
      </RadioGroup>
    </Field>
  );
}

interface PermissionsStepProps {
  profile: Profile;
  ticked: readonly OfferedScope[];
  onTick: (scopes: readonly OfferedScope[]) => void;
}

function PermissionsStep({ profile, ticked, onTick }: PermissionsStepProps): ReactNode {
  const styles = useStyles();
  const { t } = useTexts();
  const offered = profile.offer.scopes;
  return (
    <fieldset className={styles.field} style={{ border: "none", margin: 0, padding: 0 }}>
      <legend className={styles.smallTitle}>{t("wizard.permissions")}</legend>
      <p className={styles.quiet}>{t("wizard.permissionsLead")}</p>
      {offeredScopes.map((scope) => {
        const isOffered = offered.includes(scope);
        return (
          <div key={scope} className={styles.field}>
            <Checkbox
              label={t(`scope.${scope}`)}
              checked={ticked.includes(scope)}
              disabled={!isOffered}
              aria-describedby={`why-${scope}`}
              onChange={(_event, { checked }) =>
                onTick(afterTicking(ticked, scope, checked === true, offered))
              }
            />
            <span id={`why-${scope}`} className={styles.quiet}>
              {t(`scope.${scope}.why`)} {isOffered ? "" : t("wizard.locked")} ({scope})
            </span>
          </div>
        );
      })}
    </fieldset>
  );
}

/** Who may change may see, too; without seeing there is nothing to change. */
function afterTicking(
  ticked: readonly OfferedScope[],
  scope: OfferedScope,
  isTicked: boolean,
  offered: readonly string[],
): OfferedScope[] {
  const next = new Set(ticked);
  if (isTicked) next.add(scope);
  else next.delete(scope);
  if (isTicked && scope === "Calendars.ReadWrite" && offered.includes("Calendars.Read")) {
    next.add("Calendars.Read");
  }
  if (!isTicked && scope === "Calendars.Read") next.delete("Calendars.ReadWrite");
  return offeredScopes.filter((each) => next.has(each));
}

/** What was asked for before; the first time everything about the calendar, and no contacts. */
function firstTicked({ connection, offer }: Profile): OfferedScope[] {
  const before = connection?.scopesRequested ?? [];
  const wanted = before.length > 0 ? before : ["Calendars.Read", "Calendars.ReadWrite"];
  return offeredScopes.filter((scope) => wanted.includes(scope) && offer.scopes.includes(scope));
}
