/** The manifest cannot be used; the message names the element or resource at fault. */
export class ManifestError extends Error {
  override readonly name = "ManifestError";
}

export function childrenOf(parent: Element | null, name: string): Element[] {
  return [...(parent?.children ?? [])].filter((child) => child.localName === name);
}

export function maybeFirstOf(parent: Element | null, name: string): Element | null {
  return childrenOf(parent, name)[0] ?? null;
}

export function firstOf(parent: Element, name: string): Element {
  const found = maybeFirstOf(parent, name);
  if (found !== null) return found;
  throw new ManifestError(`The manifest's ${parent.localName} lacks the element ${name}.`);
}

export function textOf(element: Element): string {
  const text = element.textContent.trim();
  if (text !== "") return text;
  throw new ManifestError(`The manifest's element ${element.localName} is empty.`);
}
