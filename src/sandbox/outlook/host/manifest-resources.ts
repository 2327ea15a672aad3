import { ManifestError, childrenOf, maybeFirstOf } from "./manifest-xml.ts";

/** Looks up what an element's `resid` names, in the reader's language. */
export interface Resources {
  url(element: Element): string;
  image(element: Element): string;
  shortString(element: Element): string;
  longString(element: Element): string;
}

/** The manifest's Resources, with the overrides for `locale` applied. */
export function readResources(overrides: Element, locale: string): Resources {
  const resources = maybeFirstOf(overrides, "Resources");
  const list = (name: string, entry: string, kind: string) => {
    const values = new Map<string, string>();
    for (const element of childrenOf(maybeFirstOf(resources, name), entry)) {
      const id = element.getAttribute("id") ?? "";
      if (values.has(id)) throw new ManifestError(`The manifest has two ${kind} named "${id}".`);
      values.set(id, localValue(element, locale));
    }
    return (element: Element): string => {
      const id = element.getAttribute("resid");
      const value = id === null ? undefined : values.get(id);
      if (value !== undefined) return value;
      throw new ManifestError(
        `The manifest's ${element.localName} refers to the ${kind} "${id ?? ""}", ` +
          `which its Resources do not hold.`,
      );
    };
  };
  return {
    url: secure(list("Urls", "Url", "address")),
    image: secure(list("Images", "Image", "image")),
    shortString: list("ShortStrings", "String", "short text"),
    longString: list("LongStrings", "String", "long text"),
  };
}

function localValue(element: Element, locale: string): string {
  const override = childrenOf(element, "Override").find(
    (candidate) => candidate.getAttribute("Locale")?.toLowerCase() === locale.toLowerCase(),
  );
  return override?.getAttribute("Value") ?? element.getAttribute("DefaultValue") ?? "";
}

function secure(lookUp: (element: Element) => string) {
  return (element: Element): string => {
    const address = lookUp(element);
    if (URL.canParse(address) && new URL(address).protocol === "https:") return address;
    throw new ManifestError(`The manifest's ${element.localName} is not https: "${address}".`);
  };
}
