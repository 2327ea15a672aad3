import type { ReactNode } from "react";
import type { PaneController } from "../model/pane-controller.ts";
import type { Scheduling } from "../model/pane-state.ts";
import { ActionButton } from "../parts/ActionButton.tsx";
import { Message } from "../parts/Message.tsx";
import { useTexts } from "../texts.tsx";

interface ReconnectProps {
  state: Pick<Scheduling, "me" | "busy">;
  controller: PaneController;
}

/** Zoom ended the connection: nothing is lost, but nothing goes there until a person reconnects. */
export function Reconnect({ state, controller }: ReconnectProps): ReactNode {
  const { t } = useTexts();
  if (state.me.zoom.state !== "reconnect") return null;
  return (
    <Message
      intent="warning"
      actions={
        <ActionButton
          label={t("reconnect.action")}
          busyLabel={t("connect.busy")}
          running={state.busy === "connectZoom"}
          onClick={() => void controller.connectZoom()}
        />
      }
    >
      {t("reconnect.text")}
    </Message>
  );
}
