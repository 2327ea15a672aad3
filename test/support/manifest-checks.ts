import { allElements, elementsNamed, type ManifestElement } from "./manifest-tree.ts";

/**
 * What Microsoft's services refuse, or Outlook silently ignores, and the schema lets pass. Each check
 * returns one line per fault, and nothing when all is well.
 */
export type ManifestCheck = (manifest: ManifestElement) => string[];

/** https://learn.microsoft.com/office/dev/add-ins/develop/event-based-activation */
const APPOINTMENT_EVENTS = [
  "OnNewAppointmentOrganizer",
  "OnAppointmentOrganizer",
  "OnAppointmentAttendeesChanged",
  "OnAppointmentTimeChanged",
  "OnAppointmentRecurrenceChanged",
  "OnAppointmentAttachmentsChanged",
  "OnInfoBarDismissClicked",
  "OnAppointmentSend",
  "OnAppointmentFromChanged",
  "OnSensitivityLabelChanged",
];
const RESOURCE_LISTS: Readonly<Record<string, string>> = {
  Images: "Image",
  Urls: "Url",
  ShortStrings: "String",
  LongStrings: "String",
};

const attribute = (element: ManifestElement, name: string): string =>
  element.attributes[name] ?? "";

const duplicates = (values: readonly string[]): string[] => [
  ...new Set(values.filter((value, index) => values.indexOf(value) !== index)),
];

const extensionPoints = (manifest: ManifestElement, type: string): ManifestElement[] =>
  elementsNamed(manifest, "ExtensionPoint").filter((point) => attribute(point, "type") === type);

/** Resource ids by the list they stand in. */
function readResources(manifest: ManifestElement): Map<string, string[]> {
  return new Map(
    Object.entries(RESOURCE_LISTS).map(([list, item]) => [
      list,
      elementsNamed(manifest, list)
        .flatMap(({ children }) => children.filter(({ name }) => name === item))
        .map((element) => attribute(element, "id")),
    ]),
  );
}

/** The list an element must take its `resid` from. */
function listFor(element: ManifestElement, parent: ManifestElement): string {
  if (element.name === "Image") return "Images";
  if (["Label", "Title"].includes(element.name)) return "ShortStrings";
  if (element.name === "Description" && parent.name === "Supertip") return "LongStrings";
  return "Urls";
}

/** Every `resid` names one resource of the right kind, and no resource is unused. */
export const checkResources: ManifestCheck = (manifest) => {
  const resources = readResources(manifest);
  const faults = duplicates([...resources.values()].flat()).map((id) => `${id} is defined twice`);
  const used = new Set<string>();
  for (const parent of allElements(manifest)) {
    for (const element of parent.children) {
      const id = element.attributes.resid;
      if (id === undefined) continue;
      used.add(id);
      const list = listFor(element, parent);
      if (!resources.get(list)?.includes(id)) faults.push(`${id} is not in ${list}`);
    }
  }
  const unused = [...resources.values()].flat().filter((id) => !used.has(id));
  return [...faults, ...unused.map((id) => `${id} is never used`)];
};

/** Every address a manifest names, with its localised forms. */
const addresses = (manifest: ManifestElement): string[] =>
  allElements(manifest)
    .flatMap(({ attributes, text }) => [...Object.values(attributes), text])
    .filter((value) => /^[a-z][\w+.-]*:\/?\//i.test(value))
    .filter((value) => !/^http:\/\/(?:schemas\.microsoft\.com|www\.w3\.org)\//.test(value));

/** Addresses are https, on our own host or a listed one. The support page may be elsewhere. */
export const checkAddresses: ManifestCheck = (manifest) => {
  const domains = elementsNamed(manifest, "AppDomain").map(({ text }) => text);
  const support = elementsNamed(manifest, "SupportUrl").map((each) =>
    attribute(each, "DefaultValue"),
  );
  const home = elementsNamed(manifest, "FormSettings")
    .flatMap((form) => elementsNamed(form, "SourceLocation"))
    .map((each) => new URL(attribute(each, "DefaultValue")).origin);
  return [
    ...domains
      .filter((domain) => !/^https:\/\/[^/]+$/.test(domain))
      .map((domain) => `the AppDomain ${domain} is not an https origin`),
    ...addresses(manifest)
      .filter((address) => !/^https:\/\/[^/]/.test(address))
      .map((address) => `${address} is not https`),
    ...addresses(manifest)
      .filter((address) => /^https:\/\/[^/]/.test(address) && !support.includes(address))
      .filter((address) => ![...home, ...domains].includes(new URL(address).origin))
      .map((address) => `${address} is on a host that is not listed`),
  ];
};

/** Events exist, are declared once, and only sending has a mode, which the store accepts. */
export const checkLaunchEvents: ManifestCheck = (manifest) => {
  const events = elementsNamed(manifest, "LaunchEvent").filter(({ attributes }) =>
    Object.hasOwn(attributes, "Type"),
  );
  const types = events.map((event) => attribute(event, "Type"));
  return [
    ...types.filter((type) => !APPOINTMENT_EVENTS.includes(type)).map((type) => `no event ${type}`),
    ...duplicates(types).map((type) => `${type} is declared twice`),
    ...events.flatMap((event) => {
      const mode = event.attributes.SendMode;
      const type = attribute(event, "Type");
      if (mode === undefined) return [];
      if (type !== "OnAppointmentSend") return [`${type} has a SendMode`];
      return mode === "Block" ? ["SendMode Block is refused by the store"] : [];
    }),
  ];
};

/** One runtime with one script for classic Windows, and the events start in that runtime. */
export const checkRuntime: ManifestCheck = (manifest) => {
  const runtimes = elementsNamed(manifest, "Runtime");
  const scripts = runtimes.flatMap(({ children }) =>
    children.filter(
      (child) => child.name === "Override" && attribute(child, "type") === "javascript",
    ),
  );
  const resid = runtimes[0]?.attributes.resid;
  const starts = extensionPoints(manifest, "LaunchEvent").flatMap(({ children }) =>
    children.filter(({ name }) => name === "SourceLocation"),
  );
  return [
    ...(runtimes.length === 1 ? [] : [`there are ${runtimes.length} runtimes instead of one`]),
    ...(scripts.length === 1 ? [] : [`there are ${scripts.length} scripts instead of one`]),
    ...(starts.length === 1 ? [] : [`events start in ${starts.length} places instead of one`]),
    ...starts
      .filter((start) => attribute(start, "resid") !== resid)
      .map((start) => `events start in ${attribute(start, "resid")}, which is not the runtime`),
  ];
};

/** Ids are unique, and the one tab is the default one, with at most six controls. */
export const checkCommands: ManifestCheck = (manifest) => {
  const ids = ["Group", "Control"].flatMap((name) =>
    elementsNamed(manifest, name).map((element) => attribute(element, "id")),
  );
  const tabs = elementsNamed(manifest, "OfficeTab");
  const groups = elementsNamed(manifest, "Group");
  return [
    ...duplicates(ids).map((id) => `${id} is the id of two commands`),
    ...(tabs.length === 1 ? [] : [`there are ${tabs.length} tabs instead of one`]),
    ...tabs
      .filter((tab) => attribute(tab, "id") !== "TabDefault")
      .map((tab) => `Outlook has no tab ${attribute(tab, "id")}`),
    ...groups
      .filter((group) => elementsNamed(group, "Control").length > 6)
      .map((group) => `${attribute(group, "id")} has more than six controls`),
  ];
};

/** The phone has one button, without a tip, in nine icons, on the online-meeting surface. */
export const checkMobile: ManifestCheck = (manifest) => {
  const points = extensionPoints(manifest, "MobileOnlineMeetingCommandSurface");
  const controls = points.flatMap((point) => elementsNamed(point, "Control"));
  const images = controls
    .flatMap((control) => elementsNamed(control, "Image"))
    .map((image) => `${attribute(image, "size")}@${attribute(image, "scale")}`);
  const needed = [25, 32, 48].flatMap((size) => [1, 2, 3].map((scale) => `${size}@${scale}`));
  return [
    ...(controls.length === 1 ? [] : [`phones have ${controls.length} buttons instead of one`]),
    ...controls
      .filter((control) => attribute(control, "type") !== "MobileButton")
      .map((control) => `${attribute(control, "id")} is not a MobileButton`),
    ...controls
      .flatMap((control) => elementsNamed(control, "Supertip"))
      .map(() => "phones have no tips"),
    ...needed.filter((each) => !images.includes(each)).map((each) => `the icon ${each} is missing`),
  ];
};

/** Ribbon buttons have the three sizes Outlook needs. */
export const checkRibbonIcons: ManifestCheck = (manifest) =>
  elementsNamed(manifest, "Group")
    .flatMap((group) => elementsNamed(group, "Control"))
    .flatMap((control) => {
      const sizes = elementsNamed(control, "Image").map((image) => attribute(image, "size"));
      return ["16", "32", "80"]
        .filter((size) => !sizes.includes(size))
        .map((size) => `${attribute(control, "id")} has no icon of ${size} pixels`);
    });

/** What the store and the admin center demand of the head of the manifest. */
export const checkListing: ManifestCheck = (manifest) => {
  const children = new Map(manifest.children.map((child) => [child.name, child]));
  const version = children.get("Version")?.text ?? "";
  return [
    ...["IconUrl", "HighResolutionIconUrl", "SupportUrl"]
      .filter((name) => !children.has(name))
      .map((name) => `${name} is missing`),
    ...(/^[1-9]\d{0,3}(?:\.\d{1,4}){3}$/.test(version) ? [] : [`${version} is no store version`]),
  ];
};

/** Every text a person reads has a form in `locale`. */
export const checkLanguage =
  (locale: string): ManifestCheck =>
  (manifest) =>
    allElements(manifest)
      .filter(({ name }) => ["DisplayName", "Description", "String"].includes(name))
      .filter(({ attributes }) => attributes.DefaultValue !== undefined)
      .filter(
        ({ children }) =>
          !children.some(
            (each) => attribute(each, "Locale") === locale && attribute(each, "Value") !== "",
          ),
      )
      .map(({ attributes }) => `"${attributes.DefaultValue ?? ""}" has no ${locale} text`);

/** Texts are no longer than the service takes, in every language. */
export const checkLengths: ManifestCheck = (manifest) => {
  const tooLong = (limit: number) => (element: ManifestElement) =>
    allElements(element)
      .flatMap(({ attributes }) => [attributes.DefaultValue ?? "", attributes.Value ?? ""])
      .filter((text) => text.length > limit)
      .map((text) => `"${text.slice(0, 40)}…" is longer than ${limit} characters`);
  const resids = allElements(manifest).flatMap(({ attributes }) => [
    attributes.resid ?? "",
    attributes.id ?? "",
  ]);
  return [
    ...["DisplayName", "ShortStrings"].flatMap((name) =>
      elementsNamed(manifest, name).flatMap(tooLong(125)),
    ),
    ...manifest.children.filter(({ name }) => name === "Description").flatMap(tooLong(250)),
    ...elementsNamed(manifest, "LongStrings").flatMap(tooLong(250)),
    ...resids.filter((id) => id.length > 32).map((id) => `${id} is longer than 32 characters`),
  ];
};

/** Nothing in a deployment's manifest is left from a developer's machine or a template. */
export const checkPlaceholders: ManifestCheck = (manifest) =>
  allElements(manifest)
    .flatMap(({ attributes, text }) => [...Object.values(attributes), text])
    .filter((value) =>
      /localhost|127\.0\.0\.1|Enter_|\[[A-Z_]+\]|\$\{|\{\{|example\.(?:com|org)/.test(value),
    )
    .map((value) => `${value} is a placeholder`);

/** The functions a manifest calls: those of buttons, and those of events. */
export function readFunctionNames(manifest: ManifestElement): {
  commands: string[];
  events: string[];
} {
  return {
    commands: elementsNamed(manifest, "FunctionName").map(({ text }) => text),
    events: elementsNamed(manifest, "LaunchEvent").flatMap(
      ({ attributes }) => attributes.FunctionName ?? [],
    ),
  };
}

/** Where each icon is found, and how many pixels it must have. */
export function readIcons(manifest: ManifestElement): Array<{ url: string; pixels: number }> {
  const urls = new Map(
    elementsNamed(manifest, "Images").flatMap(({ children }) =>
      children.map((image) => [attribute(image, "id"), attribute(image, "DefaultValue")] as const),
    ),
  );
  const commands = elementsNamed(manifest, "Image")
    .filter(({ attributes }) => attributes.resid !== undefined)
    .map((image) => ({
      url: urls.get(attribute(image, "resid")) ?? "",
      pixels: Number(attribute(image, "size")) * Number(image.attributes.scale ?? 1),
    }));
  const head = [
    ["IconUrl", 64],
    ["HighResolutionIconUrl", 128],
  ] as const;
  return [
    ...head.flatMap(([name, pixels]) =>
      elementsNamed(manifest, name).map((each) => ({
        url: attribute(each, "DefaultValue"),
        pixels,
      })),
    ),
    ...commands,
  ];
}

/** Whether `current` may follow `previous`: the same add-in, and a higher version when they differ. */
export function checkRelease(previous: ManifestElement, current: ManifestElement): string[] {
  const textOf = (manifest: ManifestElement, name: string) =>
    manifest.children.find((child) => child.name === name)?.text ?? "";
  const parts = (manifest: ManifestElement) => textOf(manifest, "Version").split(".").map(Number);
  const before = parts(previous);
  const after = parts(current);
  const step = after.map((part, index) => part - (before[index] ?? 0)).find((each) => each !== 0);
  const isChanged = JSON.stringify(previous) !== JSON.stringify(current);
  return [
    ...(textOf(previous, "Id") === textOf(current, "Id") ? [] : ["the Id is another add-in's"]),
    ...(isChanged && (step ?? 0) <= 0 ? ["the manifest changed and its Version did not grow"] : []),
  ];
}
