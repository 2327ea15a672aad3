/** An appointment form as Office.js shows it, in the dialect of one client. */
export type ClientProfile = "web" | "new" | "classic" | "mac" | "mobile";

export interface FakeState {
  subject: string;
  start: Date;
  end: Date;
  body: string;
  location: string;
  rooms: string[];
  required: string[];
  optional: string[];
  recurrence: unknown;
  seriesId: string | null;
  itemId: string | null;
  isAllDay: boolean;
  customProperties: Record<string, unknown>;
  sessionData: Record<string, string>;
  notifications: Array<{ key: string; type: string; message: string; actions?: unknown[] }>;
  roamingSettings: Record<string, unknown>;
  owner: string | null;
}

/** What one call does instead of answering: fails, never answers, throws, or answers with nothing. */
export type Fault = "fail" | "mute" | "throw" | "nothing";

/** What clients call themselves: https://learn.microsoft.com/javascript/api/outlook/office.diagnostics */
const hostNames: Record<ClientProfile, string> = {
  web: "OutlookWebApp",
  new: "newOutlookWindows",
  classic: "Outlook",
  mac: "Outlook",
  mobile: "OutlookIOS",
};

const mailboxSet: Record<ClientProfile, number> = {
  web: 15,
  new: 15,
  classic: 14,
  mac: 14,
  mobile: 5,
};

type Done = (result: unknown) => void;

export class FakeOutlook {
  readonly state: FakeState;
  readonly profile: ClientProfile;
  readonly associated = new Map<string, (event: unknown) => void>();
  /** Names of the calls, in order. */
  readonly calls: string[] = [];
  /** Fault by number of the call, counted from 0. */
  readonly faults = new Map<number, Fault>();
  readonly office: Record<string, unknown>;
  readyCalls = 0;

  constructor(profile: ClientProfile, state: Partial<FakeState> = {}) {
    this.profile = profile;
    this.state = {
      subject: "Weekly planning",
      start: new Date("2026-11-24T09:00:00.000Z"),
      end: new Date("2026-11-24T10:00:00.000Z"),
      body: "<html><body><div>Agenda</div></body></html>",
      location: "",
      rooms: [],
      required: ["ben@contoso.example"],
      optional: [],
      recurrence: null,
      seriesId: null,
      itemId: null,
      isAllDay: false,
      customProperties: {},
      sessionData: {},
      notifications: [],
      roamingSettings: {},
      owner: null,
      ...state,
    };
    this.office = this.#build();
  }

  install(): void {
    Object.assign(globalThis, { Office: this.office });
  }

  #has(set: number): boolean {
    return mailboxSet[this.profile] >= set;
  }

  /** Every call answers later, as through a real channel. */
  #call(name: string, done: Done, work: () => unknown): void {
    const number = this.calls.push(name) - 1;
    const fault = this.faults.get(number);
    if (fault === "throw") throw new Error(`${name} threw`);
    if (fault === "mute") return;
    queueMicrotask(() => {
      if (fault === "nothing") {
        done(undefined);
        return;
      }
      if (fault === "fail") {
        done(failed(9042));
        return;
      }
      const value = work();
      done(value instanceof FakeFailure ? failed(value.code) : { status: "succeeded", value });
    });
  }

  #field(key: keyof FakeState, name: string): Record<string, unknown> {
    return {
      getAsync: (...args: unknown[]) =>
        this.#call(`${name}.getAsync`, args.at(-1) as Done, () => this.state[key]),
      setAsync: (value: unknown, ...args: unknown[]) =>
        this.#call(`${name}.setAsync`, args.at(-1) as Done, () => {
          Object.assign(this.state, { [key]: value });
        }),
    };
  }

  #recipients(key: "required" | "optional"): Record<string, unknown> {
    return {
      getAsync: (done: Done) =>
        this.#call("recipients.getAsync", done, () =>
          this.state[key].map((emailAddress) => ({ emailAddress, displayName: emailAddress })),
        ),
    };
  }

  #build(): Record<string, unknown> {
    const { state } = this;
    const phone = this.profile === "mobile";
    return {
      actions: {
        associate: (name: string, action: (event: unknown) => void) => {
          this.associated.set(name, action);
        },
      },
      onReady: (then?: () => void) => {
        this.readyCalls += 1;
        // Classic Outlook's runtime never runs what waits for it.
        if (this.profile !== "classic") then?.();
        return Promise.resolve();
      },
      EventType: {},
      context: {
        displayLanguage: "en-US",
        contentLanguage: "en-US",
        platform: phone ? "iOS" : "OfficeOnline",
        requirements: {
          isSetSupported: (_: string, version: string) => this.#has(Number(version.split(".")[1])),
        },
        roamingSettings: {
          get: (name: string) => state.roamingSettings[name],
          set: (name: string, value: unknown) => {
            state.roamingSettings[name] = value;
          },
          remove: (name: string) => {
            Reflect.deleteProperty(state.roamingSettings, name);
          },
          saveAsync: (done: Done) => this.#call("roamingSettings.saveAsync", done, () => undefined),
        },
        mailbox: {
          userProfile: { timeZone: "W. Europe Standard Time", emailAddress: "ada@contoso.example" },
          diagnostics: { hostName: hostNames[this.profile] },
          convertToLocalClientTime: (date: Date) => ({
            year: date.getUTCFullYear(),
            month: date.getUTCMonth(),
            date: date.getUTCDate(),
            hours: date.getUTCHours() + 1,
            minutes: date.getUTCMinutes(),
          }),
          ...(phone ? {} : { convertToRestId: (id: string) => id.replaceAll("/", "-") }),
          item: this.#buildItem(),
        },
      },
    };
  }

  #buildItem(): Record<string, unknown> {
    const { state } = this;
    const phone = this.profile === "mobile";
    return {
      subject: this.#field("subject", "subject"),
      start: this.#field("start", "start"),
      end: this.#field("end", "end"),
      location: {
        getAsync: (done: Done) =>
          this.#call("location.getAsync", done, () =>
            [...state.rooms, state.location].filter((place) => place !== "").join("; "),
          ),
        setAsync: (value: string, done: Done) =>
          this.#call("location.setAsync", done, () => {
            state.location = value;
            state.rooms = [];
          }),
      },
      requiredAttendees: this.#recipients("required"),
      optionalAttendees: this.#recipients("optional"),
      seriesId: state.seriesId,
      body: {
        getTypeAsync: (done: Done) => this.#call("body.getTypeAsync", done, () => "html"),
        getAsync: (_: string, done: Done) => this.#call("body.getAsync", done, () => state.body),
        setAsync: (content: string, _: unknown, done: Done) =>
          this.#call("body.setAsync", done, () => {
            state.body = content;
          }),
      },
      loadCustomPropertiesAsync: (done: Done) =>
        this.#call("loadCustomPropertiesAsync", done, () => this.#customProperties()),
      ...(phone ? {} : { notificationMessages: this.#notifications() }),
      ...(this.#has(7) ? { recurrence: this.#field("recurrence", "recurrence") } : {}),
      ...(this.#has(8)
        ? {
            getItemIdAsync: (done: Done) =>
              this.#call("getItemIdAsync", done, () => state.itemId ?? new FakeFailure(9046)),
            enhancedLocation: this.#places(),
          }
        : {}),
      ...(this.#has(11) ? { sessionData: this.#sessionData() } : {}),
      ...(this.#has(14) ? { isAllDayEvent: this.#field("isAllDay", "isAllDayEvent") } : {}),
      ...(state.owner === null
        ? {}
        : {
            getSharedPropertiesAsync: (done: Done) =>
              this.#call("getSharedPropertiesAsync", done, () => ({ owner: state.owner })),
          }),
    };
  }

  #customProperties(): Record<string, unknown> {
    const loaded = { ...this.state.customProperties };
    return {
      get: (name: string) => loaded[name],
      set: (name: string, value: unknown) => {
        loaded[name] = value;
      },
      remove: (name: string) => {
        Reflect.deleteProperty(loaded, name);
      },
      saveAsync: (done: Done) =>
        this.#call("customProperties.saveAsync", done, () => {
          this.state.customProperties = loaded;
        }),
    };
  }

  #notifications(): Record<string, unknown> {
    const { state } = this;
    const remove = (key: string): void => {
      state.notifications = state.notifications.filter((bar) => bar.key !== key);
    };
    type Bar = FakeState["notifications"][number];
    return {
      replaceAsync: (key: string, bar: Omit<Bar, "key">, done: Done) =>
        this.#call("notificationMessages.replaceAsync", done, () => {
          if (!state.notifications.some((shown) => shown.key === key)) return new FakeFailure(9024);
          remove(key);
          state.notifications.push({ key, ...bar });
          return undefined;
        }),
      addAsync: (key: string, bar: Omit<Bar, "key">, done: Done) =>
        this.#call("notificationMessages.addAsync", done, () => {
          if (bar.message.length > 150) return new FakeFailure(5001);
          state.notifications.push({ key, ...bar });
          return undefined;
        }),
      getAllAsync: (done: Done) =>
        this.#call("notificationMessages.getAllAsync", done, () => state.notifications),
      removeAsync: (key: string, done: Done) =>
        this.#call("notificationMessages.removeAsync", done, () => remove(key)),
    };
  }

  #places(): Record<string, unknown> {
    const { state } = this;
    const texts = (): string[] => state.location.split("; ").filter((text) => text !== "");
    return {
      getAsync: (done: Done) =>
        this.#call("enhancedLocation.getAsync", done, () => [
          ...state.rooms.map((id) => ({ locationIdentifier: { id, type: "room" } })),
          ...texts().map((id) => ({ locationIdentifier: { id, type: "custom" } })),
        ]),
      addAsync: (places: Array<{ id: string }>, done: Done) =>
        this.#call("enhancedLocation.addAsync", done, () => {
          state.location = [...texts(), ...places.map(({ id }) => id)].join("; ");
        }),
      removeAsync: (places: Array<{ id: string }>, done: Done) =>
        this.#call("enhancedLocation.removeAsync", done, () => {
          const gone = places.map(({ id }) => id);
          state.location = texts()
            .filter((text) => !gone.includes(text))
            .join("; ");
        }),
    };
  }

  #sessionData(): Record<string, unknown> {
    const { sessionData } = this.state;
    return {
      getAsync: (name: string, done: Done) =>
        this.#call("sessionData.getAsync", done, () => sessionData[name] ?? new FakeFailure(9050)),
      setAsync: (name: string, value: string, done: Done) =>
        this.#call("sessionData.setAsync", done, () => {
          sessionData[name] = value;
        }),
    };
  }
}

class FakeFailure {
  readonly code: number;

  constructor(code: number) {
    this.code = code;
  }
}

const failed = (code: number): unknown => ({
  status: "failed",
  error: { code, name: "Error", message: "refused" },
});

/** Office's own form of a weekly series. */
export const weeklySeries = {
  recurrenceType: "weekly",
  recurrenceProperties: { interval: 1, days: ["tue"], firstDayOfWeek: "mon" },
  recurrenceTimeZone: { name: "W. Europe Standard Time" },
  seriesTime: { getStartDate: () => "2026-11-24", getEndDate: () => "2026-12-22" },
};
