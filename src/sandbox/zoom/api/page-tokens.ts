import { randomBytes } from "node:crypto";
import { ZoomError } from "../core/zoom-error.ts";

const lifeMs = 15 * 60_000;

interface Page {
  /** The query the token belongs to; another one is refused. */
  query: string;
  offset: number;
  expiresAt: number;
  /** When the first page was asked for. */
  beganAt: number;
}

/** `next_page_token`: opaque, good for fifteen minutes, and only for the query that gave it. */
export class PageTokens {
  readonly #pages = new Map<string, Page>();
  readonly #now: () => Date;

  constructor(now: () => Date) {
    this.#now = now;
  }

  cut<T>(
    items: readonly T[],
    query: string,
    pageSize: number,
    token: string,
  ): { items: T[]; nextPageToken: string; beganAt: number } {
    const page = token === "" ? undefined : this.#find(token, query);
    const offset = page?.offset ?? 0;
    const beganAt = page?.beganAt ?? this.#now().getTime();
    const end = offset + pageSize;
    return {
      items: items.slice(offset, end),
      nextPageToken: end < items.length ? this.#issue(query, end, beganAt) : "",
      beganAt,
    };
  }

  #find(token: string, query: string): Page {
    const page = this.#pages.get(token);
    if (page?.query !== query || this.#now().getTime() > page.expiresAt) {
      throw new ZoomError(400, 300, "The next page token is invalid or expired.");
    }
    return page;
  }

  #issue(query: string, offset: number, beganAt: number): string {
    const now = this.#now().getTime();
    for (const [token, page] of this.#pages) {
      if (page.expiresAt < now) this.#pages.delete(token);
    }
    const token = randomBytes(24).toString("base64url");
    this.#pages.set(token, { query, offset, beganAt, expiresAt: now + lifeMs });
    return token;
  }
}
