import { type HostContext } from "./host-context.ts";
import { toEwsId } from "./item-id.ts";
import { timeZoneOffsets } from "./zone-clock.ts";

const appVersion = "16.0.18526.20000";

/** Outlook on the web, as office.js numbers hosts. */
const outlookWeb = 64;
const appointmentCompose = 5;

const requirementSets = {
  Mailbox: "1.14",
  IdentityAPI: "1.3",
  DialogApi: "1.2",
  DialogOrigin: "1.1",
  OpenBrowserWindowApi: "1.1",
  NestedAppAuth: "1.1",
};

/** office.js counts 2 and 3 the other way round than one would. */
const permissionLevels = { Restricted: 0, ReadItem: 1, ReadWriteItem: 3, ReadWriteMailbox: 2 };

/** What office.js asks first; every field without which its start-up throws is there. */
export async function appContext(host: HostContext, instanceId: string): Promise<object> {
  const matrix = JSON.stringify(requirementSets);
  return {
    _id: instanceId,
    _appInstanceId: instanceId,
    _appName: outlookWeb,
    _appVersion: "16.00",
    _appMinorVersion: 1,
    _appUILocale: host.locale,
    _dataLocale: host.locale,
    _docUrl: location.href,
    _clientMode: 1,
    _settings: (await host.services.roamingSettings?.load()) ?? {},
    _reason: "documentOpened",
    _osfControlType: 1,
    _eToken: "",
    _correlationId: crypto.randomUUID(),
    _requirementMatrix: matrix,
    _dialogRequirementMatrix: matrix,
    _hostFullVersion: appVersion,
    _addinName: host.manifest.displayName,
    _appDomains: host.manifest.appDomains,
    _featureGates: {},
    _initialDisplayMode: 0,
  };
}

/** What office.js builds `Office.context.mailbox` and its item from. */
export function initialData(host: HostContext): object {
  const { item, person, manifest, shared, zone } = host;
  const { seriesId } = item.state;
  return {
    itemType: appointmentCompose,
    permissionLevel: permissionLevels[manifest.permissions],
    hostVersion: appVersion,
    owaView: "ThreeColumns",
    userDisplayName: person.displayName,
    userEmailAddress: person.mail,
    userTimeZone: person.timeZone,
    userProfileType: "office365",
    timeZoneOffsets: timeZoneOffsets(zone, Date.now()),
    ewsUrl: `${location.origin}/EWS/Exchange.asmx`,
    restUrl: `${location.origin}/api`,
    isRestIdSupported: false,
    openWindowOpen: false,
    isFromSharedFolder: shared !== null,
    seriesId: seriesId === null ? null : toEwsId(seriesId),
    entities: null,
    filteredEntities: null,
    regExMatches: null,
    selectedEntities: null,
    extensionId: manifest.id,
  };
}
