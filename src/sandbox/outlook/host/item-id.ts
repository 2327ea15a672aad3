/**
 * Office.js on the web speaks Exchange Web Services ids, Graph speaks ids that fit into an address;
 * they differ in two letters of base64. `mailbox.convertToRestId` translates.
 * @see https://learn.microsoft.com/office/dev/add-ins/outlook/use-rest-api#get-the-item-id
 */
export function toEwsId(restId: string): string {
  return restId.replaceAll("-", "/").replaceAll("_", "+");
}

export function fromEwsId(ewsId: string): string {
  return ewsId.replaceAll("/", "-").replaceAll("+", "_");
}
