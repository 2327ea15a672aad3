import { randomBytes } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type FastifyInstance } from "fastify";
import { fillTemplate } from "./page-template.ts";

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

/** Pages for people who come from an invitation or from the add-in's listing; nobody signs in here. */
export function portalPages(app: FastifyInstance): void {
  const template = readFileSync(join(import.meta.dirname, "portal-page.html"), "utf8");
  for (const page of ["activity", "profile", "settings"]) {
    app.get(`/portal/${page}`, (request, reply) => {
      const language = prefersGerman(request.headers["accept-language"]) ? "de" : "en";
      const nonce = randomBytes(16).toString("base64");
      return reply
        .type("text/html; charset=utf-8")
        .header("cache-control", "no-store")
        .header(
          "content-security-policy",
          `default-src 'none'; style-src 'nonce-${nonce}'; img-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
        )
        .send(fillTemplate(template, { nonce, language, ...texts[language] }));
    });
  }
}

function prefersGerman(acceptLanguage: string | undefined): boolean {
  return /^\s*de\b/i.test(acceptLanguage ?? "");
}
