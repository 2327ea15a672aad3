import { randomBytes } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type LocalCertificate } from "./certificate.ts";

const root = join(import.meta.dirname, "..");
export const dataFolder = join(root, ".data");

export interface Ports {
  product: number;
  sandbox: number;
}

type Environment = Record<string, string | undefined>;

/**
 * PORT and SANDBOX_PORT, or their defaults.
 * @throws Error for one that is no port.
 */
export function readPorts(env: Environment): Ports {
  return { product: readPort(env, "PORT", 3000), sandbox: readPort(env, "SANDBOX_PORT", 3001) };
}

function readPort(env: Environment, key: string, fallback: number): number {
  const port = Number(env[key] ?? fallback);
  if (Number.isInteger(port) && port > 0 && port < 65_536) return port;
  throw new Error(`${key} must be a port from 1 to 65535, but is "${env[key] ?? ""}".`);
}

interface Secrets {
  secretKeys: string;
  entraClientSecret: string;
  zoomClientSecret: string;
  zoomWebhookSecret: string;
}

/** Made once; what the product has encrypted with them stays readable from one start to the next. */
function ensureSecrets(): Secrets {
  const file = join(dataFolder, "secrets.json");
  if (!existsSync(file)) {
    const secrets: Secrets = {
      secretKeys: randomBytes(32).toString("base64"),
      entraClientSecret: randomBytes(24).toString("base64url"),
      zoomClientSecret: randomBytes(24).toString("base64url"),
      zoomWebhookSecret: randomBytes(24).toString("base64url"),
    };
    mkdirSync(dataFolder, { recursive: true });
    writeFileSync(file, JSON.stringify(secrets, null, 2), { mode: 0o600 });
  }
  return JSON.parse(readFileSync(file, "utf8")) as Secrets;
}

/** The environments of the two processes of `npm start`, which know each other only by these. */
export function localEnvironments(
  ports: Ports,
  tls: LocalCertificate,
  manifestFile: string,
  inherited: Environment,
): { sandbox: Environment; product: Environment } {
  const productUrl = `https://localhost:${ports.product}`;
  const sandboxUrl = `https://localhost:${ports.sandbox}`;
  const secrets = ensureSecrets();
  const shared: Environment = {
    ...inherited,
    TLS_CERT_FILE: tls.certFile,
    TLS_KEY_FILE: tls.keyFile,
    NODE_EXTRA_CA_CERTS: tls.caFile,
    ENTRA_CLIENT_ID: "add10000-0000-4000-8000-000000000001",
    ENTRA_CLIENT_SECRET: secrets.entraClientSecret,
    ZOOM_CLIENT_ID: "local-zoom-app",
    ZOOM_CLIENT_SECRET: secrets.zoomClientSecret,
    ZOOM_WEBHOOK_SECRET: secrets.zoomWebhookSecret,
  };
  return {
    sandbox: {
      ...shared,
      SANDBOX_PORT: String(ports.sandbox),
      SANDBOX_PUBLIC_URL: sandboxUrl,
      SANDBOX_DATA_DIR: join(dataFolder, "sandbox"),
      PRODUCT_URL: productUrl,
      MANIFEST_FILE: manifestFile,
    },
    product: {
      ...shared,
      PORT: String(ports.product),
      PUBLIC_URL: productUrl,
      DATA_DIR: join(dataFolder, "product"),
      SECRET_KEYS: secrets.secretKeys,
      ROLE: "all",
      ENTRA_AUTHORITY: `${sandboxUrl}/entra`,
      GRAPH_URL: `${sandboxUrl}/graph/v1.0`,
      ZOOM_OAUTH_URL: `${sandboxUrl}/zoom`,
      ZOOM_API_URL: `${sandboxUrl}/zoom/v2`,
      OFFICE_JS_URL: `${sandboxUrl}/office/office.js`,
    },
  };
}
