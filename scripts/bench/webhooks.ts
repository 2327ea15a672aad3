import { createHash } from "node:crypto";
import { join } from "node:path";
import { setTimeout as rest } from "node:timers/promises";
import { startChild, type Child } from "../child.ts";
import { freePort } from "../../test/support/cluster/free-port.ts";
import { startServerProcess } from "../../test/support/cluster/server-process.ts";
import { type BenchSettings } from "./bench-settings.ts";
import { enginesToMeasure, type EngineForBench } from "./engines.ts";
import { type BenchSubscription, generateLoad, type LoadResult } from "./load.ts";
import { benchSecret, productSettings } from "./product-settings.ts";
import { median, rounded, withRange } from "./stats.ts";
import { insertConnections } from "./synthetic-connections.ts";
import { printTable } from "./table.ts";

const subscriptionsInUse = 20;
const kinds = ["zoom", "graph"] as const;

interface Measured {
  product: LoadResult[];
  floor: LoadResult[];
}

/** Durable webhooks a second: the product's routes and the bare floor, turn about. */
export async function benchWebhooks(settings: BenchSettings): Promise<void> {
  const rows: string[][] = [];
  for (const engine of enginesToMeasure()) {
    const [forProduct, forFloor] = [await engine(), await engine()];
    try {
      rows.push(...(await measureEngine(forProduct, forFloor, settings)));
    } finally {
      await forProduct.remove();
      await forFloor.remove();
    }
  }
  printTable(
    `Durable webhooks: ${settings.webhookRounds} rounds of ${settings.webhookRoundMs / 1000} s each, product and floor in turn; median (range)`,
    [
      "engine",
      "route",
      "connections",
      "product /s",
      "floor /s",
      "ratio",
      "product p50/p99 ms",
      "floor p50/p99 ms",
      "not acknowledged",
    ],
    rows,
  );
}

async function measureEngine(
  forProduct: EngineForBench,
  forFloor: EngineForBench,
  settings: BenchSettings,
): Promise<string[][]> {
  const [productPort, floorPort] = [await freePort(), await freePort()];
  const environment = productSettings(`http://127.0.0.1:${productPort}`, "http://127.0.0.1:9");
  const database = await forProduct.open();
  const subscriptions = await insertConnections(database, {
    count: subscriptionsInUse,
    secretKeys: environment.SECRET_KEYS ?? "",
    version: "off",
    isSubscribed: true,
  });
  await database.close();
  const folder = settings.folder;
  const product = startServerProcess({
    name: "product",
    port: productPort,
    logFile: join(folder, `webhooks-${forProduct.name}.log`),
    environment: {
      ...environment,
      ...forProduct.environment,
      ROLE: forProduct.name === "embedded" ? "all" : "web",
    },
  });
  const floor = startFloor(floorPort, forFloor, subscriptions, folder);
  try {
    await Promise.all([product.ready, floor.ready]);
    const rows: string[][] = [];
    for (const kind of kinds) {
      for (const connections of settings.webhookConnections) {
        const measured = await takeTurns(
          { product: product.url, floor: `http://127.0.0.1:${floorPort}` },
          { kind, connections, subscriptions },
          settings,
        );
        rows.push([forProduct.name, `/webhooks/${kind}`, String(connections), ...rowOf(measured)]);
      }
    }
    return rows;
  } finally {
    await Promise.all([product.child.stop(), floor.child.stop()]);
  }
}

async function takeTurns(
  urls: { product: string; floor: string },
  what: {
    kind: "zoom" | "graph";
    connections: number;
    subscriptions: readonly BenchSubscription[];
  },
  { webhookRounds, webhookRoundMs, webhookRestMs }: BenchSettings,
): Promise<Measured> {
  const measured: Measured = { product: [], floor: [] };
  // The first round warms both up and is not counted.
  for (let round = 0; round <= webhookRounds; round++) {
    const turns =
      round % 2 === 0 ? (["product", "floor"] as const) : (["floor", "product"] as const);
    for (const whose of turns) {
      const result = await generateLoad({
        ...what,
        url: `${urls[whose]}/webhooks/${what.kind}`,
        durationMs: webhookRoundMs,
        mostRequests: 200_000,
        secret: benchSecret,
      });
      if (round > 0) measured[whose].push(result);
      await rest(webhookRestMs);
    }
  }
  return measured;
}

function rowOf({ product, floor }: Measured): string[] {
  const perSecond = (of: readonly LoadResult[]) => of.map((result) => result.perSecond);
  const delays = (of: readonly LoadResult[]) =>
    [of.map(({ p50Ms }) => p50Ms), of.map(({ p99Ms }) => p99Ms)]
      .map((each) => rounded(median(each), 1))
      .join(" / ");
  const ratios = perSecond(product).map((each, round) => each / (perSecond(floor)[round] ?? 1));
  return [
    withRange(perSecond(product)),
    withRange(perSecond(floor)),
    withRange(ratios, 2),
    delays(product),
    delays(floor),
    String([...product, ...floor].reduce((sum, { failures }) => sum + failures, 0)),
  ];
}

function startFloor(
  port: number,
  engine: EngineForBench,
  subscriptions: readonly BenchSubscription[],
  folder: string,
): { child: Child; ready: Promise<void> } {
  const listening = Promise.withResolvers<undefined>();
  const hashes = subscriptions.map(({ id, clientState }) => [
    id,
    createHash("sha256").update(clientState).digest("base64url"),
  ]);
  const child = startChild({
    name: "floor",
    args: [join(import.meta.dirname, "floor-server.ts")],
    logFile: join(folder, `floor-${engine.name}.log`),
    onLine: (line) => {
      if (line.includes('"listening"')) listening.resolve(undefined);
    },
    env: {
      PATH: process.env.PATH,
      PORT: String(port),
      SECRET: benchSecret,
      CLIENT_STATE_HASHES: JSON.stringify(hashes),
      ...engine.environment,
    },
  });
  void child.ended.then(() => listening.reject(new Error(child.lastLines())));
  listening.promise.catch(() => undefined);
  return { child, ready: listening.promise };
}
