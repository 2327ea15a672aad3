import { Agent, createServer, request, type IncomingMessage, type ServerResponse } from "node:http";

/** One address for several servers, each request to the next of them. */
export interface RoundRobin {
  close: () => Promise<void>;
}

export async function startRoundRobin(
  port: number,
  targets: readonly string[],
): Promise<RoundRobin> {
  const agent = new Agent({ keepAlive: true });
  let turn = 0;
  const pass = (incoming: IncomingMessage, outgoing: ServerResponse): void => {
    const target = new URL(targets[turn++ % targets.length] ?? "");
    const { method = "GET", url = "/", headers } = incoming;
    const onwards = request(
      { host: target.hostname, port: target.port, method, path: url, headers, agent },
      (answer) => {
        outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.pipe(outgoing);
      },
    );
    onwards.on("error", () => {
      if (!outgoing.headersSent) outgoing.writeHead(502);
      outgoing.end();
    });
    incoming.pipe(onwards);
  };
  const server = createServer(pass);
  await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
  return {
    close: async () => {
      server.closeAllConnections();
      agent.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
