import { type Person } from "../world/model.ts";
import { type SandboxOptions } from "../sandbox.ts";
import { escapeHtml, renderPage } from "./layout.ts";

/** The way into the sandbox: where everything is, and who lives here. */
export function startPage(options: SandboxOptions, people: readonly Person[]): string {
  const cards = [
    card("/outlook", "Outlook", "Calendar on the web, with the add-in in its ribbon."),
    card(
      "/zoom/portal",
      "Zoom web portal",
      "The meetings as Zoom sees them; change or delete them here.",
    ),
    card(
      "/traffic",
      "Traffic & faults",
      "Every call between the parts, live, and switches that break things.",
    ),
    card(
      `${options.productUrl}/portal/profile`,
      "Zoom Meetings for Outlook",
      "The product's own pages: profile, settings, activity.",
    ),
  ];
  const rows = people.map(
    ({ displayName, mail, role }) =>
      `<tr><td>${escapeHtml(displayName)}</td><td>${escapeHtml(mail)}</td><td>${role}</td></tr>`,
  );
  return renderPage({
    title: "Sandbox",
    main: `<h1>Everything the add-in needs, on this machine</h1>
<p class="lead">Outlook, Microsoft Graph, Entra ID and Zoom, played offline. Nothing here reaches the real services, and nobody here is a real person.</p>
<ul class="cards">${cards.join("")}</ul>
<section class="panel" id="people"><h2>Who lives here</h2>
<table class="people"><tbody>${rows.join("")}</tbody></table></section>`,
  });
}

const card = (address: string, name: string, text: string): string =>
  `<li class="card"><a href="${escapeHtml(address)}">${escapeHtml(name)}</a><p>${escapeHtml(text)}</p></li>`;
