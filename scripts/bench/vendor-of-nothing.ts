import { randomUUID } from "node:crypto";
import { createServer } from "node:http";

/** Microsoft and Zoom with nothing in any calendar: every list is empty, every create works. */
export interface VendorOfNothing {
  url: string;
  calls: () => number;
  close: () => Promise<void>;
}

export async function startVendorOfNothing(port: number): Promise<VendorOfNothing> {
  const url = `http://127.0.0.1:${port}`;
  let calls = 0;
  const server = createServer((request, reply) => {
    calls += 1;
    request.resume();
    request.on("end", () => {
      const path = request.url ?? "/";
      const body = JSON.stringify(answerTo(url, request.method ?? "GET", path));
      reply.writeHead(request.method === "POST" ? 201 : 200, {
        "content-type": "application/json",
      });
      reply.end(body);
    });
  });
  server.keepAliveTimeout = 60_000;
  await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
  return {
    url,
    calls: () => calls,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function answerTo(url: string, method: string, path: string): object {
  if (path.includes("/calendarView/delta")) {
    const next = `${url}/graph/v1.0/me/calendarView/delta?$deltatoken=${randomUUID()}`;
    return { value: [], "@odata.deltaLink": next };
  }
  if (path.endsWith("/subscriptions") && method === "POST") {
    return { id: randomUUID(), expirationDateTime: new Date(Date.now() + 6e8).toISOString() };
  }
  if (path.startsWith("/graph")) return { value: [] };
  if (path.includes("/settings/")) return { id: "autoAddZoomMeeting", value: "false" };
  if (path.includes("/users/me/meetings")) return { meetings: [], next_page_token: "" };
  if (method === "POST" && path.endsWith("/calendars")) return { id: `c_${randomUUID()}` };
  return { items: [], nextSyncToken: "1" };
}
