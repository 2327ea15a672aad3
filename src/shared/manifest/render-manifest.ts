/** The address the manifest in the repository is written for. */
const LOCAL_ORIGIN = "https://localhost:3000";

export interface ManifestDeployment {
  /** The https origin the add-in is reached by; a trailing slash is allowed. */
  readonly publicUrl: string;
  /** A page people can open without signing in; the portal when left out. */
  readonly supportUrl?: string;
}

export class ManifestError extends Error {
  readonly code: "publicUrlInvalid" | "publicUrlNotPublic" | "supportUrlInvalid";

  constructor(code: ManifestError["code"], message: string) {
    super(message);
    this.name = "ManifestError";
    this.code = code;
  }
}

const escapeXml = (text: string): string =>
  text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");

function readOrigin(publicUrl: string): URL {
  const url = URL.canParse(publicUrl) ? new URL(publicUrl) : null;
  const isOrigin = url && /^https?:$/.test(url.protocol) && url.href === `${url.origin}/`;
  if (isOrigin) return url;
  throw new ManifestError(
    "publicUrlInvalid",
    "PUBLIC_URL must be an origin such as https://zoom.example.com, without a path. No manifest was written.",
  );
}

/**
 * Refuses addresses that Outlook cannot load an add-in from: without https, or on this machine.
 *
 * @throws ManifestError
 */
export function assertDeployable(publicUrl: string): void {
  const { protocol, hostname } = readOrigin(publicUrl);
  const isLocal =
    /(?:^|\.)localhost$/.test(hostname) || /^127\.|^0\.0\.0\.0$|^\[::1?\]$/.test(hostname);
  if (protocol === "https:" && !isLocal) return;
  throw new ManifestError(
    "publicUrlNotPublic",
    "Outlook loads add-ins over https, from a host that every mailbox reaches. No manifest was written; set PUBLIC_URL to the deployment's https address.",
  );
}

/**
 * The manifest for one deployment: `template`, the manifest for local use, with every address moved
 * to `publicUrl`.
 *
 * @throws ManifestError when an address is not one.
 */
export function renderManifest(
  template: string,
  { publicUrl, supportUrl }: ManifestDeployment,
): string {
  const { origin } = readOrigin(publicUrl);
  const moved = template.replaceAll(LOCAL_ORIGIN, escapeXml(origin));
  if (supportUrl === undefined) return moved;
  if (!URL.canParse(supportUrl) || new URL(supportUrl).protocol !== "https:") {
    throw new ManifestError(
      "supportUrlInvalid",
      "The support page must be an https address. No manifest was written.",
    );
  }
  return moved.replace(
    /(<SupportUrl DefaultValue=")[^"]*"/,
    (_, start: string) => `${start}${escapeXml(supportUrl)}"`,
  );
}
