import { networkInterfaces } from "node:os";
import { systemClock } from "./clock.ts";
import { readConfig } from "./config.ts";
import { ConfigError } from "./errors.ts";
import { createLogger } from "./logger.ts";
import { createServer } from "./server.ts";
import { openDatabase } from "./store/database.ts";
import { migrate } from "./store/migrate.ts";

const oldestNode = 26;

/** The process: configuration, database, server, and an orderly end. */
async function main(): Promise<void> {
  const [major] = process.versions.node.split(".");
  if (Number(major) < oldestNode) {
    throw new ConfigError([
      `this server needs Node ${oldestNode}, but runs on ${process.versions.node}; start it with "npm run server"`,
    ]);
  }
  const config = readConfig(process.env);
  const logger = createLogger(config.logLevel);
  const database = await openDatabase({
    databaseUrl: config.databaseUrl ?? undefined,
    dataDir: config.dataDir,
    logger,
  });
  await migrate(database.db);
  const server = await createServer(config, database, systemClock, logger);
  await server.background.start(config.role !== "web");
  await listen();
  logger.info({ port: config.port, engine: database.engine, role: config.role }, "listening");

  let isStopping = false;
  const stop = (signal: string): void => {
    if (isStopping) return;
    isStopping = true;
    logger.info({ signal }, "stopping");
    server
      .close()
      .then(() => database.close())
      .then(
        () => process.exit(0),
        (error: unknown) => {
          logger.error({ err: error }, "could not stop in order");
          process.exit(1);
        },
      );
  };
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => stop(signal));

  async function listen(): Promise<void> {
    try {
      await server.app.listen({ port: config.port, host: hasIPv6() ? "::" : "0.0.0.0" });
    } catch (cause) {
      if ((cause as NodeJS.ErrnoException).code === "EADDRINUSE") {
        throw new ConfigError([`port ${config.port} is in use; choose another with PORT`]);
      }
      throw cause;
    }
  }
}

/** `::` takes IPv4 as well, but containers often have no IPv6 at all. */
function hasIPv6(): boolean {
  const addresses = Object.values(networkInterfaces()).flatMap((of) => of ?? []);
  return addresses.some(({ family }) => family === "IPv6");
}

main().catch((error: unknown) => {
  const isExpected = error instanceof ConfigError || (error instanceof Error && "code" in error);
  console.error(isExpected ? error.message : error);
  process.exit(1);
});
