import { randomBytes } from "node:crypto";

export const benchSecret = "bench-webhook-secret";

/** The environment of a product process that talks to `vendorUrl` for Microsoft and Zoom alike. */
export function productSettings(publicUrl: string, vendorUrl: string): Record<string, string> {
  return {
    PUBLIC_URL: publicUrl,
    SECRET_KEYS: randomBytes(32).toString("base64"),
    ENTRA_CLIENT_ID: "add10000-0000-4000-8000-000000000001",
    ENTRA_CLIENT_SECRET: "bench",
    ENTRA_AUTHORITY: `${vendorUrl}/entra`,
    GRAPH_URL: `${vendorUrl}/graph/v1.0`,
    ZOOM_CLIENT_ID: "bench",
    ZOOM_CLIENT_SECRET: "bench",
    ZOOM_WEBHOOK_SECRET: benchSecret,
    ZOOM_OAUTH_URL: `${vendorUrl}/zoom`,
    ZOOM_API_URL: `${vendorUrl}/zoom/v2`,
  };
}
