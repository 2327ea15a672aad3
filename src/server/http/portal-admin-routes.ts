import { type FastifyPluginAsyncTypebox } from "@fastify/type-provider-typebox";
import { type FastifyRequest } from "fastify";
import { Type } from "typebox";
import { ConnectReply } from "../../shared/api/portal.ts";
import {
  AccountPeople,
  AccountSettings,
  MailboxOverride,
  MicrosoftAdmin,
  SettingsImpact,
} from "../../shared/api/portal-admin.ts";
import { routes } from "../../shared/api/routes.ts";
import { AccountGroups, AccountSync, GroupChoice } from "../../shared/api/sync.ts";
import { offeredScopes } from "../../shared/microsoft/scope-features.ts";
import { isDomainRule } from "../../sync/policy/connect.ts";
import { type Layer, resolveSettings, valuesOf } from "../../sync/policy/resolve.ts";
import { defaultSettings, type SettingName, type Settings } from "../../sync/policy/settings.ts";
import { RequestError } from "../errors.ts";
import { type ZoomPerson } from "../identity/zoom-people.ts";
import { type AdminConsent } from "../microsoft/admin-consent.ts";
import { type TenantGrants } from "../microsoft/tenant-grants.ts";
import { type AccountAdmin } from "../portal/account-admin.ts";
import { type Policies } from "../portal/policies.ts";
import { type AccountSyncAdmin } from "../portal/account-sync.ts";
import { type BrowserCookie } from "./browser-cookie.ts";
import { type PortalVisitors, type Visitor } from "./portal-visitors.ts";
import { limitByCaller } from "./request-limits.ts";

interface PortalAdminRoutes {
  visitors: PortalVisitors;
  browsers: BrowserCookie;
  policies: Policies;
  admin: AccountAdmin;
  consent: AdminConsent;
  tenants: TenantGrants;
  accountSync: AccountSyncAdmin;
}

const TenantId = Type.Object({ tenantId: Type.String({ maxLength: 60 }) });
const GroupId = Type.Object({ groupId: Type.String({ minLength: 1, maxLength: 100 }) });
const ZoomEmail = Type.Object({ zoomEmail: Type.String({ minLength: 3, maxLength: 320 }) });

/** What admins of a Zoom account see and change; bound to the account of the session. */
export const portalAdminRoutes: FastifyPluginAsyncTypebox<PortalAdminRoutes> = async (
  app,
  parts,
) => {
  const { visitors, policies, admin, tenants, accountSync } = parts;
  limitByCaller(app);

  const reading = async (request: FastifyRequest): Promise<ZoomPerson> =>
    visitors.requireAdmin(await visitors.reading(request));
  const changing = async (request: FastifyRequest): Promise<Visitor> => {
    const visitor = await visitors.changing(request);
    return { ...visitor, person: await visitors.requireAdmin(visitor) };
  };
  const settings = async (zoomAccountId: string): Promise<AccountSettings> => {
    const account = await policies.accountLayer(zoomAccountId);
    const effective = valuesOf(resolveSettings({ account, groups: [], user: { values: {} } }));
    return {
      values: writable(account.values),
      locked: [...account.locked],
      effective: writable(effective),
    };
  };

  app.get(
    routes.adminSettings,
    { schema: { response: { 200: AccountSettings } } },
    async (request) => settings((await reading(request)).zoomAccountId),
  );

  app.put(
    routes.adminSettings,
    { schema: { body: AccountSettings, response: { 200: AccountSettings } } },
    async (request) => {
      const { person } = await changing(request);
      await admin.change(person, layerIn(request.body));
      await accountSync.settingsChanged(person.zoomAccountId);
      return settings(person.zoomAccountId);
    },
  );

  app.post(
    routes.adminSettingsPreview,
    { schema: { body: AccountSettings, response: { 200: SettingsImpact } } },
    async (request) => {
      const { person } = await changing(request);
      return admin.impactOf(person.zoomAccountId, layerIn(request.body));
    },
  );

  app.get(
    routes.adminMicrosoft,
    { schema: { response: { 200: MicrosoftAdmin } } },
    async (request) => admin.microsoft((await reading(request)).zoomAccountId),
  );

  app.post(
    routes.adminConsent,
    { schema: { response: { 200: ConnectReply } } },
    async (request, reply) => {
      const { person, session } = await changing(request);
      const browser = parts.browsers.remember(request, reply);
      return { url: (await parts.consent.start(person, { session, browser })).href };
    },
  );

  app.post(
    routes.adminValidate,
    { schema: { response: { 200: MicrosoftAdmin } } },
    async (request) => {
      const { person } = await changing(request);
      await admin.validate(person.zoomAccountId);
      return admin.microsoft(person.zoomAccountId);
    },
  );

  app.delete(
    routes.adminTenant(":tenantId"),
    { schema: { params: TenantId, response: { 200: MicrosoftAdmin } } },
    async (request) => {
      const { person } = await changing(request);
      const isKnown = await admin.removeTenant(person.zoomAccountId, request.params.tenantId);
      if (!isKnown) throw notThere();
      return admin.microsoft(person.zoomAccountId);
    },
  );

  app.put(
    `${routes.adminOverrides}/:zoomEmail`,
    {
      schema: { params: ZoomEmail, body: MailboxOverride, response: { 200: MicrosoftAdmin } },
    },
    async (request) => {
      const { person } = await changing(request);
      const granted = await tenants.ofAccount(person.zoomAccountId);
      if (!granted.some(({ isByAdmin }) => isByAdmin)) {
        throw new RequestError(
          409,
          "admin.overrideNeedsAdmin",
          "A mailbox can be named only after a Microsoft 365 admin, known as one by their sign-in, has granted the permissions. Nothing was changed.",
        );
      }
      await tenants.setOverride(person.zoomAccountId, {
        zoomEmail: request.params.zoomEmail,
        mailbox: request.body.mailbox,
        changedBy: person.zoomUserId,
      });
      await admin.connectEverybody(person.zoomAccountId);
      return admin.microsoft(person.zoomAccountId);
    },
  );

  app.delete(
    `${routes.adminOverrides}/:zoomEmail`,
    { schema: { params: ZoomEmail, response: { 200: MicrosoftAdmin } } },
    async (request) => {
      const { person } = await changing(request);
      const { zoomEmail } = request.params;
      if (!(await tenants.removeOverride(person.zoomAccountId, zoomEmail))) throw notThere();
      return admin.microsoft(person.zoomAccountId);
    },
  );

  app.get(routes.adminPeople, { schema: { response: { 200: AccountPeople } } }, async (request) =>
    admin.everybody((await reading(request)).zoomAccountId),
  );

  app.get(routes.adminGroups, { schema: { response: { 200: AccountGroups } } }, async (request) =>
    accountSync.groups(await reading(request)),
  );

  app.put(
    `${routes.adminGroups}/:groupId`,
    { schema: { params: GroupId, body: GroupChoice, response: { 200: AccountGroups } } },
    async (request) => {
      const { person } = await changing(request);
      await accountSync.setGroup(person, request.params.groupId, request.body);
      return accountSync.groups(person);
    },
  );

  app.get(routes.adminSync, { schema: { response: { 200: AccountSync } } }, async (request) =>
    accountSync.overview((await reading(request)).zoomAccountId),
  );

  app.post(
    routes.adminSyncReplay,
    { schema: { response: { 200: AccountSync } } },
    async (request) => {
      const { person } = await changing(request);
      await accountSync.replay(person.zoomAccountId);
      return accountSync.overview(person.zoomAccountId);
    },
  );

  return Promise.resolve();
};

/** @throws RequestError 400 naming the setting that cannot be. */
function layerIn({ values, locked }: AccountSettings): Layer {
  const wrongLock = locked.find((name) => !Object.hasOwn(defaultSettings, name));
  if (wrongLock !== undefined) throw badSetting("locked", wrongLock);
  const wrongDomain = values.allowedDomains?.find((domain) => !isDomainRule(domain));
  if (wrongDomain !== undefined) throw badSetting("allowedDomains", wrongDomain);
  const offered: readonly string[] = offeredScopes;
  const wrongScope = values.scopesOffered?.find((scope) => !offered.includes(scope));
  if (wrongScope !== undefined) throw badSetting("scopesOffered", wrongScope);
  return { values: values, locked: locked as SettingName[] };
}

/** Lists of the engine are read-only; the contract's are not. */
function writable(values: Partial<Settings>): AccountSettings["values"] {
  return structuredClone(values) as AccountSettings["values"];
}

function badSetting(name: string, value: string): RequestError {
  return new RequestError(
    400,
    "admin.badSetting",
    `"${value}" is not possible for ${name}. Nothing was changed.`,
  );
}

function notThere(): RequestError {
  return new RequestError(404, "notFound", "There is nothing at this address.");
}
