import { randomBytes } from "node:crypto";
import { type Sandbox } from "../sandbox.ts";
import { badRequest } from "./graph-error.ts";
import { postWebhook } from "./webhook-post.ts";

/**
 * The address must echo a token as plain text.
 * https://learn.microsoft.com/graph/change-notifications-delivery-webhooks
 * @throws GraphError 400
 */
export async function greet(sandbox: Sandbox, address: string): Promise<void> {
  const token = `Validation: Testing client application reachability for subscription Request-Id: ${randomBytes(16).toString("hex")} +%/`;
  if (!URL.canParse(address)) throw badRequest(`The address '${address}' is not valid.`);
  const url = new URL(address);
  url.searchParams.set("validationToken", token);
  const reply = await postWebhook(sandbox, url.href, {
    body: "",
    type: "text/plain; charset=utf-8",
  });
  const isEcho =
    reply.status === 200 && reply.type.startsWith("text/plain") && reply.text === token;
  if (!isEcho)
    throw badRequest(
      "Subscription validation request failed. HTTP status code and body must match what was sent.",
      "ValidationError",
    );
}
