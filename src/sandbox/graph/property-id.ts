/**
 * A named property's id in one spelling. The name is case-sensitive, type and GUID are not.
 * https://learn.microsoft.com/graph/api/resources/extended-properties-overview
 */
export function samePropertyId(id: string): string {
  const parts = /^(\w+)\s+(\{[0-9a-f-]+\})\s+(Name|Id)\s+(.+)$/i.exec(id.trim());
  if (parts === null) return id;
  const [, type = "", guid = "", kind = "", name = ""] = parts;
  const title = (word: string) => word.slice(0, 1).toUpperCase() + word.slice(1).toLowerCase();
  return `${title(type)} ${guid.toLowerCase()} ${title(kind)} ${name}`;
}

export function readProperty(
  properties: Readonly<Record<string, string>>,
  id: string,
): string | undefined {
  const wanted = samePropertyId(id);
  return Object.entries(properties).find(([key]) => samePropertyId(key) === wanted)?.[1];
}
