/** Text made safe between tags and inside quoted attributes. */
export function escapeHtml(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;")
    .replaceAll("'", "&#39;");
}

export interface Page {
  title: string;
  /** Trusted HTML of the page's main part. */
  main: string;
  /** Address of a script module the page runs. */
  script?: string;
  /** `narrow` for sign-in cards, `wide` for tables. */
  width?: "narrow" | "wide";
}

/** A whole page in the sandbox's own looks: light and dark, from 320 px up. */
export function renderPage({ title, main, script, width = "wide" }: Page): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${escapeHtml(title)}</title>
<link rel="icon" href="/pages/icon.svg" type="image/svg+xml">
<link rel="stylesheet" href="/pages/sandbox.css">
${script === undefined ? "" : `<script type="module" src="${escapeHtml(script)}"></script>`}
</head>
<body class="${width}">
<header class="bar"><a href="/" class="brand"><span aria-hidden="true" class="mark"></span>Sandbox</a>
<nav aria-label="Sandbox"><a href="/outlook">Outlook</a><a href="/zoom/portal">Zoom</a><a href="/traffic">Traffic</a></nav></header>
<main>${main}</main>
</body>
</html>
`;
}
