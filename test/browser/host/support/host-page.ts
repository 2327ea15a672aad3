import {
  AddInHost,
  type AddInHostOptions,
  type SendNotice,
} from "../../../../src/sandbox/outlook/host/add-in-host.ts";
import { type CommandOutcome } from "../../../../src/sandbox/outlook/host/commands.ts";
import { ComposeItem, type ItemState } from "../../../../src/sandbox/outlook/host/compose-item.ts";
import { type HostSwitches } from "../../../../src/sandbox/outlook/host/host-context.ts";
import { readManifest } from "../../../../src/sandbox/outlook/host/manifest.ts";
import {
  type NestedAuthRequest,
  type NestedAuthResponse,
} from "../../../../src/sandbox/outlook/host/nested-app-auth.ts";
import { type SendVerdict } from "../../../../src/sandbox/outlook/host/smart-alert.ts";
import { type Person } from "../../../../src/sandbox/world/model.ts";

export interface OpenOptions extends Pick<
  AddInHostOptions,
  "timings" | "shared" | "apiChangesRaise"
> {
  manifest: string;
  state?: Partial<ItemState>;
  switches?: Partial<HostSwitches>;
  poppedOut?: boolean;
  isNew?: boolean;
  settings?: Record<string, string>;
  /** How the bridge's other side behaves. */
  nestedAuth?: "works" | "refuses" | "fails";
}

/** What the tests see of the form around the add-in. */
export interface Rig {
  host: AddInHost;
  item: ComposeItem;
  settings: Record<string, string>;
  faults: string[];
  opened: unknown[];
  closed: number;
  nestedAuth: NestedAuthRequest[];
  outcome?: CommandOutcome;
  verdict?: SendVerdict;
  notice?: SendNotice;
}

declare global {
  interface Window {
    rig: Rig;
    openForm(options: OpenOptions): void;
  }
}

const ada: Person = {
  id: "11111111-1111-4111-8111-111111111111",
  tenantId: "22222222-2222-4222-8222-222222222222",
  displayName: "Ada Lovelace",
  mail: "ada@contoso.example",
  userPrincipalName: "ada@contoso.example",
  timeZone: "W. Europe Standard Time",
  locale: "en-US",
  role: "organizer",
  delegateOf: [],
  aliases: [],
  zoomEmail: null,
  hasMailbox: true,
};

const empty: ItemState = {
  itemId: null,
  seriesId: null,
  subject: "Planning",
  start: Date.UTC(2026, 10, 24, 9),
  end: Date.UTC(2026, 10, 24, 10),
  timeZone: "W. Europe Standard Time",
  isAllDay: false,
  location: "",
  requiredAttendees: [],
  optionalAttendees: [],
  organizer: {
    name: ada.displayName,
    address: ada.mail,
    recipientType: 2,
    appointmentResponse: 1,
  },
  bodyHtml: "<div>Agenda</div>",
  recurrence: null,
  sensitivity: "normal",
  customProperties: "{}",
  sessionData: {},
  notifications: [],
};

window.openForm = (options) => {
  const item = new ComposeItem({ ...empty, ...options.state });
  const rig: Omit<Rig, "host"> = {
    item,
    settings: options.settings ?? {},
    faults: [],
    opened: [],
    closed: 0,
    nestedAuth: [],
  };
  const switches: HostSwitches = {
    customPropertiesVanish: false,
    recurrenceNullUntilSaved: false,
    commandTwice: false,
    sendOnlyFromPopOut: true,
    nestedAppAuth: "works",
    ...options.switches,
  };
  const manifest = readManifest(options.manifest);
  const { timings, shared, apiChangesRaise } = options;
  const host = new AddInHost({
    item,
    manifest,
    person: ada,
    switches: () => switches,
    locale: "en-US",
    zone: "Europe/Berlin",
    poppedOut: options.poppedOut ?? true,
    isNew: options.isNew ?? false,
    services: {
      saveItem: () => Promise.resolve("AAkALgAA-saved_1"),
      openTaskPane: (url, controlId, context) => rig.opened.push({ url, controlId, context }),
      closeForm: () => (rig.closed += 1),
      openForm: (form) => rig.opened.push(form),
      openWindow: (url) => rig.opened.push({ window: url }),
      roamingSettings: {
        load: () => rig.settings,
        save: (settings) => {
          rig.settings = settings;
        },
      },
      masterCategories: [{ displayName: "Zoom", color: "Preset4" }],
      rooms: [{ displayName: "Room 4", emailAddress: "room4@contoso.example" }],
    },
    nestedAuth: (request) => {
      rig.nestedAuth.push(request);
      return answer(request, options.nestedAuth ?? "works");
    },
    onFault: (error) => rig.faults.push(error.message),
    ...(timings === undefined ? {} : { timings }),
    ...(shared === undefined ? {} : { shared }),
    ...(apiChangesRaise === undefined ? {} : { apiChangesRaise }),
  });
  window.rig = Object.assign(rig, { host });
};

function answer(
  request: NestedAuthRequest,
  mode: "works" | "refuses" | "fails",
): Promise<NestedAuthResponse> {
  if (mode === "fails") return Promise.reject(new Error("no sign-in service"));
  const common = { messageType: "NestedAppAuthResponse", requestId: request.requestId };
  const homeAccountId = `${ada.id}.${ada.tenantId}`;
  const account = { homeAccountId, environment: "login.windows.net", tenantId: ada.tenantId };
  if (request.method === "GetInitContext") {
    const capabilities = { queryAccount: false };
    const initContext = {
      sdkName: "host",
      sdkVersion: "1.0",
      capabilities,
      accountContext: account,
    };
    return Promise.resolve({ ...common, success: true, initContext });
  }
  if (mode === "refuses") {
    const error = { status: "USER_INTERACTION_REQUIRED", code: "interaction_required" };
    return Promise.resolve({ ...common, success: false, error });
  }
  const claims = { oid: ada.id, tid: ada.tenantId, preferred_username: ada.mail, sub: "sub" };
  return Promise.resolve({
    ...common,
    success: true,
    token: {
      access_token: "access-token-of-ada",
      id_token: `${encode({ alg: "none" })}.${encode(claims)}.signature`,
      expires_in: 3600,
      scope: "api://test/access_as_user",
      properties: null,
    },
    account: { ...account, localAccountId: ada.id, username: ada.mail, name: ada.displayName },
  });
}

function encode(value: object): string {
  return btoa(JSON.stringify(value)).replaceAll("=", "").replaceAll("+", "-").replaceAll("/", "_");
}
