import { afterEach, beforeEach } from "@jest/globals";
import { type Delivery } from "../../../src/sandbox/sandbox.ts";
import { graphClient } from "./graph-client.ts";
import { type RunningSandbox, startSandbox, stopSandbox } from "./running-sandbox.ts";

/** Gives every test of a file a sandbox of its own, and them all a client of its Graph. */
export function graphForEachTest(options: () => Parameters<typeof startSandbox>[0]) {
  let running: RunningSandbox;
  beforeEach(async () => {
    running = await startSandbox(options());
  }, 30_000);
  afterEach(() => stopSandbox(running));
  /** Ends the sandbox, and starts it again with what it kept. */
  const restart = async () => {
    const { close, dataDir } = running;
    await close();
    running = await startSandbox({ ...options(), dataDir });
  };
  return { running: () => running, restart, ...graphClient(() => running) };
}

/** Answers handshakes and accepts everything else, as the product does. */
export const accepting = (taken: (delivery: Delivery) => void) => (delivery: Delivery) => {
  const token = new URL(delivery.to).searchParams.get("validationToken");
  if (token === null) taken(delivery);
  return Promise.resolve({
    status: token === null ? 202 : 200,
    type: "text/plain",
    text: token ?? "",
  });
};
