/** Text that is HTML already; everything else put into a page is escaped. */
export class Html {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

type Part = string | number | Html | readonly Part[] | false | null | undefined;

const entities: Record<string, string> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

function render(part: Part): string {
  if (part === false || part === null || part === undefined) return "";
  if (part instanceof Html) return part.text;
  if (typeof part === "string" || typeof part === "number") {
    return String(part).replace(/[&<>"']/g, (letter) => entities[letter] ?? letter);
  }
  return part.map(render).join("");
}

/** Builds HTML from a template, escaping what is put in. */
export function html(strings: TemplateStringsArray, ...parts: Part[]): Html {
  return new Html(strings.reduce((text, string, at) => text + render(parts[at - 1]) + string));
}

/** A whole page in the look of Zoom's web portal. */
export function renderPage(title: string, body: Html, navigation?: Html): string {
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${title} - Zoom (sandbox)</title>
        <link rel="stylesheet" href="/zoom/portal/style.css" />
      </head>
      <body>
        <a class="skip" href="#content">Skip to the content</a>
        <header class="top">
          <a class="brand" href="/zoom/portal">zoom <small>sandbox</small></a>
          ${navigation}
        </header>
        <main id="content">${body}</main>
      </body>
    </html>`.text;
}
