import { randomBytes } from "node:crypto";
import type {} from "@fastify/cookie";
import { type FastifyReply, type FastifyRequest } from "fastify";

interface CookieOptions {
  name: string;
  publicUrl: string;
  maxAgeSeconds: number;
}

/**
 * One of our cookies: unreadable for scripts, and sent along when Microsoft or Zoom send the browser
 * back. On https its name makes browsers refuse one that another host or path has set.
 */
export class BrowserCookie {
  readonly #name: string;
  readonly #isSecure: boolean;
  readonly #maxAge: number;

  constructor({ name, publicUrl, maxAgeSeconds }: CookieOptions) {
    this.#isSecure = publicUrl.startsWith("https://");
    this.#name = this.#isSecure ? `__Host-${name}` : name;
    this.#maxAge = maxAgeSeconds;
  }

  /** What the browser has, or a random value it now gets. */
  remember(request: FastifyRequest, reply: FastifyReply): string {
    const value = this.read(request) ?? randomBytes(16).toString("base64url");
    this.set(reply, value);
    return value;
  }

  set(reply: FastifyReply, value: string): void {
    void reply.setCookie(this.#name, value, { ...this.#attributes(), maxAge: this.#maxAge });
  }

  clear(reply: FastifyReply): void {
    void reply.clearCookie(this.#name, this.#attributes());
  }

  read(request: FastifyRequest): string | undefined {
    return request.cookies[this.#name];
  }

  #attributes() {
    return { path: "/", httpOnly: true, sameSite: "lax", secure: this.#isSecure } as const;
  }
}
