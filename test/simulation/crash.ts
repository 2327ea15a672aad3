import {
  type KyselyPlugin,
  type PluginTransformQueryArgs,
  type PluginTransformResultArgs,
  type QueryResult,
  type RootOperationNode,
  type UnknownRow,
} from "kysely";

/** The process is gone; nothing it still holds in memory may reach anybody. */
export class Crash extends Error {
  override readonly name = "Crash";
}

/** The life of one process: each query and each call of the network is a step that may be its last. */
export class Life implements KyselyPlugin {
  #stepsLeft = Infinity;
  #isDead = false;

  get isDead(): boolean {
    return this.#isDead;
  }

  /** So many steps are still made. */
  endAfter(steps: number): void {
    this.#stepsLeft = steps;
  }

  goOn(): void {
    this.#stepsLeft = Infinity;
  }

  end(): void {
    this.#isDead = true;
  }

  /** @throws Crash */
  step(): void {
    if (this.#stepsLeft-- <= 0) this.#isDead = true;
    if (this.#isDead) throw new Crash("The process ended here");
  }

  transformQuery({ node }: PluginTransformQueryArgs): RootOperationNode {
    this.step();
    return node;
  }

  transformResult({ result }: PluginTransformResultArgs): Promise<QueryResult<UnknownRow>> {
    return Promise.resolve(result);
  }
}
