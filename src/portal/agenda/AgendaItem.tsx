import { Link, mergeClasses } from "@fluentui/react-components";
import type { ReactNode } from "react";
import type { AgendaEntry } from "../../shared/api/sync.ts";
import { parseUrl } from "../../shared/invitation/safe-links.ts";
import { useMoments, type Moments } from "../moments.ts";
import { useStyles } from "../parts/styles.ts";
import { useTexts, type Texts } from "../texts.tsx";
import type { DayPart } from "./agenda-days.ts";
import { useAgendaStyles } from "./agenda-styles.ts";
import { Marks } from "./Marks.tsx";

/** One appointment on one day: when, what, where, how it is marked, and the way into its meeting. */
export function AgendaItem({ part }: { part: DayPart }): ReactNode {
  const styles = useStyles();
  const looks = useAgendaStyles();
  const texts = useTexts();
  const moments = useMoments();
  const { t } = texts;
  const { entry, day, days } = part;
  const subject = subjectOf(entry, texts);
  const joinUrl = entry.zoom?.joinUrl ?? null;
  const place = placeOf(entry);
  return (
    <li className={mergeClasses(looks.entry, looks[entry.showAs])}>
      <div className={looks.time}>
        {timeOf(part, texts, moments)}
        {days > 1 && (
          <span className={mergeClasses(styles.quiet, looks.dayOf)}>
            {t("agenda.dayOf", { day, days })}
          </span>
        )}
      </div>
      <div className={looks.what}>
        <span className={looks.subject}>{subject}</span>
        {place !== "" && <span className={styles.quiet}>{place}</span>}
        <Marks entry={entry} />
        {joinUrl !== null && parseUrl(joinUrl)?.protocol === "https:" && (
          <span>
            <Link
              href={joinUrl}
              target="_blank"
              rel="noreferrer"
              aria-label={t("agenda.joinNamed", { subject })}
            >
              {t("agenda.join")}
            </Link>
          </span>
        )}
      </div>
    </li>
  );
}

function subjectOf({ subject, isPrivate }: AgendaEntry, { t }: Texts): string {
  if (subject === null) return t(isPrivate ? "agenda.private" : "agenda.timesOnly");
  return subject.trim() === "" ? t("agenda.noSubject") : subject;
}

/** The location without the join link, which has a place of its own. */
function placeOf({ location, zoom }: AgendaEntry): string {
  const places = (location ?? "").split(";").map((place) => place.trim());
  return places.filter((place) => zoom === null || !place.startsWith("https://")).join("; ");
}

function timeOf({ entry, shows }: DayPart, { t }: Texts, { time, times }: Moments): string {
  const [start, end] = [new Date(entry.start), new Date(entry.end)];
  switch (shows) {
    case "allDay":
      return t("agenda.allDay");
    case "times":
      return entry.start === entry.end ? time(start) : times(start, end);
    case "from":
      return t("agenda.from", { time: time(start) });
    case "until":
      return t("agenda.until", { time: time(end) });
  }
}
