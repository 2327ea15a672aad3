import type { ReactNode } from "react";
import type { MeetingHealth } from "../../../shared/api/meeting.ts";
import { useFormats } from "../mailbox-clock.tsx";
import type { PaneController } from "../model/pane-controller.ts";
import type { MeetingState } from "../model/pane-state.ts";
import { ActionButton } from "../parts/ActionButton.tsx";
import { Message } from "../parts/Message.tsx";
import { useTexts } from "../texts.tsx";
import { OutOfDate } from "./OutOfDate.tsx";

interface AttentionProps {
  state: MeetingState;
  controller: PaneController;
}

/** The one thing that needs the person, with the click that mends it. */
export function Attention({ state, controller }: AttentionProps): ReactNode {
  const { health } = state.meeting;
  switch (health.state) {
    case "outOfDate":
      return (
        <>
          <OutOfDate health={health} busy={state.busy} controller={controller} />
          <BlockMissing state={state} controller={controller} />
        </>
      );
    case "zoomDeleted":
      return <ZoomDeleted health={health} state={state} controller={controller} />;
    case "copy":
      return <Copied state={state} controller={controller} />;
    case "inStep":
    case "waiting":
      return <BlockMissing state={state} controller={controller} />;
  }
}

function BlockMissing({ state, controller }: AttentionProps): ReactNode {
  const { t } = useTexts();
  if (!state.blockMissing) return null;
  return (
    <Message
      intent="warning"
      title={t("blockMissing.title")}
      actions={
        <ActionButton
          label={t("blockMissing.action")}
          busyLabel={t("blockMissing.busy")}
          running={state.busy === "putBack"}
          blocked={state.busy !== null}
          onClick={() => void controller.putBack()}
        />
      }
    >
      {t("blockMissing.text")}
    </Message>
  );
}

function Copied({ state, controller }: AttentionProps): ReactNode {
  const { t } = useTexts();
  return (
    <Message
      intent="warning"
      title={t("copy.title")}
      actions={
        <>
          <ActionButton
            label={t("copy.action")}
            busyLabel={t("copy.busy")}
            running={state.busy === "ownMeeting"}
            blocked={state.busy !== null}
            onClick={() => void controller.giveOwnMeeting()}
          />
          <StripButton state={state} controller={controller} />
        </>
      }
    >
      {t("copy.text")}
    </Message>
  );
}

function StripButton({ state, controller }: AttentionProps): ReactNode {
  const { t } = useTexts();
  return (
    <ActionButton
      label={t("zoomDeleted.strip")}
      busyLabel={t("zoomDeleted.stripBusy")}
      running={state.busy === "strip"}
      blocked={state.busy !== null}
      onClick={() => void controller.strip()}
    />
  );
}

interface ZoomDeletedProps extends AttentionProps {
  health: Extract<MeetingHealth, { state: "zoomDeleted" }>;
}

function ZoomDeleted({ health, state, controller }: ZoomDeletedProps): ReactNode {
  const { t } = useTexts();
  const formats = useFormats();
  const { recoverableUntil } = health;
  return (
    <Message
      intent="error"
      title={t("zoomDeleted.title")}
      actions={
        <>
          {recoverableUntil === null ? null : (
            <ActionButton
              label={t("zoomDeleted.recover")}
              busyLabel={t("zoomDeleted.recoverBusy")}
              running={state.busy === "recover"}
              blocked={state.busy !== null}
              onClick={() => void controller.recover()}
            />
          )}
          <StripButton state={state} controller={controller} />
        </>
      }
    >
      {t("zoomDeleted.text")}{" "}
      {recoverableUntil === null
        ? null
        : t("zoomDeleted.until", { time: formats.moment(recoverableUntil) })}
    </Message>
  );
}
