/** The first web link of a location or a body, for the Join button of an event. */
export function findJoinLink(location: string, bodyHtml: string): string | null {
  const inLocation = /https:\/\/[^\s;,"'<>]+/.exec(location)?.[0];
  if (inLocation !== undefined) return inLocation;
  const body = new DOMParser().parseFromString(bodyHtml, "text/html");
  const links = [...body.querySelectorAll("a[href^='https://']")];
  const meeting = links.find((link) =>
    /\/(j|w|my|meet|meetup-join)\//.test(link.getAttribute("href") ?? ""),
  );
  return (meeting ?? null)?.getAttribute("href") ?? null;
}
