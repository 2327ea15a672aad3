import { type FastifyInstance } from "fastify";
import { type Sandbox } from "../sandbox.ts";
import { type Person } from "../world/model.ts";
import { EntraError } from "./entra-error.ts";
import { registrationOf, requireClient } from "./registration.ts";
import { missingConsent, parseScopes, recordConsent, type Scope } from "./scopes.ts";
import { userTokens } from "./token.ts";

/** What msal-browser posts over the nested app authentication bridge. */
interface NestedAppAuthRequest {
  messageType: "NestedAppAuthRequest";
  method: "GetInitContext" | "GetToken" | "GetTokenPopup";
  requestId: string;
  tokenParams?: { clientId: string; scope: string };
}

type NestedRoute = { Body: { request: NestedAppAuthRequest; personId: string } };

type BridgeError = { status: string; code: string; subError?: string; description: string };

/**
 * What the Outlook page asks on behalf of an add-in: Outlook is the broker, and already knows who is
 * signed in. Reached by the sandbox's own pages only.
 */
export function registerNested(app: FastifyInstance, sandbox: Sandbox): void {
  app.post<NestedRoute>("/entra/nested", async ({ body }) => {
    const { requestId } = body.request;
    const envelope = { messageType: "NestedAppAuthResponse", requestId };
    const outcome = await answer(sandbox, body.request, body.personId);
    return { ...envelope, ...outcome };
  });
}

async function answer(sandbox: Sandbox, request: NestedAppAuthRequest, personId: string) {
  const person = sandbox.people.find(({ id }) => id === personId);
  const mode = sandbox.switches.value.nestedAppAuth;
  if (mode === "absent")
    return failure({
      status: "NESTED_APP_AUTH_UNAVAILABLE",
      code: "nested_app_auth_unavailable",
      description: "This Outlook has no nested app authentication.",
    });
  if (person === undefined)
    return failure({
      status: "ACCOUNT_UNAVAILABLE",
      code: "account_unavailable",
      description: "Nobody is signed in to Outlook.",
    });
  if (request.method === "GetInitContext")
    return { success: true, initContext: initContext(person) };
  if (mode === "refuses") return failure(interactionRequired(50058));
  return nestedToken(sandbox, person, request);
}

const failure = (error: BridgeError) => ({ success: false, error });

const interactionRequired = (aadsts: number): BridgeError => ({
  status: "USER_INTERACTION_REQUIRED",
  code: "interaction_required",
  subError: aadsts === 65001 ? "consent_required" : "basic_action",
  description: `AADSTS${aadsts}: The user has to sign in or agree first.`,
});

/** The broker's popup is the person's agreement; silently, only what was agreed to is given. */
async function nestedToken(sandbox: Sandbox, person: Person, request: NestedAppAuthRequest) {
  try {
    requireClient(registrationOf(sandbox.options), request.tokenParams?.clientId);
    const scopes = parseScopes(sandbox, request.tokenParams?.scope);
    recordConsent(
      sandbox,
      person.id,
      scopes.filter((scope) => isAgreed(scope, request.method)),
    );
    if (missingConsent(sandbox, person.id, scopes).length > 0)
      return failure(interactionRequired(65001));
    const grant = await userTokens(sandbox, {
      person,
      platform: "spa",
      scope: request.tokenParams?.scope ?? "",
      scopes: [...scopes, ...parseScopes(sandbox, "openid profile")],
      nonce: undefined,
      wantsClientInfo: false,
    });
    return { success: true, token: bridgeToken(grant), account: account(person) };
  } catch (error) {
    if (!(error instanceof EntraError)) throw error;
    return failure({
      status: "PERSISTENT_ERROR",
      code: error.error,
      description: error.description,
    });
  }
}

/** Deploying the add-in is the admin's consent to the add-in's own API. */
const isAgreed = ({ resource }: Scope, method: NestedAppAuthRequest["method"]): boolean =>
  resource === "api" || method === "GetTokenPopup";

function bridgeToken(grant: Awaited<ReturnType<typeof userTokens>>) {
  const { access_token, id_token, expires_in, scope } = grant;
  return { access_token, id_token, expires_in, scope, properties: null };
}

const environment = "login.windows.net";

const initContext = ({ id, tenantId }: Person) => ({
  sdkName: "sandbox",
  sdkVersion: "1.0",
  capabilities: { queryAccount: false },
  accountContext: { homeAccountId: `${id}.${tenantId}`, environment, tenantId },
});

const account = ({ id, tenantId, userPrincipalName, displayName }: Person) => ({
  homeAccountId: `${id}.${tenantId}`,
  localAccountId: id,
  environment,
  tenantId,
  username: userPrincipalName,
  name: displayName,
});
