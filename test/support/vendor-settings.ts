import { randomUUID } from "node:crypto";

export const zoomWebhookSecret = "zoom-webhook-secret";

/** What the emulated vendors at this address and the product are told of each other. */
export function vendorSettings(sandboxUrl: string) {
  const sandbox = {
    publicUrl: sandboxUrl,
    manifestFile: "manifest.xml",
    entraClientId: randomUUID(),
    entraClientSecret: "entra-secret",
    zoomClientId: "zoom-client",
    zoomClientSecret: "zoom-secret",
    zoomWebhookSecret,
  };
  /** Of the product. */
  const environment = {
    ENTRA_CLIENT_ID: sandbox.entraClientId,
    ENTRA_CLIENT_SECRET: sandbox.entraClientSecret,
    ENTRA_AUTHORITY: `${sandboxUrl}/entra`,
    GRAPH_URL: `${sandboxUrl}/graph/v1.0`,
    ZOOM_CLIENT_ID: sandbox.zoomClientId,
    ZOOM_CLIENT_SECRET: sandbox.zoomClientSecret,
    ZOOM_WEBHOOK_SECRET: zoomWebhookSecret,
    ZOOM_OAUTH_URL: `${sandboxUrl}/zoom`,
    ZOOM_API_URL: `${sandboxUrl}/zoom/v2`,
    OFFICE_JS_URL: `${sandboxUrl}/office/office.js`,
  };
  return { sandbox, environment };
}
