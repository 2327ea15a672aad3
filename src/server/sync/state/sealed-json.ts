import { type SecretBox } from "../../identity/secret-box.ts";

/** Whose a sealed value is; a value copied to another row does not open. */
export interface SealedOwner {
  tenantId: string;
  id: string;
}

/** Plain data, sealed for one kind of row. */
export class SealedJson<T> {
  readonly #box: SecretBox;
  readonly #kind: string;

  constructor(box: SecretBox, kind: string) {
    this.#box = box;
    this.#kind = kind;
  }

  seal(owner: SealedOwner, value: T): string {
    return this.#box.seal([this.#kind, owner.tenantId, owner.id], JSON.stringify(value));
  }

  open(owner: SealedOwner, sealed: string): T {
    return JSON.parse(this.#box.open([this.#kind, owner.tenantId, owner.id], sealed)) as T;
  }

  openOrNull(owner: SealedOwner, sealed: string | null): T | null {
    return sealed === null ? null : this.open(owner, sealed);
  }
}
