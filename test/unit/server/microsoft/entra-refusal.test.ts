import { describe, expect, test } from "@jest/globals";
import { EntraUnavailable } from "../../../../src/server/identity/entra-tokens.ts";
import { aadstsIn, errorOfRefusal } from "../../../../src/server/microsoft/entra-refusal.ts";
import { ConnectionLapsed, EntraMisconfigured } from "../../../../src/server/microsoft/errors.ts";

type Row = [error: string, suberror: string | null, aadsts: number | null, outcome: string];

/** A refusal of Entra, and what it means; the reasons are those a person is told. */
const rows: Row[] = [
  ["invalid_grant", "bad_token", 50173, "tokenRevoked"],
  ["invalid_grant", "bad_token", 50133, "passwordChanged"],
  ["invalid_grant", null, 50055, "passwordChanged"],
  ["invalid_grant", "consent_required", 65001, "consentWithdrawn"],
  ["invalid_grant", null, 700082, "refreshTokenExpired"],
  ["invalid_grant", null, 70008, "refreshTokenExpired"],
  ["invalid_grant", null, 700084, "refreshTokenExpired"],
  ["invalid_grant", null, 50057, "userDisabled"],
  ["invalid_grant", null, 50034, "userGone"],
  ["interaction_required", "basic_action", 50076, "mfaRequired"],
  ["interaction_required", null, 50079, "mfaRequired"],
  ["interaction_required", "message_only", 53003, "conditionalAccess"],
  ["interaction_required", null, null, "conditionalAccess"],
  ["consent_required", null, null, "consentWithdrawn"],
  ["login_required", null, null, "conditionalAccess"],
  ["unauthorized_client", null, 700016, "appRemoved"],
  ["unauthorized_client", null, null, "appRemoved"],
  // A number nobody knows yet makes the text less exact, and decides nothing.
  ["invalid_grant", "bad_token", 99999, "tokenRevoked"],
  ["invalid_grant", null, null, "refused"],
];

describe("what Entra's token endpoint refuses", () => {
  test.each(rows)("%s, %s, %s means %s", (error, suberror, aadsts, reason) => {
    const found = errorOfRefusal({ error, suberror, aadsts }, new Error("cause"));
    expect(found instanceof ConnectionLapsed && found.reason).toBe(reason);
  });

  test.each([
    ["invalid_client", 7000215],
    ["invalid_client", 7000222],
    ["invalid_client", 7000218],
    ["invalid_scope", 70011],
    ["invalid_grant", 7000222],
  ])("%s %s is our own fault and ends nobody's connection", (error, aadsts) => {
    const found = errorOfRefusal({ error, suberror: null, aadsts }, new Error("cause"));
    expect(found).toBeInstanceOf(EntraMisconfigured);
  });

  test.each(["temporarily_unavailable", "server_error"])("%s is tried again", (error) => {
    const found = errorOfRefusal({ error, suberror: null, aadsts: null }, new Error("cause"));
    expect(found).toBeInstanceOf(EntraUnavailable);
    expect(found.retry).toBe("later");
  });

  test("is read from the description where no number comes alone", () => {
    expect(aadstsIn("AADSTS65004: User declined to consent. Trace ID: 1")).toBe(65004);
    expect(aadstsIn("nothing of the kind")).toBeNull();
    expect(aadstsIn(null)).toBeNull();
  });
});
