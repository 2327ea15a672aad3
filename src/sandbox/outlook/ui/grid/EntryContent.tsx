import { makeStyles, mergeClasses } from "@fluentui/react-components";
import { ArrowRepeatAllRegular } from "@fluentui/react-icons/svg/arrow-repeat-all";
import { LockClosedRegular } from "@fluentui/react-icons/svg/lock-closed";
import { type GridEvent } from "../../server/service-model.ts";
import { usePage } from "../page-context.ts";
import { type EntryColors } from "./calendar-colors.ts";

const useStyles = makeStyles({
  root: {
    display: "flex",
    width: "100%",
    height: "100%",
    overflow: "hidden",
    borderRadius: "4px",
    fontSize: "12px",
    lineHeight: "16px",
    textAlign: "start",
  },
  bar: { flex: "none", width: "4px" },
  text: { flex: "1 1 auto", minWidth: 0, padding: "2px 6px", overflow: "hidden" },
  oneLine: { display: "flex", gap: "6px", whiteSpace: "nowrap", padding: "1px 6px" },
  subject: { fontWeight: 600, overflowWrap: "anywhere" },
  quiet: { opacity: 0.85 },
  ellipsis: { overflow: "hidden", textOverflow: "ellipsis", whiteSpace: "nowrap" },
  struck: { textDecorationLine: "line-through" },
  marks: { flex: "none", padding: "3px 4px", display: "flex", gap: "2px" },
});

const stripes = (color: string) =>
  `repeating-linear-gradient(135deg, ${color} 0 2px, transparent 2px 5px)`;

/** How the bar at an entry's side tells free, tentative, busy and away apart. */
function barOf(event: GridEvent, colors: EntryColors) {
  const isTentative = event.showAs === "tentative" || event.response === "notResponded";
  if (isTentative) return { backgroundImage: stripes(colors.bar) };
  if (event.showAs === "free") return { borderInlineStart: `1px solid ${colors.bar}` };
  return { backgroundColor: colors.bar };
}

/** Inside of one entry in the grid. */
export function EntryContent(props: {
  event: GridEvent;
  colors: EntryColors;
  timeText: string;
  isShort: boolean;
}) {
  const { event, colors, timeText, isShort } = props;
  const { texts } = usePage();
  const styles = useStyles();
  const title = event.subject === "" ? texts.noSubject : event.subject;
  return (
    <div
      className={styles.root}
      title={[timeText, title, event.location].filter(Boolean).join("\n")}
      style={{
        backgroundColor: event.showAs === "free" ? "transparent" : colors.background,
        boxShadow: event.showAs === "free" ? `inset 0 0 0 1px ${colors.bar}` : undefined,
        color: colors.text,
      }}
    >
      <div className={styles.bar} style={barOf(event, colors)} />
      <div className={mergeClasses(styles.text, isShort && styles.oneLine)}>
        <div
          className={mergeClasses(
            styles.subject,
            isShort && styles.ellipsis,
            event.isCancelled && styles.struck,
          )}
        >
          {title}
        </div>
        {event.location !== "" && (
          <div className={mergeClasses(styles.quiet, styles.ellipsis)}>{event.location}</div>
        )}
        {!isShort && event.attendeeCount > 0 && (
          <div className={mergeClasses(styles.quiet, styles.ellipsis)}>{event.organizer}</div>
        )}
      </div>
      <div className={styles.marks}>
        {event.sensitivity === "private" && (
          <LockClosedRegular aria-label={texts.privateAppointment} />
        )}
        {event.seriesId !== null && <ArrowRepeatAllRegular aria-label={texts.recurring} />}
      </div>
    </div>
  );
}
