/** The character references Outlook and Exchange write into links and short texts. */
const NAMED: Readonly<Record<string, string>> = {
  amp: "&",
  lt: "<",
  gt: ">",
  quot: '"',
  apos: "'",
  nbsp: "\u00a0",
  shy: "\u00ad",
  zwnj: "\u200c",
  ndash: "–",
  mdash: "—",
  colon: ":",
  sol: "/",
  quest: "?",
  equals: "=",
  num: "#",
  period: ".",
  lowbar: "_",
  auml: "ä",
  ouml: "ö",
  uuml: "ü",
  Auml: "Ä",
  Ouml: "Ö",
  Uuml: "Ü",
  szlig: "ß",
};

const REFERENCE = /&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|([a-z]{2,8}))(;?)/gi;

/**
 * Decodes character references. A name without its semicolon is left alone, as the HTML standard
 * does inside attributes: `?a=1&copy=2` is a query, not a copyright sign.
 */
export function decodeEntities(text: string): string {
  if (!text.includes("&")) return text;
  return text.replace(
    REFERENCE,
    (whole, decimal?: string, hex?: string, name?: string, semicolon?: string) => {
      if (name !== undefined) return semicolon === ";" ? (NAMED[name] ?? whole) : whole;
      const code = decimal === undefined ? parseInt(hex ?? "", 16) : Number(decimal);
      return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : whole;
    },
  );
}

/** Makes `text` safe as element content and inside a double-quoted attribute. */
export function escapeHtml(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;")
    .replaceAll("'", "&#39;");
}
