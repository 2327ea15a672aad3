import { Checkbox, makeStyles, tokens } from "@fluentui/react-components";
import { usePage } from "../page-context.ts";
import { type ShownDays } from "./CalendarGrid.tsx";
import { MiniMonth } from "./MiniMonth.tsx";

const useStyles = makeStyles({
  rail: {
    width: "220px",
    boxSizing: "border-box",
    flex: "none",
    padding: "8px 12px",
    overflowY: "auto",
    borderRight: `1px solid ${tokens.colorNeutralStroke2}`,
    backgroundColor: tokens.colorNeutralBackground1,
  },
  heading: { fontSize: "13px", fontWeight: 600, margin: "16px 0 4px" },
});

export function LeftRail(props: {
  shown: ShownDays;
  hidden: ReadonlySet<string>;
  onDay: (date: string) => void;
  onToggle: (mailboxId: string) => void;
}) {
  const { session, texts } = usePage();
  const styles = useStyles();
  const group = (own: boolean, heading: string) => {
    const calendars = session.calendars.filter((calendar) => calendar.own === own);
    return calendars.length === 0 ? null : (
      <section aria-label={heading}>
        <h2 className={styles.heading}>{heading}</h2>
        {calendars.map(({ mailboxId, name }) => (
          <Checkbox
            key={mailboxId}
            label={own ? texts.calendar : name}
            checked={!props.hidden.has(mailboxId)}
            onChange={() => props.onToggle(mailboxId)}
          />
        ))}
      </section>
    );
  };
  return (
    <nav className={styles.rail} aria-label={texts.calendars}>
      <MiniMonth shown={props.shown} onDay={props.onDay} />
      {group(true, texts.myCalendars)}
      {group(false, texts.peoplesCalendars)}
    </nav>
  );
}
