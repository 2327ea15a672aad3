import { useId, type ReactNode } from "react";
import type { PaneController } from "../model/pane-controller.ts";
import type { ReadyState } from "../model/pane-state.ts";
import { ActionButton } from "../parts/ActionButton.tsx";
import { Details } from "../parts/Details.tsx";
import { Failure } from "../parts/Failure.tsx";
import { Message } from "../parts/Message.tsx";
import { Options } from "../parts/Options.tsx";
import { Settings } from "../parts/Settings.tsx";
import { useStyles } from "../parts/styles.ts";
import { useTexts } from "../texts.tsx";
import { ForeignLinks } from "./ForeignLinks.tsx";
import { Calendar } from "./Calendar.tsx";
import { Reconnect } from "./Reconnect.tsx";
import { SchedulingAs } from "./SchedulingAs.tsx";
import { Screen } from "./Screen.tsx";

interface ReadyScreenProps {
  state: ReadyState;
  controller: PaneController;
}

export function ReadyScreen({ state, controller }: ReadyScreenProps): ReactNode {
  const { t } = useTexts();
  const styles = useStyles();
  const reasonId = useId();
  const { busy, endsBeforeStart } = state;
  return (
    <Screen title={t("title")}>
      {state.undoable === null ? null : <Undo state={state} controller={controller} />}
      <Failure failure={state.failure} />
      <Reconnect state={state} controller={controller} />
      <Calendar me={state.me} />
      <ForeignLinks foreign={state.foreign} />
      <SchedulingAs me={state.me} owner={state.owner} />
      <div className={styles.tight}>
        <ActionButton
          primary
          wide
          label={t("ready.action")}
          busyLabel={t("ready.busy")}
          running={busy === "add"}
          blocked={endsBeforeStart || busy !== null}
          {...(endsBeforeStart ? { describedBy: reasonId } : {})}
          onClick={() => void controller.add()}
        />
        {endsBeforeStart ? (
          <p id={reasonId} className={styles.text}>
            {t("ready.endsBeforeStart")}
          </p>
        ) : null}
      </div>
      <Options
        withMeetingId
        account={state.account}
        chosen={state.chosen}
        onChoose={(options) => controller.choose(options)}
      />
      <Settings
        syncVersion={state.me.syncVersion}
        busy={busy !== null}
        onChange={(on) => void controller.keepInStep(on)}
      />
      <Details log={controller.log} />
    </Screen>
  );
}

function Undo({ state, controller }: ReadyScreenProps): ReactNode {
  const { t } = useTexts();
  return (
    <Message
      intent="success"
      actions={
        <ActionButton
          label={t("ready.undo")}
          busyLabel={t("ready.undoBusy")}
          running={state.busy === "undo"}
          onClick={() => void controller.undo()}
        />
      }
    >
      {t("ready.removed")}
    </Message>
  );
}
