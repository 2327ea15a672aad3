import { type ConnectOutcome } from "../../shared/api/portal.ts";
import { AppError, RequestError } from "../errors.ts";
import { type EntraTokens } from "../identity/entra-tokens.ts";
import { type OneTimeCodes } from "../identity/one-time-codes.ts";
import { type ZoomPerson, type ZoomPersonId } from "../identity/zoom-people.ts";
import { type Policies } from "../portal/policies.ts";
import { type ConnectionTokens } from "./connection-tokens.ts";
import { type Connection, type Connections, type NewConnection } from "./connections.ts";
import { type DelegatedTokens, EntraClient, usableScopes } from "./entra-client.ts";
import { aadstsIn } from "./entra-refusal.ts";
import { ConnectionLapsed } from "./errors.ts";
import { type Mailboxes } from "./mailboxes.ts";

interface StatePayload extends ZoomPersonId {
  /** The portal session and the browser that asked. */
  session: string;
  browser: string;
  codeVerifier: string;
  nonce: string;
  scopes: string[];
  /** Addresses that the person has seen; another one is shown before it is connected. */
  shown: string[];
}

interface PendingPayload {
  connection: NewConnection;
  tokens: DelegatedTokens;
  session: string;
}

/** Where the flow stands when the browser is back. `code` is what Microsoft's page called it. */
export interface ConnectResult {
  outcome: ConnectOutcome;
  aadsts: number | null;
  pending: string | null;
}

interface ConnectParts {
  codes: OneTimeCodes;
  entra: EntraClient;
  entraTokens: EntraTokens;
  connections: Connections;
  tokens: ConnectionTokens;
  mailboxes: Mailboxes;
  policies: Policies;
  onConnected: (connection: Connection) => Promise<void>;
}

/** States of this flow begin so, because Microsoft sends all sign-ins back to one address. */
export const connectStatePrefix = "connect.";

/**
 * Connecting a calendar by OAuth. The way out and the way back are tied together by a one-use state,
 * the browser, the portal session and the person; the ID token by its nonce.
 */
export class ConnectFlow {
  readonly #parts: ConnectParts;

  constructor(parts: ConnectParts) {
    this.#parts = parts;
  }

  /**
   * Microsoft's page, asking for exactly `scopes`.
   * @throws RequestError 403 `connect.notAllowed`, 400 `connect.scopes`
   */
  async start(
    person: ZoomPerson,
    request: { scopes: readonly string[]; loginHint: string | null; shown: readonly string[] },
    { session, browser }: { session: string; browser: string },
  ): Promise<URL> {
    const { codes, entra, policies } = this.#parts;
    const reasons = await policies.refusalsOf(person, null, "user");
    if (reasons.length > 0) throw notAllowed();
    const settings = await policies.settingsOf(person);
    const scopes = [...new Set(request.scopes)];
    if (!scopes.every((scope) => settings.scopesOffered.includes(scope))) throw badScopes();
    if (!scopes.some((scope) => scope.startsWith("Calendars."))) throw badScopes();
    const payload: StatePayload = {
      zoomAccountId: person.zoomAccountId,
      zoomUserId: person.zoomUserId,
      session,
      browser,
      codeVerifier: EntraClient.newVerifier(),
      nonce: EntraClient.newNonce(),
      scopes,
      shown: [person.email, ...request.shown, ...(request.loginHint ? [request.loginHint] : [])],
    };
    const state = connectStatePrefix + (await codes.issue("connectState", payload, 15));
    return entra.authorizeUrl({
      scopes,
      state,
      nonce: payload.nonce,
      codeVerifier: payload.codeVerifier,
      loginHint: request.loginHint,
      prompt: "select_account",
    });
  }

  /** The browser is back from Microsoft. Never throws for what people or Microsoft decide. */
  async receive(
    query: URLSearchParams,
    here: { session: string | null; browser: string | undefined; person: ZoomPerson | null },
  ): Promise<ConnectResult> {
    const code = (query.get("state") ?? "").slice(connectStatePrefix.length);
    const state = (await this.#parts.codes.redeem("connectState", code)) as StatePayload | null;
    const { person } = here;
    const isHere =
      state !== null &&
      person !== null &&
      state.session === here.session &&
      state.browser === here.browser &&
      state.zoomAccountId === person.zoomAccountId &&
      state.zoomUserId === person.zoomUserId;
    if (!isHere) return ended("expired");
    if (query.has("error")) return this.#refusedAtMicrosoft(query);
    try {
      return await this.#connect(person, state, query);
    } catch (cause) {
      if (cause instanceof ConnectionLapsed) {
        const outcome = cause.reason === "consentWithdrawn" ? "adminApproval" : "failed";
        return ended(outcome, cause.aadsts);
      }
      if (cause instanceof AppError) return ended("failed");
      throw cause;
    }
  }

  /** What waits under this code, for the session that made it. */
  async pending(code: string, session: string): Promise<NewConnection | null> {
    const found = (await this.#parts.codes.peek("connectPending", code)) as PendingPayload | null;
    return found?.session === session ? found.connection : null;
  }

  /** The person agreed. @throws RequestError 404 `connect.expired` */
  async agree(code: string, person: ZoomPerson, session: string): Promise<Connection> {
    const waits = await this.pending(code, session);
    const isTheirs =
      waits?.zoomAccountId === person.zoomAccountId && waits.zoomUserId === person.zoomUserId;
    const found = isTheirs
      ? ((await this.#parts.codes.redeem("connectPending", code)) as PendingPayload | null)
      : null;
    if (!found) {
      throw new RequestError(
        404,
        "connect.expired",
        "This was started too long ago. Nothing was connected; start again.",
      );
    }
    return this.#store(found.connection, found.tokens);
  }

  async #connect(
    person: ZoomPerson,
    state: StatePayload,
    query: URLSearchParams,
  ): Promise<ConnectResult> {
    const { entra, entraTokens, mailboxes, policies, codes } = this.#parts;
    const plain = new URLSearchParams(query);
    const { tokens, idToken } = await entra.redeemCode(plain, state.codeVerifier);
    const identity = await entraTokens.verifyIdToken(idToken, state.nonce);
    if (tokens.refreshToken === null) return ended("failed");
    const calendar = await mailboxes.withToken(tokens.accessToken).calendar();
    const mailbox = calendar.owner?.address ?? identity.userPrincipalName;
    const { userPrincipalName } = identity;
    const reasons = await policies.refusalsOf(person, { mailbox, userPrincipalName }, "user");
    if (reasons.length > 0) return ended("notAllowed");
    const connection: NewConnection = {
      zoomAccountId: person.zoomAccountId,
      zoomUserId: person.zoomUserId,
      tenantId: identity.tenantId,
      entraObjectId: identity.objectId,
      mode: "delegated",
      mailbox,
      userPrincipalName,
      displayName: identity.displayName,
      scopesRequested: state.scopes,
      scopesGranted: usableScopes(state.scopes, tokens.scopes),
    };
    const lasting = { ...tokens, refreshToken: tokens.refreshToken };
    const seen = state.shown.map((address) => address.toLowerCase());
    const isKnown = [mailbox, userPrincipalName].some((own) => seen.includes(own.toLowerCase()));
    if (isKnown) {
      await this.#store(connection, lasting);
      return ended("connected");
    }
    const payload: PendingPayload = { connection, tokens: lasting, session: state.session };
    return { ...ended("confirm"), pending: await codes.issue("connectPending", payload, 15) };
  }

  async #store(connection: NewConnection, tokens: DelegatedTokens): Promise<Connection> {
    const stored = await this.#parts.connections.put(connection);
    await this.#parts.tokens.save(stored, tokens);
    await this.#parts.onConnected(stored);
    return stored;
  }

  /** @see https://learn.microsoft.com/entra/identity-platform/reference-error-codes */
  #refusedAtMicrosoft(query: URLSearchParams): ConnectResult {
    const error = query.get("error") ?? "";
    const aadsts = aadstsIn(query.get("error_description"));
    const needsAdmin = aadsts !== null && adminNeeded.has(aadsts);
    if (needsAdmin || error === "consent_required" || error === "interaction_required") {
      return ended("adminApproval", aadsts);
    }
    return ended(error === "access_denied" ? "declined" : "failed", aadsts);
  }
}

/** Only an admin may consent to this app, or to these permissions. */
const adminNeeded = new Set([65001, 65005, 90008, 90093, 90094, 90095, 650056, 650057]);

function ended(outcome: ConnectOutcome, aadsts: number | null = null): ConnectResult {
  return { outcome, aadsts, pending: null };
}

function notAllowed(): RequestError {
  return new RequestError(
    403,
    "connect.notAllowed",
    "Your admin's settings do not let you connect a calendar yourself. Nothing was changed.",
  );
}

function badScopes(): RequestError {
  return new RequestError(
    400,
    "connect.scopes",
    "Choose a calendar permission, and only permissions your admin offers. Nothing was changed.",
  );
}
