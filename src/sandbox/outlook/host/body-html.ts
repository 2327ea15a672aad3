/** Elements Outlook on the web drops with everything in them. */
const forbidden =
  "script,style,iframe,frame,frameset,object,embed,applet,noscript,template,svg,math," +
  "link,meta,base,title,audio,video,canvas,dialog";
/** Elements it drops while keeping what is in them. */
const unwrapped = "form,button,input,select,textarea,label,fieldset";
const allowedSchemes = /^(https?|mailto|tel|cid|data|ftp|callto|sip|ms-[a-z-]+):/i;
const addressAttributes = new Set(["href", "src", "background", "action", "cite", "longdesc"]);

/**
 * What Outlook on the web keeps of an add-in's HTML: no active content, no custom attributes, and
 * ids and classes renamed with `x_`, so that what one gets is not what one set.
 */
export function cleanHtml(html: string): string {
  const { body } = new DOMParser().parseFromString(html, "text/html");
  for (const element of body.querySelectorAll(forbidden)) element.remove();
  for (const element of body.querySelectorAll(unwrapped))
    element.replaceWith(...element.childNodes);
  removeComments(body);
  for (const element of body.querySelectorAll("*")) cleanAttributes(element);
  return body.innerHTML;
}

function removeComments(root: Node): void {
  const comments = root.ownerDocument?.createNodeIterator(root, NodeFilter.SHOW_COMMENT);
  let comment = comments?.nextNode();
  while (comment) {
    comment.parentNode?.removeChild(comment);
    comment = comments?.nextNode();
  }
}

function cleanAttributes(element: Element): void {
  for (const { name, value } of [...element.attributes]) {
    if (name === "id" || (name === "name" && element.localName === "a")) {
      element.setAttribute(name, `x_${value}`);
    } else if (name === "class") {
      const renamed = value.split(/\s+/).filter((word) => word !== "");
      element.setAttribute("class", renamed.map((word) => `x_${word}`).join(" "));
    } else if (isRefused(name, value)) {
      element.removeAttribute(name);
    }
  }
}

/** A broken tag makes attributes such as `<svg`, which would be read as a tag the next time. */
const attributeName = /^[a-z][\w-]*$/i;

function isRefused(name: string, value: string): boolean {
  if (!attributeName.test(name)) return true;
  if (name.startsWith("on") || name.startsWith("data-")) return true;
  if (name === "srcdoc" || name === "contenteditable" || name === "is" || name === "part") {
    return true;
  }
  if (name === "style") return /expression\s*\(|url\s*\(\s*['"]?\s*javascript:/i.test(value);
  const address = value.replace(/[\s\p{Cc}]/gu, "");
  return (
    addressAttributes.has(name) &&
    /^[a-z][a-z0-9+.-]*:/i.test(address) &&
    !allowedSchemes.test(address)
  );
}

/** Text an add-in gives, as Outlook puts it into an HTML body. */
export function textToHtml(text: string): string {
  const escaped = text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll("\u00a0", "&nbsp;");
  return `<div>${escaped.replaceAll(/\r\n|\r|\n/g, "<br>")}</div>`;
}

const blocks = new Set(
  "address article blockquote center dd div dl dt fieldset figure footer h1 h2 h3 h4 h5 h6 header hr li main nav ol p pre section table tr ul".split(
    " ",
  ),
);

/** The body as text: blocks and line breaks become lines, cells are kept apart by tabs. */
export function htmlToText(html: string): string {
  const { body } = new DOMParser().parseFromString(html, "text/html");
  for (const element of body.querySelectorAll("script,style,title")) element.remove();
  const text = textOf(body).replaceAll("\u00a0", " ");
  return text
    .replaceAll(/[ \t]+\n/g, "\n")
    .replaceAll(/\n{3,}/g, "\n\n")
    .replace(/^\n+/, "")
    .replace(/\s+$/, "");
}

function textOf(node: Node): string {
  let text = "";
  for (const child of node.childNodes) {
    if (child.nodeType === Node.TEXT_NODE) {
      const words = (child.textContent ?? "").replaceAll(/[ \t\r\n]+/g, " ");
      text += words.startsWith(" ") && /(^|\s)$/.test(text) ? words.slice(1) : words;
    } else if (child instanceof Element) {
      text = appendElement(text, child);
    }
  }
  return text;
}

function appendElement(before: string, element: Element): string {
  const name = element.localName;
  if (name === "br") return `${before}\n`;
  const inner = textOf(element);
  if (name === "td" || name === "th") {
    return element.previousElementSibling === null ? before + inner : `${before}\t${inner}`;
  }
  if (!blocks.has(name)) return before + inner;
  const onOwnLine = before === "" || before.endsWith("\n") ? before : `${before}\n`;
  return `${onOwnLine}${inner}${inner.endsWith("\n") ? "" : "\n"}`;
}
