import { type User } from "../identity/users.ts";
import { type ZoomGrants } from "../identity/zoom-grants.ts";
import { type ZoomPersonId } from "../identity/zoom-people.ts";
import { ZoomCalendarClient } from "./calendar-client.ts";
import { ZoomClient } from "./zoom-client.ts";
import { type ZoomHttpOptions } from "./zoom-http.ts";

/** Zoom's API on behalf of each connected user. */
export class ZoomClients {
  readonly #grants: ZoomGrants;
  readonly #options: ZoomHttpOptions;

  constructor(grants: ZoomGrants, options: ZoomHttpOptions) {
    this.#grants = grants;
    this.#options = options;
  }

  /** For somebody who may not use the add-in. */
  ofPerson(id: ZoomPersonId): ZoomClient {
    return new ZoomClient(this.#options, (refusedToken) =>
      this.#grants.accessToken(id, refusedToken),
    );
  }

  calendarOfPerson(id: ZoomPersonId): ZoomCalendarClient {
    return new ZoomCalendarClient(this.#options, (refusedToken) =>
      this.#grants.accessToken(id, refusedToken),
    );
  }

  /** With a token that is stored for nobody yet. */
  withToken(accessToken: string): ZoomClient {
    return new ZoomClient(this.#options, () => Promise.resolve(accessToken));
  }

  of(user: User): ZoomClient {
    return new ZoomClient(this.#options, (refusedToken) =>
      this.#grants.accessTokenOf(user, refusedToken),
    );
  }
}
