import { Field, Radio, RadioGroup, Select, Switch } from "@fluentui/react-components";
import type { ReactNode } from "react";
import type { MeetingOptions } from "../../../shared/api/meeting.ts";
import { groupMeetingId } from "../../../shared/invitation/invitation.ts";
import { useTexts } from "../texts.tsx";
import type { AccountOptions } from "../model/pane-state.ts";
import { Summary } from "./Summary.tsx";
import { useStyles } from "./styles.ts";

export interface OptionsFormProps {
  account: AccountOptions;
  chosen: MeetingOptions;
  /** The number of a meeting that exists cannot be changed. */
  withMeetingId: boolean;
  onChoose: (options: MeetingOptions) => void;
}

const visibleSwitches = ["waitingRoom", "passcode"] as const;
const furtherSwitches = [
  "hostVideo",
  "participantVideo",
  "joinBeforeHost",
  "muteUponEntry",
] as const;
type SwitchName = (typeof visibleSwitches)[number] | (typeof furtherSwitches)[number];
const audioChoices = ["both", "telephony", "voip"] as const;

/** The settings of one meeting, starting from what the Zoom account has and locks. */
export default function OptionsForm(props: OptionsFormProps): ReactNode {
  const { t } = useTexts();
  const styles = useStyles();
  const { account, chosen, onChoose } = props;
  if (account.state !== "known") {
    return <p className={styles.quiet}>{t("options.loading")}</p>;
  }
  const { defaults } = account;
  const values: MeetingOptions = { ...defaults.values, ...chosen };
  const isLocked = (name: string): boolean => defaults.locked.includes(name);
  const toggle = (name: SwitchName): ReactNode => (
    <OptionSwitch
      key={name}
      label={t(`options.${name}`)}
      checked={values[name] ?? false}
      locked={isLocked(name)}
      onChange={(on) => onChoose({ [name]: on })}
    />
  );
  const audio = values.audio ?? "both";
  return (
    <section className={styles.stack} aria-label={t("options.title")}>
      <h2 className={styles.heading}>{t("options.title")}</h2>
      {props.withMeetingId && defaults.personalMeetingId !== null ? (
        <Field
          label={t("options.meetingId")}
          {...lockedHint(isLocked("meetingId"), t("options.locked"))}
        >
          <RadioGroup
            value={values.meetingId ?? "automatic"}
            aria-disabled={isLocked("meetingId")}
            onChange={(_, { value }) => {
              if (isLocked("meetingId")) return;
              onChoose({ meetingId: value === "personal" ? "personal" : "automatic" });
            }}
          >
            <Radio value="automatic" label={t("options.automatic")} />
            <Radio
              value="personal"
              label={t("options.personal", { id: groupMeetingId(defaults.personalMeetingId) })}
            />
          </RadioGroup>
        </Field>
      ) : null}
      {visibleSwitches.map(toggle)}
      <Field label={t("options.audio")} {...lockedHint(isLocked("audio"), t("options.locked"))}>
        <Select
          value={audio}
          aria-disabled={isLocked("audio")}
          onChange={(_, { value }) => {
            const choice = audioChoices.find((name) => name === value);
            if (choice !== undefined && !isLocked("audio")) onChoose({ audio: choice });
          }}
        >
          {audioChoices.map((choice) => (
            <option key={choice} value={choice}>
              {t(`options.audio.${choice}`)}
            </option>
          ))}
        </Select>
      </Field>
      <details>
        <Summary>{t("options.more")}</Summary>
        <div className={styles.tight}>{furtherSwitches.map(toggle)}</div>
      </details>
    </section>
  );
}

interface OptionSwitchProps {
  label: string;
  checked: boolean;
  locked: boolean;
  onChange: (on: boolean) => void;
}

/** Locked options keep the keyboard's place and say why; they only do not move. */
function OptionSwitch({ label, checked, locked, onChange }: OptionSwitchProps): ReactNode {
  const { t } = useTexts();
  return (
    <Field {...lockedHint(locked, t("options.locked"))}>
      <Switch
        label={label}
        checked={checked}
        aria-disabled={locked}
        onChange={(_, data) => {
          if (!locked) onChange(data.checked);
        }}
      />
    </Field>
  );
}

const lockedHint = (locked: boolean, hint: string): { hint?: string } => (locked ? { hint } : {});
