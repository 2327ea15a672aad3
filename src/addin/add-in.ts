import type { RedeemReply } from "../shared/api/account.ts";
import { hasNestedBridge } from "./auth/nested-bridge.ts";
import { createNestedSignIn } from "./auth/nested-sign-in.ts";
import { createSignIn, type SignIn } from "./auth/sign-in.ts";
import { createApi, type Api } from "./backend/api.ts";
import { createSend, postWithoutToken } from "./backend/send.ts";
import type { AddMeetingPorts } from "./meeting/add-meeting.ts";
import { openAppointment } from "./meeting/appointment.ts";
import { createInvitation } from "./meeting/invitation.ts";
import { displayLanguage } from "./outlook/actions.ts";
import { askInDialog } from "./outlook/dialog.ts";
import { contentLanguage } from "./outlook/mailbox.ts";
import type { PageConfig } from "./page-config.ts";

export interface AddIn extends AddMeetingPorts {
  api: Api;
  signIn: SignIn;
}

/** Puts the parts together that the pane and the ribbon commands share. Call when Office is ready. */
export function startAddIn(config: PageConfig): AddIn {
  const { publicUrl, zoomHosts } = config;
  const server = { publicUrl, language: displayLanguage(), fetch: fetch.bind(globalThis) };
  const signIn = createSignIn({
    publicUrl,
    nested: hasNestedBridge(window)
      ? createNestedSignIn({
          clientId: config.entraClientId,
          authority: `${config.entraAuthority}/common`,
          scope: config.apiScope,
        })
      : null,
    askInDialog,
    redeem: (path, body) => postWithoutToken<RedeemReply>(server, path, body),
    now: () => Date.now(),
  });
  // Requests never open windows: whoever answers a click signs the person in first.
  const send = createSend({
    ...server,
    token: ({ renew }) => signIn.token({ interactive: false, renew }),
  });
  const invitation = createInvitation({ publicUrl, zoomHosts, language: contentLanguage() });
  return {
    api: createApi(send),
    signIn,
    invitation,
    appointment: openAppointment(invitation),
    newKey: () => crypto.randomUUID(),
    wait: (ms) =>
      new Promise((resolve) => {
        setTimeout(resolve, ms);
      }),
  };
}
