import { describe, expect, test } from "@jest/globals";
import {
  guardDeletions,
  guardLoop,
  previewPlans,
  writeBudget,
  writeCost,
} from "../../../src/sync/guards.ts";
import { refusals, shouldPromptAtSignIn } from "../../../src/sync/policy/connect.ts";
import { resolveSettings, valuesOf, type PolicyLayers } from "../../../src/sync/policy/resolve.ts";
import { defaultSettings } from "../../../src/sync/policy/settings.ts";
import { reconcile } from "../../../src/sync/reconcile.ts";
import { at, noZoom, now, policy, single, zoomPresent } from "./build.ts";

const open: PolicyLayers = {
  account: { values: { integration: true }, locked: [] },
  groups: [],
  user: { values: {} },
};
const group = (groupId: string, priority: number, values: object, locked: never[] = []) => ({
  groupId,
  priority,
  values,
  locked,
});

describe("policy", () => {
  test("[PO1] goes from account to group to user", () => {
    const account = { values: { syncVersion: "v1", timesOnly: true }, locked: [] } as const;
    expect(valuesOf(resolveSettings({ ...open, account })).syncVersion).toBe("v1");
    const groups = [group("a", 1, { syncVersion: "v2" })];
    expect(valuesOf(resolveSettings({ ...open, account, groups })).syncVersion).toBe("v2");
    const user = { values: { syncVersion: "off" } } as const;
    const all = valuesOf(resolveSettings({ account, groups, user }));
    expect(all).toEqual({ ...defaultSettings, syncVersion: "off", timesOnly: true });
  });

  test("[PO2] lets nobody below a lock choose", () => {
    const user = { values: { timesOnly: false } };
    const account = { values: { timesOnly: true }, locked: ["timesOnly"] } as const;
    const groups = [group("a", 1, { timesOnly: false })];
    expect(valuesOf(resolveSettings({ account, groups, user })).timesOnly).toBe(true);
    const inGroup = [{ ...group("a", 1, {}), locked: ["timesOnly"] as const }];
    const inherited = { values: { timesOnly: true }, locked: [] };
    expect(valuesOf(resolveSettings({ account: inherited, groups: inGroup, user })).timesOnly).toBe(
      true,
    );
  });

  test("[PO3] asks the group with the smallest number, in any order", () => {
    const a = group("a", 2, { syncVersion: "v1" });
    const b = group("b", 1, { syncVersion: "off" });
    for (const groups of [
      [a, b],
      [b, a],
    ]) {
      expect(valuesOf(resolveSettings({ ...open, groups })).syncVersion).toBe("off");
    }
  });

  test("[PO4] tells who decided and who locked", () => {
    const groups = [{ ...group("a", 1, { contacts: false }), locked: ["contacts"] as const }];
    const decided = resolveSettings({ ...open, groups });
    const level = { level: "group", groupId: "a" };
    expect(decided.contacts).toEqual({ value: false, decidedBy: level, lockedBy: level });
    expect(decided.integration.decidedBy).toEqual({ level: "account" });
    expect(decided.ssoPrompt).toEqual({
      value: "off",
      decidedBy: { level: "default" },
      lockedBy: null,
    });
  });

  test("[PO5] ignores what a user may not choose", () => {
    const user = { values: { integration: false, allowedDomains: ["evil.example"] } };
    expect(valuesOf(resolveSettings({ ...open, user }))).toMatchObject({
      integration: true,
      allowedDomains: [],
    });
  });

  const settings = { ...defaultSettings, integration: true };
  const person = {
    mailbox: "a@Example.com",
    userPrincipalName: "a@example.com",
    zoomEmail: "a@example.com",
  };

  test("[PO6] checks all three addresses against the domains", () => {
    const allowed = { ...settings, allowedDomains: ["EXAMPLE.com", "*.münchen.example"] };
    expect(refusals(allowed, person, "user")).toEqual([]);
    const lower = { ...person, mailbox: "a@sub.example.com" };
    expect(refusals(allowed, lower, "user")).toEqual(["domain.mailbox"]);
    const idn = { ...person, mailbox: "a@post.xn--mnchen-3ya.example" };
    expect(refusals(allowed, idn, "user")).toEqual([]);
    const tricks = [
      "a@evilexample.com",
      "a@example.com.evil",
      "example.com",
      "a@example.com/evil",
      "",
    ];
    for (const zoomEmail of tricks) {
      expect(refusals(allowed, { ...person, zoomEmail }, "user")).toEqual(["domain.zoomEmail"]);
    }
  });

  test("[PO7] asks at sign-in never, once, or until connected", () => {
    const asks = (
      ssoPrompt: "off" | "firstTime" | "everyTime",
      wasPrompted: boolean,
      isConnected: boolean,
    ) => shouldPromptAtSignIn({ ...settings, ssoPrompt }, { wasPrompted, isConnected });
    expect([
      asks("off", false, false),
      asks("firstTime", false, false),
      asks("firstTime", true, false),
    ]).toEqual([false, true, false]);
    expect([asks("everyTime", true, false), asks("everyTime", true, true)]).toEqual([true, false]);
  });

  test("[PO8] gives every reason at once", () => {
    const closed = {
      ...defaultSettings,
      integration: false,
      connectBy: "admin",
      allowedDomains: ["x.example"],
    } as const;
    expect(refusals(closed, person, "user")).toEqual([
      "integration.off",
      "connect.adminOnly",
      "domain.mailbox",
      "domain.userPrincipalName",
      "domain.zoomEmail",
    ]);
  });
});

describe("guards", () => {
  test("[G1] stops at more than twenty deletions or a tenth", () => {
    expect(guardDeletions(20, 1000).state).toBe("proceed");
    expect(guardDeletions(21, 1000)).toEqual({ state: "paused", deletions: 21, total: 1000 });
    expect(guardDeletions(11, 100).state).toBe("paused");
    expect(guardDeletions(10, 100).state).toBe("proceed");
    expect(guardDeletions(1, 3).state).toBe("proceed");
    expect(guardDeletions(5, 5).state).toBe("paused");
    expect(guardDeletions(21, 1000, 21).state).toBe("proceed");
  });

  test("[G2] counts meetings, not writes", () => {
    const create = reconcile(null, single, noZoom, policy);
    const zoom = zoomPresent(create.agreed!.zoom);
    const change = reconcile(create.agreed, { ...single, subject: "x" }, zoom, policy);
    const drop = reconcile(create.agreed, { state: "absent", reason: "deleted" }, zoom, policy);
    const still = reconcile(create.agreed, single, zoom, policy);
    expect(previewPlans([create, create, change, drop, still])).toEqual({
      outlook: { create: 0, change: 0, delete: 0 },
      zoom: { create: 2, change: 1, delete: 1 },
      unchanged: 1,
      conflicts: 0,
    });
  });

  test("[G3] stops writes that go back and forth", () => {
    const write = (side: "outlook" | "zoom", minute: string) => ({
      side,
      at: at(`2026-11-23T09:${minute}:00Z`),
    });
    const ping = [write("zoom", "59"), write("outlook", "53"), write("outlook", "56")];
    expect(guardLoop(ping, now)).toEqual({ state: "proceed" });
    const pong = [...ping, write("zoom", "52")];
    expect(guardLoop(pong, now)).toEqual({ state: "paused", until: "2026-11-23T10:02:00Z" });
    expect(guardLoop(pong, at("2026-11-23T10:02:00Z")).state).toBe("proceed");
  });

  test("[G4] [X31] keeps twenty writes of a day for people", () => {
    const resetsAt = "2026-11-24T00:00:00Z";
    expect(writeBudget(79, "background", now)).toEqual({ allowed: 1, resetsAt });
    expect(writeBudget(80, "background", now)).toEqual({ allowed: 0, resetsAt });
    expect(writeBudget(39, "unhurried", now)).toEqual({ allowed: 1, resetsAt });
    expect(writeBudget(40, "unhurried", now)).toEqual({ allowed: 0, resetsAt });
    expect(writeBudget(80, "person", now)).toEqual({ allowed: 20, resetsAt });
    expect(writeBudget(130, "person", now).allowed).toBe(0);
    expect(writeCost(reconcile(null, single, noZoom, policy))).toBe(1);
  });
});
