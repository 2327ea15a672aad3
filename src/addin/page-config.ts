/** What the server writes into every page of the add-in. */
export interface PageConfig {
  publicUrl: string;
  entraClientId: string;
  entraAuthority: string;
  apiScope: string;
  /** Hosts of Zoom join links besides Zoom's own. */
  zoomHosts: string[];
}

/** @throws Error when the page was not served by our server. */
export function readPageConfig(page: Document): PageConfig {
  const text = page.getElementById("config")?.textContent;
  if (!text) throw new Error("This page carries no settings: open it from the add-in's server.");
  return JSON.parse(text) as PageConfig;
}
