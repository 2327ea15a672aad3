import { ConfigError } from "./errors.ts";

/** `all` serves requests and does background work; the other two do one of them each. */
export type Role = "all" | "web" | "worker";

/** Everything the environment decides, read once at start and never changed. */
export interface Config {
  /** Listen port. Default 3000. */
  readonly port: number;
  /** The https origin under which others reach us, without a trailing slash. */
  readonly publicUrl: string;
  /** Serve TLS ourselves; null means plain http behind a proxy. */
  readonly tls: { readonly certFile: string; readonly keyFile: string } | null;
  /** PostgreSQL; null means the embedded database in `dataDir`. */
  readonly databaseUrl: string | null;
  readonly dataDir: string;
  /** 32-byte keys; the first encrypts, all decrypt. */
  readonly secretKeys: readonly Buffer[];
  readonly entra: {
    readonly clientId: string;
    readonly clientSecret: string;
    readonly authority: string;
  };
  readonly graphUrl: string;
  /** Graph's name as a resource: its own origin in a cloud of Microsoft's, whatever a proxy is called. */
  readonly graphResource: string;
  readonly zoom: {
    readonly clientId: string;
    readonly clientSecret: string;
    /** Newest first; older ones are accepted during a rotation. */
    readonly webhookSecrets: readonly string[];
    readonly oauthUrl: string;
    readonly apiUrl: string;
  };
  readonly role: Role;
  readonly officeJsUrl: string;
  readonly logLevel: string;
}

/** Microsoft's worldwide cloud. */
const graphResource = "https://graph.microsoft.com";

/** The national clouds name their own Graph. @see https://learn.microsoft.com/graph/deployments */
function isMicrosoftCloud(graphUrl: string): boolean {
  const host = URL.parse(graphUrl)?.hostname ?? "";
  return /(^|\.)graph\.microsoft\.(com|us)$|(^|\.)microsoftgraph\.chinacloudapi\.cn$/.test(host);
}

const logLevels = ["fatal", "error", "warn", "info", "debug", "trace", "silent"];

/**
 * Reads the configuration from an environment.
 * @throws ConfigError listing every fault at once, each with the variable to change.
 */
export function readConfig(env: NodeJS.ProcessEnv): Config {
  const faults: string[] = [];

  const text = (key: string, fallback?: string): string => {
    const value = env[key]?.trim();
    if (value) return value;
    if (fallback === undefined) faults.push(`${key} is required`);
    return fallback ?? "";
  };
  const url = (key: string, fallback: string): string => {
    const value = text(key, fallback).replace(/\/+$/, "");
    const parsed = URL.parse(value);
    if (!parsed || !["http:", "https:"].includes(parsed.protocol)) {
      faults.push(`${key} must be an http(s) address, but is "${value}"`);
    }
    return value;
  };
  const oneOf = <T extends string>(key: string, allowed: readonly T[], fallback: T): T => {
    const value = text(key, fallback);
    const found = allowed.find((candidate) => candidate === value);
    if (!found) faults.push(`${key} must be one of ${allowed.join(", ")}, but is "${value}"`);
    return found ?? fallback;
  };
  const list = (key: string): string[] => {
    const parts = (env[key] ?? "").split(",").map((part) => part.trim());
    const found = parts.filter((part) => part.length > 0);
    if (found.length === 0) faults.push(`${key} is required`);
    return found;
  };

  const port = Number(text("PORT", "3000"));
  if (!Number.isInteger(port) || port < 0 || port > 65_535) {
    faults.push(`PORT must be a whole number from 0 to 65535, but is "${text("PORT", "3000")}"`);
  }

  const secretKeys = list("SECRET_KEYS").map((encoded) => Buffer.from(encoded, "base64"));
  if (secretKeys.some((key) => key.length !== 32)) {
    faults.push(
      "SECRET_KEYS must hold base64 keys of 32 bytes each, separated by commas " +
        "(make one with: node -e \"console.log(crypto.randomBytes(32).toString('base64'))\")",
    );
  }

  const certFile = env.TLS_CERT_FILE?.trim();
  const keyFile = env.TLS_KEY_FILE?.trim();
  if (Boolean(certFile) !== Boolean(keyFile)) {
    faults.push("TLS_CERT_FILE and TLS_KEY_FILE go together: set both or neither");
  }

  const databaseUrl = env.DATABASE_URL?.trim() ?? "";
  if (databaseUrl && !/^postgres(ql)?:\/\//.test(databaseUrl)) {
    faults.push(
      "DATABASE_URL must begin with postgres:// (leave it out for the embedded database)",
    );
  }

  const publicUrl = url("PUBLIC_URL", "https://localhost:3000");
  const origin = URL.parse(publicUrl);
  if (origin && origin.href !== `${origin.origin}/`) {
    faults.push(`PUBLIC_URL must be an origin without a path, but is "${publicUrl}"`);
  }

  const graphUrl = url("GRAPH_URL", `${graphResource}/v1.0`);
  const config: Config = {
    port,
    publicUrl,
    tls: certFile && keyFile ? { certFile, keyFile } : null,
    databaseUrl: databaseUrl || null,
    dataDir: text("DATA_DIR", "./.data"),
    secretKeys,
    entra: {
      clientId: text("ENTRA_CLIENT_ID"),
      clientSecret: text("ENTRA_CLIENT_SECRET"),
      authority: url("ENTRA_AUTHORITY", "https://login.microsoftonline.com"),
    },
    graphUrl,
    graphResource: isMicrosoftCloud(graphUrl) ? new URL(graphUrl).origin : graphResource,
    zoom: {
      clientId: text("ZOOM_CLIENT_ID"),
      clientSecret: text("ZOOM_CLIENT_SECRET"),
      webhookSecrets: list("ZOOM_WEBHOOK_SECRET"),
      oauthUrl: url("ZOOM_OAUTH_URL", "https://zoom.us"),
      apiUrl: url("ZOOM_API_URL", "https://api.zoom.us/v2"),
    },
    role: oneOf("ROLE", ["all", "web", "worker"], "all"),
    officeJsUrl: url("OFFICE_JS_URL", "https://appsforoffice.microsoft.com/lib/1/hosted/office.js"),
    logLevel: oneOf("LOG_LEVEL", logLevels, "info"),
  };

  if (config.role !== "all" && config.databaseUrl === null) {
    faults.push(
      `ROLE=${config.role} needs DATABASE_URL: the embedded database serves one process, which is "all"`,
    );
  }
  if (faults.length > 0) throw new ConfigError([...new Set(faults)]);
  return deepFreeze(config);
}

function deepFreeze<T extends object>(value: T): T {
  for (const inner of Object.values(value)) {
    if (typeof inner === "object" && inner !== null && !Buffer.isBuffer(inner)) {
      deepFreeze(inner as object);
    }
  }
  return Object.freeze(value);
}
