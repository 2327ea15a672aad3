/**
 * Ordinary and immutable ids of one item differ; either finds it. Here they do so only by their first
 * letters. https://learn.microsoft.com/graph/outlook-immutable-id
 */
const ordinary = "AAMkAG";
const immutable = "AAkALg";

/** The id as a caller sees it who prefers immutable ids, or does not. */
export const shownId = (id: string, isImmutable: boolean): string =>
  isImmutable ? exchange(id, ordinary, immutable) : id;

/** The id under which an item is kept, whichever kind was given. */
export const keptId = (id: string): string => exchange(id, immutable, ordinary);

/** An occurrence's id holds its series'. */
function exchange(id: string, from: string, to: string): string {
  const prefix = id.startsWith("OID.") ? "OID." : "";
  const rest = id.slice(prefix.length);
  return rest.startsWith(from) ? `${prefix}${to}${rest.slice(from.length)}` : id;
}

/**
 * Exchange Web Services, and so Office.js on the web, spell the same id with two other letters.
 * https://learn.microsoft.com/office/dev/add-ins/outlook/use-rest-api#get-the-item-id
 */
export const ewsId = (restId: string): string => restId.replaceAll("-", "/").replaceAll("_", "+");

export const restId = (id: string): string => id.replaceAll("/", "-").replaceAll("+", "_");
