import { Button, makeStyles, mergeClasses, tokens } from "@fluentui/react-components";
import { ChevronDownRegular } from "@fluentui/react-icons/svg/chevron-down";
import { ChevronUpRegular } from "@fluentui/react-icons/svg/chevron-up";
import { useState } from "react";
import { usePage } from "../page-context.ts";
import { addMonths, formatDay, monthPage } from "../zoned-dates.ts";
import { useToday } from "../use-today.ts";
import { type ShownDays } from "./CalendarGrid.tsx";

const useStyles = makeStyles({
  head: { display: "flex", alignItems: "center", paddingInlineStart: "6px" },
  month: { flex: 1, fontWeight: 600, textTransform: "capitalize" },
  days: { display: "grid", gridTemplateColumns: "repeat(7, 1fr)", rowGap: "2px" },
  name: {
    fontSize: "11px",
    color: tokens.colorNeutralForeground3,
    textAlign: "center",
    lineHeight: "24px",
  },
  day: {
    font: "inherit",
    fontSize: "12px",
    color: "inherit",
    backgroundColor: "transparent",
    border: 0,
    padding: 0,
    height: "28px",
    cursor: "pointer",
    ":hover": { backgroundColor: tokens.colorNeutralBackground1Hover },
    ":focus-visible": { outline: `2px solid ${tokens.colorStrokeFocus2}`, outlineOffset: "-2px" },
  },
  shown: { backgroundColor: tokens.colorBrandBackground2 },
  outside: { color: tokens.colorNeutralForeground4 },
  today: {
    display: "inline-block",
    width: "24px",
    lineHeight: "24px",
    borderRadius: "50%",
    backgroundColor: tokens.colorBrandBackground,
    color: tokens.colorNeutralForegroundOnBrand,
    fontWeight: 600,
  },
});

/** The small month in the left rail; a click takes the grid to that day. */
export function MiniMonth(props: { shown: ShownDays; onDay: (date: string) => void }) {
  const { session, locale, texts } = usePage();
  const styles = useStyles();
  const shownMonth = props.shown.from.slice(0, 7);
  const [page, setPage] = useState({ month: shownMonth, following: shownMonth });
  // The month follows the grid, until the person turns its pages.
  if (page.following !== shownMonth) setPage({ month: shownMonth, following: shownMonth });
  const firstDay = locale === "de-DE" ? 1 : 0;
  const days = monthPage(page.month, firstDay);
  const today = useToday(session.zone.iana);
  const turn = (months: number) => setPage({ ...page, month: addMonths(page.month, months) });
  return (
    <div>
      <div className={styles.head}>
        <span className={styles.month} aria-live="polite">
          {formatDay(`${page.month}-01`, locale, { month: "long", year: "numeric" })}
        </span>
        <Button
          size="small"
          appearance="subtle"
          icon={<ChevronUpRegular />}
          aria-label={texts.previousMonth}
          onClick={() => turn(-1)}
        />
        <Button
          size="small"
          appearance="subtle"
          icon={<ChevronDownRegular />}
          aria-label={texts.nextMonth}
          onClick={() => turn(1)}
        />
      </div>
      <div className={styles.days}>
        {days.slice(0, 7).map((date) => (
          <span key={date} className={styles.name} aria-hidden>
            {formatDay(date, locale, { weekday: "narrow" })}
          </span>
        ))}
        {days.map((date) => (
          <button
            key={date}
            type="button"
            className={mergeClasses(
              styles.day,
              date >= props.shown.from && date < props.shown.to && styles.shown,
              !date.startsWith(page.month) && styles.outside,
            )}
            aria-label={texts.openDay(formatDay(date, locale, { dateStyle: "full" }))}
            aria-current={date === today ? "date" : undefined}
            onClick={() => props.onDay(date)}
          >
            <span className={date === today ? styles.today : undefined}>
              {Number(date.slice(8))}
            </span>
          </button>
        ))}
      </div>
    </div>
  );
}
