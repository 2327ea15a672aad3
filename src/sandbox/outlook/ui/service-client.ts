import {
  type FormEvent,
  type FormFields,
  type FormSwitches,
  type GridEvent,
  type RefusalReply,
  type ResponseKind,
  type SessionReply,
  type TimesPatch,
} from "../server/service-model.ts";

/** The service said no; `message` says why, `code` is Graph's code. Nothing was changed. */
class RefusedError extends Error {
  override readonly name = "RefusedError";
  readonly code: string;
  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}

/** The service could not be reached or did not answer in its own words. */
export class UnreachableError extends Error {
  override readonly name = "UnreachableError";
}

const isRefusal = (value: unknown): value is RefusalReply =>
  typeof value === "object" && value !== null && "error" in value;

/** The page's JSON service, in the name of one person. */
export class ServiceClient {
  readonly #as: string | null;

  constructor(as: string | null) {
    this.#as = as;
  }

  session = () => this.#call<SessionReply>("GET", "session");
  switches = () => this.#call<FormSwitches>("GET", "switches");

  view = (mailbox: string, from: string, to: string) =>
    this.#call<GridEvent[]>("GET", "view", { mailbox, from, to });

  get = (mailbox: string, id: string) => this.#call<FormEvent>("GET", "event", { mailbox, id });

  create = (mailbox: string, fields: FormFields) =>
    this.#call<FormEvent>("POST", "events", { mailbox }, fields);

  update = (mailbox: string, id: string, fields: FormFields) =>
    this.#call<FormEvent>("PUT", "event", { mailbox, id }, fields);

  move = (mailbox: string, id: string, times: TimesPatch) =>
    this.#call<FormEvent>("PATCH", "event/times", { mailbox, id }, times);

  remove = (mailbox: string, id: string) =>
    this.#call<undefined>("DELETE", "event", { mailbox, id });

  cancel = (mailbox: string, id: string, comment: string) =>
    this.#call<undefined>("POST", "event/cancel", { mailbox, id }, { comment });

  respond = (mailbox: string, id: string, response: ResponseKind) =>
    this.#call<undefined>("POST", "event/respond", { mailbox, id }, { response });

  roamingSettings = () => this.#call<Record<string, string>>("GET", "roaming-settings");

  saveRoamingSettings = (settings: Record<string, string>) =>
    this.#call<undefined>("PUT", "roaming-settings", {}, settings);

  nestedAuth = (request: unknown) =>
    this.#call<Record<string, unknown>>("POST", "nested-auth", {}, { request });

  async manifest(): Promise<string> {
    return (await this.#fetch("GET", "manifest", {})).text();
  }

  async #call<T>(
    method: string,
    path: string,
    query: Record<string, string> = {},
    body?: object,
  ): Promise<T> {
    const response = await this.#fetch(method, path, query, body);
    return (response.status === 204 ? undefined : await response.json()) as T;
  }

  async #fetch(method: string, path: string, query: Record<string, string>, body?: object) {
    const search = new URLSearchParams(query);
    if (this.#as !== null) search.set("as", this.#as);
    const request: RequestInit =
      body === undefined
        ? { method }
        : { method, headers: { "content-type": "application/json" }, body: JSON.stringify(body) };
    let response: Response;
    try {
      response = await fetch(`/outlook/api/${path}?${search.toString()}`, request);
    } catch (cause) {
      throw new UnreachableError(`${method} ${path} got no answer.`, { cause });
    }
    if (response.ok) return response;
    throw await toRefusal(response);
  }
}

async function toRefusal(response: Response): Promise<Error> {
  const text = await response.text();
  try {
    const reply: unknown = JSON.parse(text);
    if (isRefusal(reply)) return new RefusedError(reply.error.code, reply.error.message);
  } catch (cause) {
    return new UnreachableError(`The mailbox answered ${response.status}: ${text}`, { cause });
  }
  return new UnreachableError(`The mailbox answered ${response.status}.`);
}
