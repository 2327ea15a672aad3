import { lazy, Suspense, useSyncExternalStore, type ReactNode } from "react";
import type { Invitation } from "../meeting/invitation.ts";
import type { PaneController } from "./model/pane-controller.ts";
import { Announcer } from "./parts/announcer.tsx";
import { LoadingScreen } from "./screens/LoadingScreen.tsx";
import { ReadyScreen } from "./screens/ReadyScreen.tsx";
import {
  ConnectZoomScreen,
  NotOrganizerScreen,
  SignedOutScreen,
  UnreachableScreen,
} from "./screens/StartScreens.tsx";

/** Fetched while the pane starts, but not before it: a new appointment has no meeting yet. */
const meetingScreen = import("./screens/MeetingScreen.tsx");
const MeetingScreen = lazy(() => meetingScreen);

interface PaneProps {
  controller: PaneController;
  invitation: Pick<Invitation, "build">;
}

export function Pane(props: PaneProps): ReactNode {
  return (
    <Announcer>
      <CurrentScreen {...props} />
    </Announcer>
  );
}

function CurrentScreen({ controller, invitation }: PaneProps): ReactNode {
  const state = useSyncExternalStore(controller.subscribe, controller.getState);
  switch (state.screen) {
    case "loading":
      return <LoadingScreen />;
    case "notOrganizer":
      return <NotOrganizerScreen />;
    case "signedOut":
      return <SignedOutScreen state={state} controller={controller} />;
    case "connectZoom":
      return <ConnectZoomScreen state={state} controller={controller} />;
    case "unreachable":
      return <UnreachableScreen state={state} controller={controller} />;
    case "ready":
      return <ReadyScreen state={state} controller={controller} />;
    case "meeting": {
      const { html } = invitation.build(state.meeting);
      return (
        <Suspense fallback={<LoadingScreen />}>
          <MeetingScreen state={state} controller={controller} invitationHtml={html} />
        </Suspense>
      );
    }
  }
}
