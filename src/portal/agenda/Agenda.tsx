import { Button } from "@fluentui/react-components";
import { useState, type ReactNode } from "react";
import type { Agenda as AgendaReply } from "../../shared/api/sync.ts";
import { useAgenda } from "../api/sync-queries.tsx";
import { dayAfter, isSameDay, useMoments } from "../moments.ts";
import { Card } from "../parts/Card.tsx";
import { Loaded } from "../parts/Loaded.tsx";
import { useStyles } from "../parts/styles.ts";
import { useTexts } from "../texts.tsx";
import { agendaDays, type AgendaDay } from "./agenda-days.ts";
import { AgendaItem } from "./AgendaItem.tsx";

const shownDays = 7;

/** The appointments of Microsoft 365, seven days at a time, beginning with today. */
export function Agenda(): ReactNode {
  const styles = useStyles();
  const { t } = useTexts();
  const { days } = useMoments();
  const [week, setWeek] = useState(0);
  const first = dayAfter(new Date(), week * shownDays);
  const agenda = useAgenda(first, dayAfter(first, shownDays));
  return (
    <Card title={t("agenda.title")}>
      <div className={styles.buttons}>
        <Button onClick={() => setWeek(week - 1)}>{t("agenda.earlier")}</Button>
        <Button disabledFocusable={week === 0} onClick={() => setWeek(0)}>
          {t("agenda.today")}
        </Button>
        <Button onClick={() => setWeek(week + 1)}>{t("agenda.later")}</Button>
      </div>
      <p role="status" className={styles.text}>
        <strong>{days(first, dayAfter(first, shownDays - 1))}</strong>
      </p>
      <Loaded query={agenda}>{(known) => <Week agenda={known} first={first} />}</Loaded>
    </Card>
  );
}

function Week({ agenda, first }: { agenda: AgendaReply; first: Date }): ReactNode {
  const styles = useStyles();
  const { t, dateTime } = useTexts();
  if (agenda.readAt === null) return <p className={styles.text}>{t("agenda.notRead")}</p>;
  const days = agendaDays(agenda.entries, first, shownDays);
  const today = new Date();
  const isEmpty = days.every(({ parts }) => parts.length === 0);
  return (
    <>
      {isEmpty ? (
        <p className={styles.text}>{t("agenda.empty")}</p>
      ) : (
        days
          .filter(({ date, parts }) => parts.length > 0 || isSameDay(date, today))
          .map((day) => <Day key={day.date.getTime()} day={day} today={today} />)
      )}
      <p className={styles.quiet}>{t("agenda.readAt", { time: dateTime(agenda.readAt) })}</p>
    </>
  );
}

function Day({ day: { date, parts }, today }: { day: AgendaDay; today: Date }): ReactNode {
  const styles = useStyles();
  const { t } = useTexts();
  const { day } = useMoments();
  const near = isSameDay(date, today)
    ? t("agenda.today")
    : isSameDay(date, dayAfter(today, 1))
      ? t("agenda.tomorrow")
      : null;
  return (
    <div className={styles.day}>
      <h3 className={styles.smallTitle}>{near === null ? day(date) : `${near}, ${day(date)}`}</h3>
      {parts.length === 0 && <p className={styles.quiet}>{t("agenda.nothingToday")}</p>}
      <ul className={styles.list}>
        {parts.map((part) => (
          <AgendaItem key={part.entry.id} part={part} />
        ))}
      </ul>
    </div>
  );
}
