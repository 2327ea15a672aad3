import { type DefaultTreeAdapterTypes, html as htmlNames, parse, serialize } from "parse5";

type Node = DefaultTreeAdapterTypes.Node;
type Element = DefaultTreeAdapterTypes.Element;

const droppedTags = new Set([
  "script",
  "style",
  "iframe",
  "object",
  "embed",
  "form",
  "link",
  "base",
  "noscript",
  "template",
]);

const isElement = (node: Node): node is Element => "tagName" in node;

/**
 * What a mailbox keeps of an HTML body written through Graph: a whole document that names its
 * encoding, without scripts, style sheets, event handlers, comments or script addresses. Ids and
 * classes are kept; it is Outlook on the web that renames those, not the store.
 */
export function storedHtml(content: string): string {
  const document = parse(content);
  clean(document);
  const root = document.childNodes.find(isElement);
  const head = root?.childNodes.find((node): node is Element => isElement(node));
  if (head !== undefined) declareEncoding(head);
  document.childNodes = document.childNodes.filter(isElement);
  return serialize(document);
}

function clean(parent: DefaultTreeAdapterTypes.ParentNode): void {
  parent.childNodes = parent.childNodes.filter(
    (node) => node.nodeName !== "#comment" && !(isElement(node) && droppedTags.has(node.tagName)),
  );
  for (const node of parent.childNodes) {
    if (!isElement(node)) continue;
    node.attrs = node.attrs.filter(
      ({ name, value }) => !name.startsWith("on") && !/^\s*(javascript|vbscript):/i.test(value),
    );
    clean(node);
  }
}

function declareEncoding(head: Element): void {
  const isEncoding = (node: Node) =>
    isElement(node) &&
    node.tagName === "meta" &&
    node.attrs.some(({ name }) => name === "charset" || name === "http-equiv");
  const meta: Element = {
    nodeName: "meta",
    tagName: "meta",
    attrs: [
      { name: "http-equiv", value: "Content-Type" },
      { name: "content", value: "text/html; charset=utf-8" },
    ],
    namespaceURI: htmlNames.NS.HTML,
    childNodes: [],
    parentNode: head,
  };
  head.childNodes = [meta, ...head.childNodes.filter((node) => !isEncoding(node))];
}

/** A body as plain text, for `bodyPreview` and `Prefer: outlook.body-content-type="text"`. */
export function plainText(content: string): string {
  const lines: string[] = [];
  collect(parse(content), lines);
  return lines
    .join("")
    .replace(/[ \t]+/g, " ")
    .replace(/ ?\n ?/g, "\n")
    .replace(/\n{3,}/g, "\n\n")
    .trim();
}

const blocks = new Set(["p", "div", "tr", "li", "table", "h1", "h2", "h3", "h4", "ul", "ol", "hr"]);

function collect(node: Node, out: string[]): void {
  if (node.nodeName === "#text" && "value" in node) {
    out.push(node.value.replace(/[\s\u00a0]+/g, " "));
    return;
  }
  if (isElement(node) && (node.tagName === "head" || droppedTags.has(node.tagName))) return;
  if (node.nodeName === "br") out.push("\n");
  if ("childNodes" in node) for (const child of node.childNodes) collect(child, out);
  if (blocks.has(node.nodeName)) out.push("\n");
}

/** A plain-text body as the HTML Graph answers with when nobody asked for text. */
export function textAsHtml(text: string): string {
  const escaped = text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;");
  return storedHtml(`<div class="PlainText">${escaped.replace(/\r?\n/g, "<br>\n")}</div>`);
}
