import { makeStyles, MessageBar, MessageBarBody, tokens } from "@fluentui/react-components";
import { useSyncExternalStore } from "react";
import { usePage } from "../page-context.ts";
import { BodyEditor } from "./BodyEditor.tsx";
import { FieldRow } from "./FieldRow.tsx";
import { FormContext } from "./form-context.ts";
import { type FormSession } from "./form-session.ts";
import { LocationField, SubjectField } from "./LineFields.tsx";
import { NotificationBars } from "./NotificationBars.tsx";
import { PeopleFields } from "./PeopleFields.tsx";
import { Ribbon } from "./Ribbon.tsx";
import { SensitivityFields } from "./SensitivityFields.tsx";
import { SmartAlertDialog } from "./SmartAlertDialog.tsx";
import { TaskPane } from "./TaskPane.tsx";
import { TimeFields } from "./TimeFields.tsx";

const useStyles = makeStyles({
  form: {
    display: "flex",
    flexDirection: "column",
    height: "100%",
    backgroundColor: tokens.colorNeutralBackground2,
  },
  columns: { display: "flex", flex: 1, minHeight: 0, position: "relative" },
  scroll: { flex: 1, minWidth: 0, overflowY: "auto" },
  sheet: {
    display: "flex",
    flexDirection: "column",
    gap: "12px",
    boxSizing: "border-box",
    maxWidth: "960px",
    minHeight: "calc(100% - 24px)",
    margin: "12px auto",
    padding: "16px 20px",
    borderRadius: tokens.borderRadiusLarge,
    backgroundColor: tokens.colorNeutralBackground1,
    boxShadow: tokens.shadow4,
    "@media (max-width: 480px)": { margin: 0, padding: "12px", borderRadius: 0 },
  },
  bars: { margin: "0 12px" },
});

/** The organizer's form: ribbon, fields, body, and the add-in's pane beside them. */
export function AppointmentForm(props: {
  session: FormSession;
  /** Absent in a window of its own. */
  onPopOut?: () => void;
  onClose: () => void;
  onDelete: () => void;
}) {
  const { session } = props;
  const page = usePage();
  const { texts } = page;
  const styles = useStyles();
  const state = useSyncExternalStore(session.store.subscribe, session.store.read);
  const owner = page.session.calendars.find(({ mailboxId }) => mailboxId === session.mailboxId);
  const hints = [
    session.item.state.seriesId !== null && texts.occurrenceHint,
    owner !== undefined && !owner.own && texts.delegateHint(owner.name),
  ].filter((hint) => hint !== false);
  return (
    <FormContext value={session}>
      <section
        className={styles.form}
        aria-label={texts.appointmentForm}
        aria-busy={state.busy !== null}
        onKeyDown={(event) => {
          // Keys pressed in dialogs arrive here too, though their elements stand elsewhere.
          const isOwn = event.currentTarget.contains(event.target as Node);
          if (event.key === "Escape" && isOwn && !event.defaultPrevented) props.onClose();
        }}
      >
        <Ribbon {...props} state={state} />
        <div className={styles.bars}>
          {state.fault !== null && (
            <MessageBar intent="error" layout="multiline">
              <MessageBarBody>{state.fault}</MessageBarBody>
            </MessageBar>
          )}
          {session.manifestFault !== null && (
            <MessageBar intent="warning" layout="multiline">
              <MessageBarBody>{texts.manifestBroken(session.manifestFault)}</MessageBarBody>
            </MessageBar>
          )}
          {hints.map((hint) => (
            <MessageBar key={hint}>
              <MessageBarBody>{hint}</MessageBarBody>
            </MessageBar>
          ))}
        </div>
        <div className={styles.columns}>
          <div className={styles.scroll}>
            <NotificationBars />
            <div className={styles.sheet}>
              <SubjectField />
              <PeopleFields />
              <TimeFields />
              <LocationField />
              <SensitivityFields showAs={state.showAs} />
              <FieldRow icon={null}>
                <BodyEditor />
              </FieldRow>
            </div>
          </div>
          {state.pane !== null && <TaskPane key={state.pane.url} pane={state.pane} />}
        </div>
        <SmartAlertDialog state={state} />
      </section>
    </FormContext>
  );
}
