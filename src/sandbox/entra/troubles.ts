import { type Sandbox } from "../sandbox.ts";
import { registerAction } from "../traffic/actions.ts";
import { tenants } from "../world/people.ts";
import { lapse, restore, withdrawConsent } from "./lapses.ts";
import { entraState, grantAppRoles, type LapseKind } from "./state.ts";

const kinds: Record<LapseKind, string> = {
  tokenRevoked: "Ada's sessions are revoked",
  passwordChanged: "Ada changes her password",
  conditionalAccess: "Conditional Access blocks Ada",
  mfaRequired: "Ada must prove herself again",
  userDisabled: "Ada's account is disabled",
  userDeleted: "Ada's account is deleted",
  refreshTokenExpired: "Ada's refresh token expires",
};

/** Buttons that end a connection in each of the ways Microsoft has, and mend it again. */
export function registerTroubles(sandbox: Sandbox): void {
  const [ada] = sandbox.people;
  if (ada === undefined) return;
  const kept = entraState(sandbox);
  const tenant = tenants.contoso.id;
  const add = (name: string, label: string, explanation: string, run: () => void): void =>
    registerAction(sandbox, {
      name,
      label,
      explanation,
      run: () => {
        run();
        kept.save();
        return `Done: ${label}.`;
      },
    });
  for (const [kind, label] of Object.entries(kinds))
    add(`lapse-${kind}`, label, "The next refresh of her tokens is refused in this way.", () =>
      lapse(sandbox, ada.id, kind as LapseKind),
    );
  add("withdraw-consent", "Ada withdraws her consent", "The next refresh is refused.", () =>
    withdrawConsent(sandbox, ada.id),
  );
  add("restore-ada", "Ada's account works again", "Takes all of the above back.", () =>
    restore(sandbox, ada.id),
  );
  add("admin-consent-only", "Only admins may consent", "In contoso.example.", () => {
    kept.value.adminConsentOnly = [tenant];
  });
  add("users-may-consent", "People may consent themselves", "In contoso.example.", () => {
    kept.value.adminConsentOnly = [];
  });
  add("remove-app", "The app is removed from contoso", "Tokens are refused from now on.", () => {
    kept.value.removedFrom = [tenant];
  });
  add("trim-roles", "Leave the app Calendars.ReadWrite only", "Acts at its next token.", () =>
    grantAppRoles(sandbox, tenant, ["Calendars.ReadWrite"]),
  );
  add("limit-mailboxes", "Exchange keeps the app out of Ada's mailbox", "As a policy does.", () => {
    kept.value.reachable[tenant] = sandbox.people
      .filter(({ id, tenantId }) => tenantId === tenant && id !== ada.id)
      .map(({ id }) => id);
  });
  add("open-mailboxes", "Exchange lets the app into every mailbox", "In contoso.example.", () => {
    kept.value.reachable = {};
  });
}
