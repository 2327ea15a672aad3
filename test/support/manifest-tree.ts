import { XMLParser } from "fast-xml-parser";

/** One element; names are without their namespace prefix. */
export interface ManifestElement {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly ManifestElement[];
  readonly text: string;
}

type Parsed = Record<string, unknown>;

const parser = new XMLParser({
  preserveOrder: true,
  ignoreAttributes: false,
  attributeNamePrefix: "",
  removeNSPrefix: true,
  parseTagValue: false,
  parseAttributeValue: false,
  ignoreDeclaration: true,
});

function toElement(node: Parsed): ManifestElement[] {
  return Object.entries(node).flatMap(([name, content]) => {
    if (name === ":@" || name === "#text") return [];
    const inside = content as Parsed[];
    return {
      name,
      attributes: (node[":@"] ?? {}) as Record<string, string>,
      children: inside.flatMap(toElement),
      text: inside.map(({ "#text": text }) => (typeof text === "string" ? text : "")).join(""),
    };
  });
}

/** Reads a manifest. @throws Error when it is not one XML element. */
export function parseManifest(xml: string): ManifestElement {
  const [root] = (parser.parse(xml) as Parsed[]).flatMap(toElement);
  if (!root) throw new Error("There is no element in this manifest.");
  return root;
}

/** The element and everything below it, in document order. */
export const allElements = (element: ManifestElement): ManifestElement[] => [
  element,
  ...element.children.flatMap(allElements),
];

/** Every element of that name at or below `element`. */
export const elementsNamed = (element: ManifestElement, name: string): ManifestElement[] =>
  allElements(element).filter((each) => each.name === name);
