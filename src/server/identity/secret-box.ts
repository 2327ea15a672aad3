import {
  createCipheriv,
  createDecipheriv,
  createHash,
  createSecretKey,
  type KeyObject,
  randomFillSync,
} from "node:crypto";
import { Bug } from "../errors.ts";

/**
 * AES-256-GCM under rotating keys. What a sealed value belongs to (tenant, owner, purpose) is bound
 * into it as associated data, so a row copied to another owner does not open.
 * Form: `<key id>.<nonce>.<ciphertext and tag>`, each base64url.
 */
export class SecretBox {
  readonly #keys: ReadonlyArray<{ id: string; key: KeyObject }>;
  readonly #nonces = new Nonces();

  /** @param keys 32 bytes each; the first seals, all open. */
  constructor(keys: readonly Buffer[]) {
    if (keys.length === 0) throw new Bug("SecretBox needs at least one key");
    this.#keys = keys.map((key) => ({
      id: createHash("sha256").update(key).digest("base64url").slice(0, 8),
      key: createSecretKey(key),
    }));
  }

  seal(belongsTo: readonly string[], plain: string): string {
    const [first] = this.#keys;
    if (!first) throw new Bug("SecretBox lost its keys");
    const nonce = this.#nonces.next();
    const cipher = createCipheriv("aes-256-gcm", first.key, nonce);
    cipher.setAAD(associatedData(belongsTo));
    const sealed = Buffer.concat([cipher.update(plain, "utf8"), cipher.final()]);
    const tagged = Buffer.concat([sealed, cipher.getAuthTag()]);
    return [first.id, nonce.toString("base64url"), tagged.toString("base64url")].join(".");
  }

  /** Every value sealed now begins with it. */
  get currentKeyId(): string {
    const [first] = this.#keys;
    if (!first) throw new Bug("SecretBox lost its keys");
    return first.id;
  }

  /** @throws Bug when no key fits, or the value was made for another owner. */
  open(belongsTo: readonly string[], sealed: string): string {
    const [keyId, nonce, tagged] = sealed.split(".");
    const found = this.#keys.find((candidate) => candidate.id === keyId);
    if (!found || !nonce || !tagged) {
      throw new Bug("A stored secret was sealed with a key that SECRET_KEYS no longer holds");
    }
    const bytes = Buffer.from(tagged, "base64url");
    const decipher = createDecipheriv("aes-256-gcm", found.key, Buffer.from(nonce, "base64url"));
    decipher.setAAD(associatedData(belongsTo));
    decipher.setAuthTag(bytes.subarray(-16));
    try {
      return decipher.update(bytes.subarray(0, -16), undefined, "utf8") + decipher.final("utf8");
    } catch (cause) {
      throw new Bug("A stored secret does not belong to its row", cause);
    }
  }
}

const nonceBytes = 12;

/** Random nonces, each handed out once. Drawn many at a time: one draw costs as much as one seal. */
class Nonces {
  readonly #pool = Buffer.alloc(nonceBytes * 256);
  #used = this.#pool.length;

  /** Valid until the next call. */
  next(): Buffer {
    if (this.#used === this.#pool.length) {
      randomFillSync(this.#pool);
      this.#used = 0;
    }
    this.#used += nonceBytes;
    return this.#pool.subarray(this.#used - nonceBytes, this.#used);
  }
}

/** Length-prefixed, so that ["ab", "c"] and ["a", "bc"] differ. */
function associatedData(parts: readonly string[]): Buffer {
  return Buffer.from(parts.map((part) => `${Buffer.byteLength(part)}:${part}`).join(""), "utf8");
}
