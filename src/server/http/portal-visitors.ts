import { timingSafeEqual } from "node:crypto";
import { type FastifyReply, type FastifyRequest } from "fastify";
import { type Clock } from "../clock.ts";
import { AppError, RequestError } from "../errors.ts";
import { profileOf, type ZoomPeople, type ZoomPerson } from "../identity/zoom-people.ts";
import { csrfTokenOf, type PortalSessions } from "../portal/portal-sessions.ts";
import { type ZoomClients } from "../zoom/zoom-clients.ts";
import { BrowserCookie } from "./browser-cookie.ts";

interface VisitorParts {
  publicUrl: string;
  sessions: PortalSessions;
  people: ZoomPeople;
  clients: ZoomClients;
  clock: Clock;
}

export interface Visitor {
  person: ZoomPerson;
  session: string;
}

/** A role that was taken away in Zoom counts here no longer than this. */
const profileGoodFor = { hours: 1 };

/** Who calls the portal's API: somebody signed in with Zoom, known by a cookie. */
export class PortalVisitors {
  readonly #parts: VisitorParts;
  readonly #session: BrowserCookie;

  constructor(parts: VisitorParts) {
    this.#parts = parts;
    const { publicUrl } = parts;
    this.#session = new BrowserCookie({ name: "session", publicUrl, maxAgeSeconds: 12 * 3600 });
  }

  /** Starts a session for somebody who has just signed in. */
  async begin(reply: FastifyReply, person: Pick<ZoomPerson, "zoomAccountId" | "zoomUserId">) {
    this.#session.set(reply, await this.#parts.sessions.start(person));
  }

  async end(request: FastifyRequest, reply: FastifyReply): Promise<void> {
    const session = this.#session.read(request);
    if (session !== undefined) await this.#parts.sessions.end(session);
    this.#session.clear(reply);
  }

  /** Null when nobody is signed in. */
  async find(request: FastifyRequest): Promise<Visitor | null> {
    const session = this.#session.read(request);
    if (session === undefined) return null;
    const id = await this.#parts.sessions.find(session);
    const person = id && (await this.#parts.people.byId(id));
    return person ? { person, session } : null;
  }

  /** @throws RequestError 401 `portal.signInRequired` */
  async reading(request: FastifyRequest): Promise<Visitor> {
    const visitor = await this.find(request);
    if (visitor) return visitor;
    throw new RequestError(401, "portal.signInRequired", "Sign in with Zoom to see this page.");
  }

  /**
   * For everything that changes something: the page must send what only a page of ours knows.
   * @throws RequestError 401 `portal.signInRequired`, 403 `portal.forged`
   */
  async changing(request: FastifyRequest): Promise<Visitor> {
    const visitor = await this.reading(request);
    const given = request.headers["x-csrf-token"];
    const isOurPage = typeof given === "string" && isEqual(given, csrfTokenOf(visitor.session));
    if (isOurPage && this.#isFromHere(request)) return visitor;
    throw new RequestError(
      403,
      "portal.forged",
      "This did not come from the page you have open. Nothing was changed; reload it and try again.",
    );
  }

  /** @throws RequestError 403 `portal.adminOnly` */
  async requireAdmin(visitor: Visitor): Promise<ZoomPerson> {
    const person = await this.#asZoomSaysNow(visitor.person);
    if (person.role !== "member" && person.state === "active") return person;
    throw new RequestError(
      403,
      "portal.adminOnly",
      "Only owners and admins of your Zoom account can see and change these settings.",
    );
  }

  async #asZoomSaysNow(person: ZoomPerson): Promise<ZoomPerson> {
    const { people, clients, clock } = this.#parts;
    const readAt = person.profileReadAt;
    const goodUntil = readAt?.add(profileGoodFor);
    if (goodUntil && Temporal.Instant.compare(clock.now(), goodUntil) < 0) return person;
    try {
      await people.refresh(profileOf(await clients.ofPerson(person).me()));
    } catch (cause) {
      if (!(cause instanceof AppError)) throw cause;
      // Who cannot be asked for is no admin for now.
      return { ...person, role: "member" };
    }
    return (await people.byId(person)) ?? person;
  }

  #isFromHere(request: FastifyRequest): boolean {
    const { origin, "sec-fetch-site": site } = request.headers;
    const isOurOrigin = origin === undefined || origin === new URL(this.#parts.publicUrl).origin;
    return isOurOrigin && (site === undefined || site === "same-origin");
  }
}

function isEqual(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length === right.length && timingSafeEqual(left, right);
}
