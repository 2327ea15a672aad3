import { escapeHtml, renderPage } from "../pages/layout.ts";
import { type Person } from "../world/model.ts";
import { type EntraError } from "./entra-error.ts";
import { type Scope, scopeTexts } from "./scopes.ts";

const initials = (name: string): string =>
  name
    .split(" ")
    .map((word) => word.slice(0, 1))
    .join("");

const hidden = (name: string, value: string): string =>
  `<input type="hidden" name="${escapeHtml(name)}" value="${escapeHtml(value)}">`;

/** Who is signing in? `query` is the request to go on with. */
export function accountPage(
  { query, action }: { query: string; action: string },
  people: readonly Person[],
): string {
  const accounts = people.map(
    ({ id, displayName, mail }) => `<li><form method="post" action="${escapeHtml(action)}">
${hidden("request", query)}${hidden("person", id)}
<button type="submit"><span class="avatar" aria-hidden="true">${escapeHtml(initials(displayName))}</span>
<span>${escapeHtml(displayName)}<small>${escapeHtml(mail)}</small></span></button></form></li>`,
  );
  return renderPage({
    title: "Pick an account",
    width: "narrow",
    main: `<section class="panel"><h1>Pick an account</h1>
<p class="explains">Emulated Microsoft sign-in. No password is asked for.</p>
<ul class="accounts">${accounts.join("")}</ul></section>`,
  });
}

/** What the app asks for, and **Accept**. */
export function consentPage(
  { query, action, appName }: { query: string; action: string; appName: string },
  person: Person,
  scopes: readonly Scope[],
): string {
  const lines = scopes.map(
    ({ resource, name }) =>
      `<li>${escapeHtml(scopeTexts[resource][name] ?? name)}<span class="explains">${escapeHtml(name)}</span></li>`,
  );
  return renderPage({
    title: "Permissions requested",
    width: "narrow",
    main: `<section class="panel"><p class="explains">${escapeHtml(person.mail)}</p>
<h1>Permissions requested</h1><p><strong>${escapeHtml(appName)}</strong> would like to:</p>
<ul class="scopes">${lines.join("")}</ul>
<form method="post" action="${escapeHtml(action)}">
${hidden("request", query)}${hidden("person", person.id)}
<div class="row end"><button type="submit" name="decision" value="cancel">Cancel</button>
<button type="submit" class="primary" name="decision" value="accept">Accept</button></div></form></section>`,
  });
}

/** Only an admin may agree; the person can go back to the app. */
export function approvalPage(
  { query, action }: { query: string; action: string },
  appName: string,
): string {
  return renderPage({
    title: "Need admin approval",
    width: "narrow",
    main: `<section class="panel"><h1>Need admin approval</h1>
<p><strong>${escapeHtml(appName)}</strong> needs permission to access resources in your organization that only an admin can grant. Please ask an admin to grant permission to this app before you can use it.</p>
<form method="post" action="${escapeHtml(action)}">${hidden("request", query)}
<div class="row end"><button type="submit">Return to the application without granting consent</button></div></form></section>`,
  });
}

/** What an admin grants for everybody in their organization. */
export function adminConsentPage(
  { query, action, appName }: { query: string; action: string; appName: string },
  person: Person,
  permissions: readonly string[],
): string {
  const lines = permissions.map((name) => `<li>${escapeHtml(name)}</li>`);
  return renderPage({
    title: "Permissions requested",
    width: "narrow",
    main: `<section class="panel"><p class="explains">${escapeHtml(person.mail)}</p>
<h1>Permissions requested</h1><p>Review for your organization: <strong>${escapeHtml(appName)}</strong> would like to have, for all users:</p>
<ul class="scopes">${lines.join("")}</ul>
<form method="post" action="${escapeHtml(action)}">${hidden("request", query)}${hidden("person", person.id)}
<div class="row end"><button type="submit" name="decision" value="cancel">Cancel</button>
<button type="submit" class="primary" name="decision" value="accept">Accept</button></div></form></section>`,
  });
}

/** A fault the app must not hear of at an address nobody registered. */
export function faultPage(error: EntraError): string {
  return renderPage({
    title: "Sign-in fault",
    width: "narrow",
    main: `<section class="panel"><h1>Sorry, but we’re having trouble signing you in.</h1><p>${escapeHtml(error.description)}</p></section>`,
  });
}

/** Carries an answer to the app by POST; without its script, by a button. */
export function formPostPage(address: string, values: Record<string, string>): string {
  const fields = Object.entries(values).map(([name, value]) => hidden(name, value));
  return renderPage({
    title: "Signing in",
    width: "narrow",
    script: "/entra/form-post.js",
    main: `<section class="panel"><h1>Signing in…</h1><form id="answer" method="post" action="${escapeHtml(address)}">${fields.join("")}
<button type="submit" class="primary">Continue</button></form></section>`,
  });
}

export const formPostScript = `document.getElementById("answer").submit();\n`;
