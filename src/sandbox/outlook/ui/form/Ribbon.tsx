import { Button, makeStyles, Spinner, tokens, Tooltip } from "@fluentui/react-components";
import { DeleteRegular } from "@fluentui/react-icons/svg/delete";
import { DismissRegular } from "@fluentui/react-icons/svg/dismiss";
import { SaveRegular } from "@fluentui/react-icons/svg/save";
import { SendRegular } from "@fluentui/react-icons/svg/send";
import { WindowNewRegular } from "@fluentui/react-icons/svg/window-new";
import { type ManifestControl } from "../../host/manifest.ts";
import { usePage } from "../page-context.ts";
import { useForm, useItem } from "./form-context.ts";
import { FormSession } from "./form-session.ts";
import { type FormState } from "./form-state.ts";

const useStyles = makeStyles({
  ribbon: {
    display: "flex",
    flexWrap: "wrap",
    alignItems: "center",
    gap: "4px",
    padding: "6px 12px",
    flex: "none",
    borderBottom: `1px solid ${tokens.colorNeutralStroke2}`,
    backgroundColor: tokens.colorNeutralBackground1,
  },
  group: {
    display: "flex",
    flexWrap: "wrap",
    gap: "4px",
    paddingInlineStart: "8px",
    borderLeft: `1px solid ${tokens.colorNeutralStroke2}`,
    "@media (max-width: 480px)": { borderLeftStyle: "none", paddingInlineStart: 0 },
  },
  icon: { width: "20px", height: "20px" },
  gap: { flex: 1 },
});

export function Ribbon(props: {
  state: FormState;
  onPopOut?: () => void;
  onClose: () => void;
  onDelete: () => void;
}) {
  const session = useForm();
  const item = useItem();
  const { texts } = usePage();
  const styles = useStyles();
  const { busy } = props.state;
  const isMeeting = FormSession.isMeeting(item);
  const isBlocked = busy !== null || item.end < item.start;
  const controls = session.manifest?.controls ?? [];
  return (
    <div className={styles.ribbon} role="toolbar" aria-label={texts.appointmentForm}>
      <Button
        appearance="primary"
        disabledFocusable={isBlocked}
        icon={
          busy !== null ? <Spinner size="tiny" /> : isMeeting ? <SendRegular /> : <SaveRegular />
        }
        onClick={() => void (isMeeting ? session.send() : session.save())}
      >
        {busy === null ? (isMeeting ? texts.send : texts.save) : texts[busy]}
      </Button>
      <Button appearance="subtle" icon={<DismissRegular />} onClick={props.onClose}>
        {texts.discard}
      </Button>
      {item.itemId !== null && (
        <Button appearance="subtle" icon={<DeleteRegular />} onClick={props.onDelete}>
          {texts.remove}
        </Button>
      )}
      {controls.length > 0 && (
        <div className={styles.group} role="group" aria-label={session.manifest?.groupLabel}>
          {controls.map((control) => (
            <ControlButton
              key={control.id}
              control={control}
              isRunning={props.state.running.has(control.id)}
              isOpen={props.state.pane?.controlId === control.id}
            />
          ))}
        </div>
      )}
      <span className={styles.gap} />
      {props.onPopOut !== undefined && (
        <Button
          appearance="subtle"
          icon={<WindowNewRegular />}
          aria-label={texts.popOut}
          title={texts.popOut}
          onClick={props.onPopOut}
        />
      )}
    </div>
  );
}

function ControlButton(props: { control: ManifestControl; isRunning: boolean; isOpen: boolean }) {
  const { control } = props;
  const session = useForm();
  const styles = useStyles();
  const icon = control.icons[32] ?? control.icons[16] ?? control.icons[80];
  const { title, description } = control.supertip;
  return (
    <Tooltip
      withArrow
      relationship="description"
      content={
        <>
          <strong>{title}</strong>
          <br />
          {description}
        </>
      }
    >
      <Button
        appearance="subtle"
        disabledFocusable={props.isRunning}
        {...(control.action.type === "ShowTaskpane" ? { "aria-expanded": props.isOpen } : {})}
        icon={
          props.isRunning ? (
            <Spinner size="tiny" />
          ) : (
            <img className={styles.icon} src={icon} alt="" />
          )
        }
        onClick={() => void session.press(control)}
      >
        {control.label}
      </Button>
    </Tooltip>
  );
}
