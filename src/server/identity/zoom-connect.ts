import { RequestError } from "../errors.ts";
import { type ZoomClients } from "../zoom/zoom-clients.ts";
import { type OneTimeCodes } from "./one-time-codes.ts";
import { type User } from "./users.ts";
import { type ZoomGrants } from "./zoom-grants.ts";
import { ZoomOAuth, type ZoomTokens } from "./zoom-oauth.ts";
import { profileOf, type ZoomPeople, type ZoomProfile } from "./zoom-people.ts";

interface StartPayload {
  userId: string;
  tenantId: string;
}
interface StatePayload extends StartPayload {
  codeVerifier: string;
  /** Ties the answer to the browser that asked, by a cookie. */
  browser: string;
}
interface FinishPayload extends StartPayload {
  profile: ZoomProfile;
  tokens: ZoomTokens;
}

interface ZoomConnectOptions {
  publicUrl: string;
  clients: ZoomClients;
  /** Changes may have waited for this connection. */
  onConnected: (user: User, person: ZoomProfile) => Promise<void>;
}

/**
 * Connecting a person's Zoom account from Outlook, in three hand-overs of one-time codes: the pane
 * opens a dialog (start), Zoom sends the dialog back (state), and the dialog gives the pane a code
 * that only the same signed-in person can redeem (finish). A link sent to somebody else therefore
 * connects nothing: their Zoom account never reaches the sender.
 */
export class ZoomConnect {
  readonly #codes: OneTimeCodes;
  readonly #oauth: ZoomOAuth;
  readonly #grants: ZoomGrants;
  readonly #people: ZoomPeople;
  readonly #options: ZoomConnectOptions;

  constructor(
    codes: OneTimeCodes,
    oauth: ZoomOAuth,
    grants: ZoomGrants,
    people: ZoomPeople,
    options: ZoomConnectOptions,
  ) {
    this.#codes = codes;
    this.#oauth = oauth;
    this.#grants = grants;
    this.#people = people;
    this.#options = options;
  }

  /** The page of ours that a dialog opens; good once, for five minutes. */
  async startUrl(user: User): Promise<string> {
    const payload: StartPayload = { userId: user.id, tenantId: user.tenantId };
    const code = await this.#codes.issue("zoomStart", payload);
    return `${this.#options.publicUrl}/auth/zoom/start?code=${code}`;
  }

  /** Zoom's consent page for a start code, for the browser named by `browser`. */
  async authorizeUrl(startCode: string, browser: string): Promise<URL> {
    const start = (await this.#codes.redeem("zoomStart", startCode)) as StartPayload | null;
    if (!start) throw startedTooLongAgo();
    const codeVerifier = ZoomOAuth.newVerifier();
    const payload: StatePayload = { ...start, codeVerifier, browser };
    const state = await this.#codes.issue("zoomState", payload, 15);
    return this.#oauth.authorizeUrl(state, codeVerifier);
  }

  /**
   * Zoom sent the browser back. Returns the code the dialog hands to the pane.
   * @throws RequestError when the person declined, or the answer is not for this browser.
   */
  async receive(query: URLSearchParams, browser: string | undefined): Promise<string> {
    const state = (await this.#codes.redeem(
      "zoomState",
      query.get("state") ?? "",
    )) as StatePayload | null;
    if (!state || state.browser !== browser) throw startedTooLongAgo();
    if (query.has("error")) {
      throw new RequestError(
        403,
        "zoom.declined",
        "Zoom was not connected, because the permission was declined. You can try again at any time.",
      );
    }
    const tokens = await this.#oauth.redeemCode(query, state.codeVerifier);
    const payload: FinishPayload = {
      userId: state.userId,
      tenantId: state.tenantId,
      tokens,
      profile: profileOf(await this.#options.clients.withToken(tokens.accessToken).me()),
    };
    return this.#codes.issue("zoomFinish", payload);
  }

  /** @throws RequestError when the code is used up, too old, or somebody else's. */
  async finish(user: User, code: string): Promise<void> {
    const finish = (await this.#codes.redeem("zoomFinish", code)) as FinishPayload | null;
    if (finish?.userId !== user.id || finish.tenantId !== user.tenantId) throw startedTooLongAgo();
    await this.#grants.save(finish.profile, finish.tokens);
    await this.#people.attach(user, finish.profile);
    await this.#options.onConnected(user, finish.profile);
  }
}

function startedTooLongAgo(): RequestError {
  return new RequestError(
    400,
    "signIn.expired",
    "This sign-in was started too long ago, in another window, or was already used. Start again from Outlook.",
  );
}
