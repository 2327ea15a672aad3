import { type Person } from "./model.ts";

/** Entra tenants of the world, by domain. */
export const tenants = {
  contoso: { id: "c0a70500-0000-4000-8000-000000000001", domain: "contoso.example" },
  fabrikam: { id: "fab10000-0000-4000-8000-000000000002", domain: "fabrikam.example" },
} as const;

const adaId = "ada00000-0000-4000-8000-00000000000a";

/** Everybody in the world. Ids never change, so links kept by a product survive a fresh sandbox. */
export const people: readonly Person[] = [
  person({ id: adaId, displayName: "Ada Berg", mail: "ada@contoso.example" }),
  person({
    id: "be000000-0000-4000-8000-00000000000b",
    displayName: "Ben Cho",
    mail: "ben@contoso.example",
    timeZone: "GMT Standard Time",
    locale: "en-GB",
    role: "attendee",
  }),
  person({
    id: "da0a0000-0000-4000-8000-00000000000d",
    displayName: "Dana Diaz",
    mail: "dana@contoso.example",
    role: "delegate",
    locale: "en-US",
    delegateOf: [adaId],
  }),
  person({
    id: "a1e00000-0000-4000-8000-00000000000e",
    displayName: "Alex Admin",
    mail: "alex@contoso.example",
    role: "admin",
    locale: "en-US",
  }),
  person({
    id: "f1000000-0000-4000-8000-00000000000f",
    tenantId: tenants.fabrikam.id,
    displayName: "Finn Park",
    mail: "finn@fabrikam.example",
    timeZone: "Eastern Standard Time",
    role: "attendee",
    locale: "en-US",
  }),
  person({
    id: "c1e00000-0000-4000-8000-000000000001",
    displayName: "Cleo Stein",
    mail: "cleo.stein@contoso.example",
    userPrincipalName: "cstein@contoso.example",
  }),
  person({
    id: "e1100000-0000-4000-8000-000000000002",
    displayName: "Eli Novak",
    mail: "eli@contoso.example",
    aliases: ["e.novak@contoso.example"],
    zoomEmail: "e.novak@contoso.example",
  }),
  person({
    id: "61a00000-0000-4000-8000-000000000003",
    displayName: "Gina Roth",
    mail: "gina@contoso.example",
    hasMailbox: false,
  }),
  person({
    id: "4a4a0000-0000-4000-8000-000000000004",
    displayName: "Hana Ito",
    mail: "hana@contoso.example",
    zoomEmail: "hana@partner.example",
  }),
  person({
    id: "11100000-0000-4000-8000-000000000005",
    tenantId: tenants.fabrikam.id,
    displayName: "Iris Owens",
    mail: "iris@fabrikam.example",
    timeZone: "Eastern Standard Time",
    role: "admin",
    locale: "en-US",
  }),
];

function person(given: Pick<Person, "id" | "displayName" | "mail"> & Partial<Person>): Person {
  return {
    tenantId: tenants.contoso.id,
    userPrincipalName: given.mail,
    timeZone: "W. Europe Standard Time",
    locale: "de-DE",
    role: "organizer",
    delegateOf: [],
    aliases: [],
    zoomEmail: null,
    hasMailbox: true,
    ...given,
  };
}

export function findPersonByAddress(address: string): Person | undefined {
  const wanted = address.toLowerCase();
  return people.find(
    ({ mail, userPrincipalName, aliases }) =>
      mail.toLowerCase() === wanted ||
      userPrincipalName.toLowerCase() === wanted ||
      aliases.includes(wanted),
  );
}
