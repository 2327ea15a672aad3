import { type ServerResponse } from "node:http";
import { ZoomError } from "../core/zoom-error.ts";

/**
 * Zoom refuses a write to what is just being written
 * (https://developers.zoom.us/docs/api/rate-limits/).
 */
export class ParallelWrites {
  readonly #running = new Set<string>();

  /** Takes the resource until the answer is out; throws the 429 when another write has it. */
  enter(method: string, resource: string, response: ServerResponse): void {
    if (this.#running.has(resource)) {
      throw new ZoomError(
        429,
        429,
        `Too many concurrent requests. A request to ${method} ${resource} has already been made.`,
      );
    }
    this.#running.add(resource);
    response.once("close", () => this.#running.delete(resource));
    response.once("finish", () => this.#running.delete(resource));
  }
}

/** The one meeting or event a path is about; null for lists and collections. */
export function resourceOf(url: string): string | null {
  const found = /\/v2(\/meetings\/[^/?]+|\/calendars\/[^/?]+\/events\/[^/?]+)/.exec(url)?.[1];
  return found === undefined || /\/events\/(import|quickAdd)$/.test(found) ? null : found;
}
