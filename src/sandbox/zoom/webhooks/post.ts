import { type Delivery, type DeliveryAnswer } from "../../sandbox.ts";

/** Zoom gives an endpoint three seconds (https://developers.zoom.us/docs/api/webhooks/). */
const answerWithinMs = 3000;

/** Over the network; redirects are answers, not followed. */
export async function postDelivery({ to, body, headers }: Delivery): Promise<DeliveryAnswer> {
  const response = await fetch(to, {
    method: "POST",
    body,
    redirect: "manual",
    signal: AbortSignal.timeout(answerWithinMs),
    headers,
  });
  const type = response.headers.get("content-type") ?? "";
  return { status: response.status, type, text: await response.text() };
}
