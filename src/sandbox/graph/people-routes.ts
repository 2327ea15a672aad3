import { type FastifyInstance } from "fastify";
import { type Sandbox } from "../sandbox.ts";
import { type Person } from "../world/model.ts";
import { windowsZones } from "../world/windows-zones.ts";
import { mailboxBases, type MailboxRoute, openMailbox } from "./mailbox-request.ts";
import { pick } from "./query.ts";

/** Profiles and mailbox settings. */
export function registerPeople(app: FastifyInstance, sandbox: Sandbox): void {
  for (const base of mailboxBases) {
    app.get<MailboxRoute>(base, async (request, reply) => {
      const { owner, query, root } = await openMailbox(sandbox, {
        request,
        reply,
        need: "readProfile",
      });
      const user = userJson(owner);
      return {
        "@odata.context": `${root}/$metadata#users/$entity`,
        ...pick(user, query.select, new Set(Object.keys(user))),
      };
    });

    app.get<MailboxRoute>(`${base}/mailboxSettings`, async (request, reply) => {
      const { owner, root } = await openMailbox(sandbox, { request, reply, need: "readSettings" });
      const context = `${root}/$metadata#users('${owner.id}')/mailboxSettings`;
      return { "@odata.context": context, ...settingsJson(owner) };
    });

    app.get<MailboxRoute>(`${base}/mailboxSettings/timeZone`, async (request, reply) => {
      const { owner, root } = await openMailbox(sandbox, { request, reply, need: "readSettings" });
      const context = `${root}/$metadata#users('${owner.id}')/mailboxSettings/timeZone`;
      return { "@odata.context": context, value: owner.timeZone };
    });

    app.get<MailboxRoute>(`${base}/outlook/supportedTimeZones`, async (request, reply) => {
      const { root } = await openMailbox(sandbox, { request, reply, need: "readProfile" });
      return {
        "@odata.context": `${root}/$metadata#Collection(microsoft.graph.timeZoneInformation)`,
        value: [...windowsZones.keys()].map((alias) => ({ alias, displayName: alias })),
      };
    });
  }
}

export function userJson({ id, displayName, mail, userPrincipalName, locale }: Person) {
  const [givenName = displayName, ...rest] = displayName.split(" ");
  return {
    businessPhones: [],
    displayName,
    givenName,
    jobTitle: null,
    mail,
    mobilePhone: null,
    officeLocation: null,
    preferredLanguage: locale,
    surname: rest.join(" "),
    userPrincipalName,
    id,
  };
}

function settingsJson({ timeZone, locale }: Person) {
  const isGerman = locale.startsWith("de");
  return {
    archiveFolder: null,
    timeZone,
    dateFormat: isGerman ? "dd.MM.yyyy" : "M/d/yyyy",
    timeFormat: isGerman ? "HH:mm" : "h:mm tt",
    userPurpose: "user",
    language: { locale, displayName: locale },
    workingHours: {
      daysOfWeek: ["monday", "tuesday", "wednesday", "thursday", "friday"],
      startTime: "08:00:00.0000000",
      endTime: "17:00:00.0000000",
      timeZone: { name: timeZone },
    },
  };
}
