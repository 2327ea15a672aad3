import { SyncError } from "../errors.ts";
import { defaultSettings, userSettings, type SettingName, type Settings } from "./settings.ts";

export interface Layer {
  readonly values: Partial<Settings>;
  /** Nobody below may choose these. A lock without a value locks what is inherited. */
  readonly locked: readonly SettingName[];
}

export interface GroupLayer extends Layer {
  readonly groupId: string;
  /** 1 is asked first. */
  readonly priority: number;
}

export interface PolicyLayers {
  readonly account: Layer;
  /** The groups the user is in. */
  readonly groups: readonly GroupLayer[];
  readonly user: { readonly values: Partial<Settings> };
}

export type Level =
  | { readonly level: "default" }
  | { readonly level: "account" }
  | { readonly level: "group"; readonly groupId: string }
  | { readonly level: "user" };

export interface Decided<T> {
  readonly value: T;
  readonly decidedBy: Level;
  /** Who locked it; `null`: the levels below may choose. */
  readonly lockedBy: Level | null;
}

export type DecidedSettings = { readonly [Name in SettingName]: Decided<Settings[Name]> };

/**
 * Each setting on its own: the account's value, over it the value of the first group that has one,
 * over it the user's, where users may choose; a lock ends the way down. Between groups of the same
 * priority the one whose id sorts first is asked first, so the answer never depends on their order.
 */
export function resolveSettings(layers: PolicyLayers): DecidedSettings {
  const groups = [...layers.groups].sort(byPriority);
  const names = Object.keys(defaultSettings) as SettingName[];
  const decided = names.map((name) => [name, decide(name, layers, groups)]);
  return Object.fromEntries(decided) as DecidedSettings;
}

function byPriority(a: GroupLayer, b: GroupLayer): number {
  for (const { priority } of [a, b]) {
    if (!Number.isFinite(priority)) {
      throw new SyncError("policy.invalid", "group.priority", priority, "must be a number");
    }
  }
  return a.priority - b.priority || (a.groupId < b.groupId ? -1 : Number(a.groupId > b.groupId));
}

function decide<Name extends SettingName>(
  name: Name,
  layers: PolicyLayers,
  groups: readonly GroupLayer[],
): Decided<Settings[Name]> {
  let value: Settings[Name] = defaultSettings[name];
  let decidedBy: Level = { level: "default" };

  const inAccount = layers.account.values[name];
  if (inAccount !== undefined) [value, decidedBy] = [inAccount, { level: "account" }];
  if (layers.account.locked.includes(name)) {
    return { value, decidedBy, lockedBy: { level: "account" } };
  }

  for (const group of groups) {
    const inGroup = group.values[name];
    const isLocked = group.locked.includes(name);
    if (inGroup === undefined && !isLocked) continue;
    const level: Level = { level: "group", groupId: group.groupId };
    if (inGroup !== undefined) [value, decidedBy] = [inGroup, level];
    if (isLocked) return { value, decidedBy, lockedBy: level };
    break;
  }

  const inUser = layers.user.values[name];
  if (inUser !== undefined && userSettings.includes(name)) {
    [value, decidedBy] = [inUser, { level: "user" }];
  }
  return { value, decidedBy, lockedBy: null };
}

/** The settings without their explanation. */
export function valuesOf(decided: DecidedSettings): Settings {
  return {
    integration: decided.integration.value,
    authorizeWith: decided.authorizeWith.value,
    connectBy: decided.connectBy.value,
    syncVersion: decided.syncVersion.value,
    direction: decided.direction.value,
    allowedDomains: decided.allowedDomains.value,
    ssoPrompt: decided.ssoPrompt.value,
    scopesOffered: decided.scopesOffered.value,
    contacts: decided.contacts.value,
    timesOnly: decided.timesOnly.value,
  };
}
