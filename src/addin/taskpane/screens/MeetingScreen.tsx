import { useEffect, useState, type ReactNode } from "react";
import { paneEn, type PaneKey } from "../../../shared/texts/pane-en.ts";
import { useAnnounce } from "../parts/announcer.tsx";
import type { PaneController } from "../model/pane-controller.ts";
import type { MeetingState } from "../model/pane-state.ts";
import { ActionButton } from "../parts/ActionButton.tsx";
import { Details } from "../parts/Details.tsx";
import { Failure } from "../parts/Failure.tsx";
import { Message } from "../parts/Message.tsx";
import { Options } from "../parts/Options.tsx";
import { Preview } from "../parts/Preview.tsx";
import { Settings } from "../parts/Settings.tsx";
import { useStyles } from "../parts/styles.ts";
import { useTexts } from "../texts.tsx";
import { Attention } from "./Attention.tsx";
import { ForeignLinks } from "./ForeignLinks.tsx";
import { Health } from "./Health.tsx";
import { MeetingCard } from "./MeetingCard.tsx";
import { Calendar } from "./Calendar.tsx";
import { Reconnect } from "./Reconnect.tsx";
import { RemoveMeeting } from "./RemoveMeeting.tsx";
import { SchedulingAs } from "./SchedulingAs.tsx";
import { Screen } from "./Screen.tsx";

interface MeetingScreenProps {
  state: MeetingState;
  controller: PaneController;
  /** The join block as it stands in the invitation. */
  invitationHtml: string;
}

export default function MeetingScreen({
  state,
  controller,
  invitationHtml,
}: MeetingScreenProps): ReactNode {
  const { t } = useTexts();
  const styles = useStyles();
  const { meeting, busy } = state;
  const inOrder = !state.blockMissing && ["inStep", "waiting"].includes(meeting.health.state);
  // From a copy, the meeting of another appointment would be changed or deleted.
  const isOwnAndAlive = !["copy", "zoomDeleted"].includes(meeting.health.state);
  return (
    <Screen title={t("meeting.heading")}>
      <DoneLine done={inOrder ? state.done : null} />
      <Failure failure={state.failure} />
      <Reconnect state={state} controller={controller} />
      <Calendar me={state.me} />
      <Attention state={state} controller={controller} />
      <ForeignLinks foreign={state.foreign} />
      <SchedulingAs me={state.me} owner={state.owner} />
      <MeetingCard meeting={meeting} />
      <Notices codes={meeting.notices} />
      <Health meeting={meeting} />
      {meeting.state === "reserved" ? (
        <p className={styles.quiet}>{t("meeting.saveHint")}</p>
      ) : null}
      {inOrder ? <Preview html={invitationHtml} /> : null}
      {isOwnAndAlive ? (
        <>
          <Options
            withMeetingId={false}
            account={state.account}
            chosen={state.chosen}
            onChoose={(options) => controller.choose(options)}
          />
          <ActionButton
            label={t("meeting.update")}
            busyLabel={t("meeting.updateBusy")}
            running={busy === "update"}
            blocked={busy !== null}
            onClick={() => void controller.updateOptions()}
          />
          <RemoveMeeting busy={busy} onRemove={() => void controller.remove()} />
        </>
      ) : null}
      <Settings
        syncVersion={state.me.syncVersion}
        busy={busy !== null}
        onChange={(on) => void controller.keepInStep(on)}
      />
      <Details log={controller.log} />
    </Screen>
  );
}

const doneKeys = {
  added: "meeting.added",
  updated: "meeting.updated",
  taken: "outOfDate.taken",
  saved: "settings.saved",
  removed: "ready.removed",
} as const;

function DoneLine({ done }: Pick<MeetingState, "done">): ReactNode {
  const { t } = useTexts();
  const announce = useAnnounce();
  const [sentence, setSentence] = useState<string | null>(null);
  const next = done === null ? null : t(doneKeys[done]);
  if (next !== sentence) setSentence(next);
  useEffect(() => {
    if (sentence !== null) announce(sentence);
  }, [sentence, announce]);
  return sentence === null ? null : <Message intent="success">{sentence}</Message>;
}

/** What Zoom could not take over; codes newer than this pane are shown as they are. */
function Notices({ codes }: { codes: readonly string[] }): ReactNode {
  const { t } = useTexts();
  const styles = useStyles();
  if (codes.length === 0) return null;
  return (
    <ul className={styles.list}>
      {codes.map((code) => {
        const key = `notice.${code}`;
        return (
          <li key={code}>{key in paneEn ? t(key as PaneKey) : t("notice.other", { code })}</li>
        );
      })}
    </ul>
  );
}
