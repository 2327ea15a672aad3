import { ManifestError, childrenOf, firstOf, maybeFirstOf, textOf } from "./manifest-xml.ts";
import { readResources, type Resources } from "./manifest-resources.ts";

export { ManifestError } from "./manifest-xml.ts";

export type ControlAction =
  { type: "ShowTaskpane"; url: string } | { type: "ExecuteFunction"; functionName: string };

export interface ManifestControl {
  id: string;
  label: string;
  supertip: { title: string; description: string };
  /** Icon addresses by size in pixels. */
  icons: Record<number, string>;
  action: ControlAction;
}

export type SendMode = "PromptUser" | "SoftBlock" | "Block";

export interface LaunchEventDeclaration {
  type: string;
  functionName: string;
  /** Only on `OnAppointmentSend`; `SoftBlock` when the manifest is silent. */
  sendMode: SendMode | null;
}

export interface AddInManifest {
  id: string;
  version: string;
  displayName: string;
  description: string;
  providerName: string;
  permissions: "Restricted" | "ReadItem" | "ReadWriteItem" | "ReadWriteMailbox";
  appDomains: string[];
  iconUrl: string | null;
  groupLabel: string;
  /** Ribbon controls of the appointment form, for the organizer. */
  controls: ManifestControl[];
  functionFileUrl: string | null;
  runtimeUrl: string | null;
  launchEvents: LaunchEventDeclaration[];
  mobileButton: { id: string; label: string; functionName: string } | null;
  supportsSharedFolders: boolean;
}

const permissionLevels = ["Restricted", "ReadItem", "ReadWriteItem", "ReadWriteMailbox"] as const;
const sendModes = ["PromptUser", "SoftBlock", "Block"] as const;

/**
 * Reads what Outlook on the web takes from an add-in only manifest, texts in `locale` where the
 * manifest overrides them.
 * @throws ManifestError naming what is missing or wrong.
 * @see https://learn.microsoft.com/office/dev/add-ins/develop/xml-manifest-overview
 */
export function readManifest(xml: string, locale = "en-US"): AddInManifest {
  const root = parse(xml);
  const outer = firstOf(root, "VersionOverrides");
  const inner = firstOf(outer, "VersionOverrides");
  const resources = readResources(inner, locale);
  const host = firstOf(firstOf(inner, "Hosts"), "Host");
  const form = firstOf(host, "DesktopFormFactor");
  const functionFile = maybeFirstOf(form, "FunctionFile");
  const runtimes = maybeFirstOf(host, "Runtimes");
  const runtimeUrl = runtimes && resources.url(firstOf(runtimes, "Runtime"));
  const launchEvents = readLaunchEvents(form, resources, runtimeUrl);
  const group = maybeFirstOf(surface(form, "AppointmentOrganizerCommandSurface"), "OfficeTab");
  const manifest: AddInManifest = {
    id: textOf(firstOf(root, "Id")).toLowerCase(),
    version: textOf(firstOf(root, "Version")),
    displayName: localText(root, "DisplayName", locale),
    description: localText(root, "Description", locale),
    providerName: textOf(firstOf(root, "ProviderName")),
    permissions: readPermissions(root),
    appDomains: childrenOf(maybeFirstOf(root, "AppDomains"), "AppDomain").map((domain) =>
      textOf(domain),
    ),
    iconUrl: maybeFirstOf(root, "IconUrl")?.getAttribute("DefaultValue") ?? null,
    ...readGroup(group, resources),
    functionFileUrl: functionFile && resources.url(functionFile),
    runtimeUrl,
    launchEvents,
    mobileButton: readMobileButton(host, resources),
    supportsSharedFolders:
      (maybeFirstOf(form, "SupportsSharedFolders")?.textContent ?? "").trim() === "true",
  };
  refuseWhatCannotRun(manifest);
  return manifest;
}

function parse(xml: string): Element {
  const document = new DOMParser().parseFromString(xml, "application/xml");
  const fault = document.getElementsByTagName("parsererror").item(0);
  if (fault !== null) throw new ManifestError(`The manifest is not XML: ${fault.textContent}`);
  if (document.documentElement.localName !== "OfficeApp") {
    throw new ManifestError("The manifest's root element is not OfficeApp.");
  }
  return document.documentElement;
}

function localText(root: Element, name: string, locale: string): string {
  const element = firstOf(root, name);
  const override = childrenOf(element, "Override").find(
    (candidate) => candidate.getAttribute("Locale")?.toLowerCase() === locale.toLowerCase(),
  );
  return (override?.getAttribute("Value") ?? element.getAttribute("DefaultValue") ?? "").trim();
}

function readPermissions(root: Element): AddInManifest["permissions"] {
  const declared = textOf(firstOf(root, "Permissions"));
  const known = permissionLevels.find((level) => level === declared);
  if (known !== undefined) return known;
  throw new ManifestError(`The manifest asks for the unknown permission "${declared}".`);
}

function surface(form: Element | null, type: string): Element | null {
  const points = childrenOf(form, "ExtensionPoint");
  return points.find((point) => typeOf(point) === type) ?? null;
}

function typeOf(element: Element): string | null {
  return element.getAttributeNS("http://www.w3.org/2001/XMLSchema-instance", "type");
}

function readGroup(tab: Element | null, resources: Resources) {
  if (tab === null) return { groupLabel: "", controls: [] };
  const group = firstOf(tab, "Group");
  return {
    groupLabel: resources.shortString(firstOf(group, "Label")),
    controls: childrenOf(group, "Control").map((control) => readControl(control, resources)),
  };
}

function readControl(control: Element, resources: Resources): ManifestControl {
  const supertip = firstOf(control, "Supertip");
  return {
    id: idOf(control),
    label: resources.shortString(firstOf(control, "Label")),
    supertip: {
      title: resources.shortString(firstOf(supertip, "Title")),
      description: resources.longString(firstOf(supertip, "Description")),
    },
    icons: Object.fromEntries(
      childrenOf(firstOf(control, "Icon"), "Image").map((image) => [
        Number(image.getAttribute("size")),
        resources.image(image),
      ]),
    ),
    action: readAction(control, resources),
  };
}

function readAction(control: Element, resources: Resources): ControlAction {
  const action = firstOf(control, "Action");
  switch (typeOf(action)) {
    case "ShowTaskpane":
      return { type: "ShowTaskpane", url: resources.url(firstOf(action, "SourceLocation")) };
    case "ExecuteFunction":
      return { type: "ExecuteFunction", functionName: textOf(firstOf(action, "FunctionName")) };
    default:
      throw new ManifestError(`Control ${idOf(control)} has an action Outlook does not know.`);
  }
}

function idOf(element: Element): string {
  const id = element.getAttribute("id");
  if (id !== null && id !== "") return id;
  throw new ManifestError(`A ${element.localName} of the manifest has no id.`);
}

function readLaunchEvents(
  form: Element,
  resources: Resources,
  runtimeUrl: string | null,
): LaunchEventDeclaration[] {
  const point = surface(form, "LaunchEvent");
  if (point === null) return [];
  if (runtimeUrl === null || resources.url(firstOf(point, "SourceLocation")) !== runtimeUrl) {
    throw new ManifestError("The launch events' SourceLocation is not the manifest's Runtime.");
  }
  return childrenOf(firstOf(point, "LaunchEvents"), "LaunchEvent").map((event) => {
    const type = event.getAttribute("Type") ?? "";
    const functionName = event.getAttribute("FunctionName") ?? "";
    if (type === "" || functionName === "") {
      throw new ManifestError("A LaunchEvent of the manifest lacks its Type or FunctionName.");
    }
    return { type, functionName, sendMode: readSendMode(event, type) };
  });
}

function readSendMode(event: Element, type: string): SendMode | null {
  const declared = event.getAttribute("SendMode");
  if (type !== "OnAppointmentSend") {
    if (declared === null) return null;
    throw new ManifestError(`${type} has a SendMode; only OnAppointmentSend may.`);
  }
  const mode = sendModes.find((known) => known === (declared ?? "SoftBlock"));
  if (mode !== undefined) return mode;
  throw new ManifestError(`OnAppointmentSend has the unknown SendMode "${declared ?? ""}".`);
}

function readMobileButton(host: Element, resources: Resources): AddInManifest["mobileButton"] {
  const point = surface(
    maybeFirstOf(host, "MobileFormFactor"),
    "MobileOnlineMeetingCommandSurface",
  );
  if (point === null) return null;
  const control = firstOf(point, "Control");
  const action = readAction(control, resources);
  if (action.type !== "ExecuteFunction") {
    throw new ManifestError("The phone's online-meeting button must run a function.");
  }
  return {
    id: idOf(control),
    label: resources.shortString(firstOf(control, "Label")),
    functionName: action.functionName,
  };
}

function refuseWhatCannotRun(manifest: AddInManifest): void {
  const ids = manifest.controls.map((control) => control.id);
  const twice = ids.find((id, index) => ids.indexOf(id) !== index);
  if (twice !== undefined) throw new ManifestError(`Two controls have the id ${twice}.`);
  const runs = manifest.controls.some((control) => control.action.type === "ExecuteFunction");
  if (runs && manifest.functionFileUrl === null) {
    throw new ManifestError("A control runs a function, but the manifest has no FunctionFile.");
  }
  const sends = manifest.launchEvents.filter((event) => event.type === "OnAppointmentSend");
  if (sends.length > 1) throw new ManifestError("The manifest declares OnAppointmentSend twice.");
}
