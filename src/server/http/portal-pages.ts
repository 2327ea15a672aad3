import { randomBytes } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import fastifyStatic from "@fastify/static";
import { type FastifyInstance } from "fastify";
import { fillTemplate } from "./page-template.ts";

const root = join(import.meta.dirname, "../../..");
const bundles = join(root, "dist/portal");

/** What the join block's own link and the add-in's support link lead to, for organizer and attendee. */
const texts = {
  en: {
    title: "Zoom Meetings for Outlook",
    lead: "This meeting was added from an Outlook appointment.",
    attendeeTitle: "You were invited",
    attendee: "Nothing to do here: join with the link in your invitation when the meeting starts.",
    organizerTitle: "You organize the meeting",
    organizer:
      "Open the appointment in Outlook and choose <strong>Zoom settings</strong>. There you change its options, see whether Outlook and Zoom are in step, put a lost link back, or remove the meeting.",
    connectTitle: "Connect or disconnect Zoom",
    connect:
      "Open any new appointment in Outlook, choose <strong>Zoom settings</strong>, and follow <strong>Connect Zoom</strong>; the same place disconnects it.",
  },
  de: {
    title: "Zoom-Meetings für Outlook",
    lead: "Dieses Meeting wurde aus einem Outlook-Termin heraus hinzugefügt.",
    attendeeTitle: "Sie sind eingeladen",
    attendee:
      "Hier ist nichts zu tun: Treten Sie zur Startzeit über den Link in Ihrer Einladung bei.",
    organizerTitle: "Sie organisieren das Meeting",
    organizer:
      "Öffnen Sie den Termin in Outlook und wählen Sie <strong>Zoom-Einstellungen</strong>. Dort ändern Sie Optionen, sehen, ob Outlook und Zoom übereinstimmen, stellen einen verlorenen Link wieder her oder entfernen das Meeting.",
    connectTitle: "Zoom verbinden oder trennen",
    connect:
      "Öffnen Sie einen neuen Termin in Outlook, wählen Sie <strong>Zoom-Einstellungen</strong> und dann <strong>Zoom verbinden</strong>; dort wird die Verbindung auch getrennt.",
  },
} as const;

/**
 * The portal's pages, each with a nonce of its own, and one page for people who come from an
 * invitation; nobody signs in there.
 * @throws Error naming the command to run when the browser bundles were not built.
 */
export async function portalPages(app: FastifyInstance): Promise<void> {
  const information = readFileSync(join(import.meta.dirname, "portal-page.html"), "utf8");
  app.get("/portal/activity", (request, reply) => {
    const language = prefersGerman(request.headers["accept-language"]) ? "de" : "en";
    const nonce = newNonce();
    return reply
      .type("text/html; charset=utf-8")
      .header("cache-control", "no-store")
      .header(
        "content-security-policy",
        `default-src 'none'; style-src 'nonce-${nonce}'; img-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
      )
      .send(fillTemplate(information, { nonce, language, ...texts[language] }));
  });

  const template = readFileSync(join(root, "src/portal/portal.html"), "utf8");
  const files = readAssets();
  for (const page of ["profile", "settings"]) {
    app.get(`/portal/${page}`, (_request, reply) => {
      const nonce = newNonce();
      return reply
        .type("text/html; charset=utf-8")
        .header("cache-control", "no-store")
        .header("content-security-policy", policyOf(nonce))
        .header("x-frame-options", "DENY")
        .send(fillTemplate(template, { nonce, scripts: scriptsOf(files, nonce) }));
    });
  }
  app.get("/portal", (_request, reply) => reply.redirect("/portal/profile"));
  await app.register(fastifyStatic, {
    root: bundles,
    prefix: "/portal/assets/",
    decorateReply: false,
    immutable: true,
    maxAge: "365d",
    index: false,
  });
}

/** Nobody frames the portal, and nothing but our own files runs in it. */
function policyOf(nonce: string): string {
  return [
    "default-src 'none'",
    `script-src 'nonce-${nonce}' 'self'`,
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join("; ");
}

function scriptsOf(files: readonly string[], nonce: string): string {
  return files
    .map((file) =>
      file.endsWith(".css")
        ? `<link rel="stylesheet" nonce="${nonce}" href="/portal/assets/${file}" />`
        : `<script nonce="${nonce}" defer src="/portal/assets/${file}"></script>`,
    )
    .join("\n");
}

function readAssets(): string[] {
  try {
    const assets = JSON.parse(readFileSync(join(bundles, "assets.json"), "utf8")) as {
      portal?: string[];
    };
    return assets.portal ?? [];
  } catch (cause) {
    throw new Error("The browser bundles are missing. Build them with: npm run build", { cause });
  }
}

function newNonce(): string {
  return randomBytes(16).toString("base64");
}

function prefersGerman(acceptLanguage: string | undefined): boolean {
  return /^\s*de\b/i.test(acceptLanguage ?? "");
}
