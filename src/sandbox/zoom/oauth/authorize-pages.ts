import { type ZoomUser } from "../core/users.ts";
import { html, renderPage } from "../page.ts";
import { describeScope, zoomApp } from "./zoom-app.ts";

/** Zoom's sign-in, reduced to choosing who you are. */
export const renderSignIn = (people: readonly ZoomUser[], action: string, transaction: string) =>
  renderPage(
    "Sign in",
    html`<section class="card narrow">
      <h1>Sign in to Zoom</h1>
      <p>Choose the person to sign in as.</p>
      <form method="post" action="${action}" class="people">
        <input type="hidden" name="transaction" value="${transaction}" />
        ${people.map(
          (person) =>
            html`<button class="person" name="user" value="${person.id}">
              <span class="avatar" aria-hidden="true">${person.displayName.slice(0, 1)}</span>
              <span
                ><strong>${person.displayName}</strong><br /><small>${person.email}</small></span
              >
            </button>`,
        )}
      </form>
    </section>`,
  );

export const renderConsent = (user: ZoomUser, transaction: string, scopes: readonly string[]) =>
  renderPage(
    "Authorize app",
    html`<section class="card narrow">
      <h1>${zoomApp.name} is requesting access to your Zoom account</h1>
      <p>Signed in as <strong>${user.displayName}</strong> (${user.email}).</p>
      <h2>By clicking Allow you give permission to</h2>
      <ul class="scopes">
        ${scopes.map((scope) => html`<li>${describeScope(scope)} <code>${scope}</code></li>`)}
      </ul>
      <form method="post" action="/zoom/oauth/consent">
        <input type="hidden" name="transaction" value="${transaction}" />
        <label class="check">
          <input type="checkbox" name="shared_access" value="yes" checked />
          Allow this app to use my shared access permissions
        </label>
        <p class="actions">
          <button class="primary" name="decision" value="allow">Allow</button>
          <button name="decision" value="decline">Decline</button>
        </p>
      </form>
    </section>`,
  );

export const renderRefusal = (what: string, code: number) =>
  renderPage(
    "Application error",
    html`<section class="card narrow">
      <h1>Application error</h1>
      <p role="alert">${what} (${code.toLocaleString("en-US")})</p>
      <p>Nothing was connected. Go back to the app and start again from there.</p>
    </section>`,
  );
