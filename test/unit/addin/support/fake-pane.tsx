import { act, render } from "@testing-library/react";
import { Look } from "../../../../src/addin/taskpane/Look.tsx";
import { ClockProvider } from "../../../../src/addin/taskpane/mailbox-clock.tsx";
import { PaneController } from "../../../../src/addin/taskpane/model/pane-controller.ts";
import type { PanePorts } from "../../../../src/addin/taskpane/model/pane-ports.ts";
import { Pane } from "../../../../src/addin/taskpane/Pane.tsx";
import {
  createTexts,
  loadPaneTable,
  TextsProvider,
} from "../../../../src/addin/taskpane/texts.tsx";
import { openAppointment } from "../../../../src/addin/meeting/appointment.ts";
import type { Me, OptionDefaults } from "../../../../src/shared/api/account.ts";
import type { MeetingView } from "../../../../src/shared/api/meeting.ts";
import { FakeOutlook, type FakeState } from "./fake-outlook.ts";
import { invitation, meetingView } from "./meetings.ts";

export const connected: Me = {
  zoom: { state: "connected", email: "ada@contoso.example", name: "Ada Berg" },
  calendar: { state: "notConnected" },
  syncVersion: "off",
};

const accountOptions: OptionDefaults = {
  values: { waitingRoom: true, passcode: true, hostVideo: false, audio: "both" },
  locked: ["passcode"],
  personalMeetingId: "1234567890",
};

export interface FakePane {
  outlook: FakeOutlook;
  controller: PaneController;
  ports: PanePorts;
  /** Runs what waits for this many milliseconds or less. */
  pass: (ms: number) => Promise<void>;
}

export interface FakePaneOptions {
  language?: string;
  appearance?: "light" | "dark";
  state?: Partial<FakeState>;
  me?: Me;
  /** What the server knows of the appointment. */
  meeting?: MeetingView | null;
  api?: Partial<PanePorts["api"]>;
  ports?: Partial<PanePorts>;
}

/** The whole pane over a fake Outlook and a fake server, rendered and loaded. */
export async function openFakePane(options: FakePaneOptions = {}): Promise<FakePane> {
  const outlook = new FakeOutlook("web", options.state);
  outlook.install();
  let me = options.me ?? connected;
  const meeting = options.meeting ?? null;
  const waiting: Array<{ ms: number; work: () => void }> = [];
  const ports: PanePorts = {
    appointment: openAppointment(invitation),
    invitation,
    api: {
      me: () => Promise.resolve(me),
      changeMe: (changes) => {
        me = { ...me, ...(changes.syncVersion ? { syncVersion: changes.syncVersion } : {}) };
        return Promise.resolve(me);
      },
      options: () => Promise.resolve(accountOptions),
      newTicket: () => Promise.resolve({ ticket: "ticket-1" }),
      startZoomConnection: () => Promise.resolve({ url: "/auth/zoom/start" }),
      finishZoomConnection: () => Promise.resolve(connected.zoom),
      addMeeting: ({ itemKey }) => Promise.resolve(meetingView({ itemKey })),
      lookUp: () => Promise.resolve({ meeting }),
      report: () => Promise.resolve({ meeting: meeting ?? meetingView() }),
      changeOptions: (itemKey, chosen) =>
        Promise.resolve(meetingView({ itemKey, options: chosen })),
      removeMeeting: () => Promise.resolve(),
      recoverMeeting: (itemKey) => Promise.resolve(meetingView({ itemKey })),
      ...options.api,
    },
    signIn: { token: () => Promise.resolve("token") },
    connectZoom: () => Promise.resolve(connected.zoom),
    oneAtATime: (work) => work(),
    calendarOwner: () => Promise.resolve(null),
    ensureTicket: () => Promise.resolve(),
    hideBar: () => Promise.resolve(),
    newKey: () => "11111111-2222-4333-8444-555555555555",
    wait: () => Promise.resolve(),
    now: () => Date.parse("2026-11-23T12:00:00Z"),
    after: (ms, work) => {
      const entry = { ms, work };
      waiting.push(entry);
      return () => {
        waiting.splice(waiting.indexOf(entry), 1);
      };
    },
    ...options.ports,
  };
  const controller = new PaneController(ports);
  const language = options.language ?? "en-GB";
  const texts = createTexts(language, await loadPaneTable(language));
  render(
    <Look
      nonce="nonce"
      appearance={{ get: () => options.appearance ?? "light", subscribe: () => () => undefined }}
    >
      <TextsProvider value={texts}>
        <ClockProvider value={(instant) => instant}>
          <Pane controller={controller} invitation={invitation} />
        </ClockProvider>
      </TextsProvider>
    </Look>,
  );
  await act(() => controller.load());
  const pass = (ms: number): Promise<void> =>
    act(async () => {
      for (const entry of waiting.filter((one) => one.ms <= ms)) entry.work();
      await new Promise((resolve) => {
        setTimeout(resolve, 0);
      });
    });
  return { outlook, controller, ports, pass };
}
