import { Button, makeStyles, Select, tokens } from "@fluentui/react-components";
import { AddRegular } from "@fluentui/react-icons/svg/add";
import { CalendarLtrRegular } from "@fluentui/react-icons/svg/calendar-ltr";
import { ChevronLeftRegular } from "@fluentui/react-icons/svg/chevron-left";
import { ChevronRightRegular } from "@fluentui/react-icons/svg/chevron-right";
import { type RefCallback } from "react";
import { type GridView, type ShownDays } from "./grid/CalendarGrid.tsx";
import { usePage } from "./page-context.ts";
import { addDays, plainDay } from "./zoned-dates.ts";

const useStyles = makeStyles({
  bar: {
    display: "flex",
    flexWrap: "wrap",
    alignItems: "center",
    gap: "4px",
    padding: "8px 12px",
    flex: "none",
    borderBottom: `1px solid ${tokens.colorNeutralStroke2}`,
    backgroundColor: tokens.colorNeutralBackground2,
  },
  title: { flex: "1 1 auto", fontSize: "16px", fontWeight: 600, margin: "0 8px" },
});

function titleOf(shown: ShownDays, locale: string): string {
  const format = new Intl.DateTimeFormat(locale, {
    day: "numeric",
    month: "long",
    year: "numeric",
    timeZone: "UTC",
  });
  return format.formatRange(plainDay(shown.from), plainDay(addDays(shown.to, -1)));
}

export function CalendarToolbar({
  newEvent,
  ...props
}: {
  /** Where the focus goes back to when a form was closed. */
  newEvent: RefCallback<HTMLButtonElement>;
  shown: ShownDays;
  view: GridView;
  onNew: () => void;
  onToday: () => void;
  onStep: (direction: -1 | 1) => void;
  onView: (view: GridView) => void;
}) {
  const { texts, locale } = usePage();
  const styles = useStyles();
  return (
    <div className={styles.bar} role="toolbar" aria-label={texts.calendar}>
      <Button ref={newEvent} appearance="primary" icon={<AddRegular />} onClick={props.onNew}>
        {texts.newEvent}
      </Button>
      <Button appearance="subtle" icon={<CalendarLtrRegular />} onClick={props.onToday}>
        {texts.today}
      </Button>
      <Button
        appearance="subtle"
        icon={<ChevronLeftRegular />}
        aria-label={texts.previous}
        onClick={() => props.onStep(-1)}
      />
      <Button
        appearance="subtle"
        icon={<ChevronRightRegular />}
        aria-label={texts.next}
        onClick={() => props.onStep(1)}
      />
      <h2 className={styles.title} aria-live="polite">
        {titleOf(props.shown, locale)}
      </h2>
      <Select
        aria-label={texts.view}
        value={props.view}
        onChange={(_, { value }) => props.onView(value as GridView)}
      >
        <option value="day">{texts.day}</option>
        <option value="workWeek">{texts.workWeek}</option>
        <option value="week">{texts.week}</option>
      </Select>
    </div>
  );
}
