import {
  Button,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  Field,
  Input,
  makeStyles,
  Select,
  ToggleButton,
} from "@fluentui/react-components";
import { useState } from "react";
import { weekdayNames } from "../../server/pattern-dates.ts";
import { usePage } from "../page-context.ts";
import { dateIn, formatDay } from "../zoned-dates.ts";
import { useForm, useItem } from "./form-context.ts";
import { describeDate, toDraft, toRecurrence, type RecurrenceDraft } from "./recurrence-draft.ts";
import { nameOfDay, nameOfMonth } from "./recurrence-text.ts";

const useStyles = makeStyles({
  content: { display: "flex", flexDirection: "column", gap: "12px" },
  line: { display: "flex", flexWrap: "wrap", gap: "8px", alignItems: "end" },
  number: { width: "80px" },
  day: { minWidth: "40px", padding: "5px 12px" },
});

export function RecurrenceDialog({ onClose }: { onClose: () => void }) {
  const session = useForm();
  const item = useItem();
  const page = usePage();
  const { texts, locale } = page;
  const styles = useStyles();
  const zone =
    page.session.zones.find(({ windows }) => windows === item.timeZone) ?? page.session.zone;
  const times = { start: item.start, end: item.end, zone };
  const [draft, setDraft] = useState(() => toDraft(item.recurrence, times));
  const change = (patch: Partial<RecurrenceDraft>) => setDraft({ ...draft, ...patch });
  const startDate = dateIn(item.start, zone.iana);
  const lacksDay = draft.pattern === "weekly" && draft.days.length === 0;
  const isReady =
    !lacksDay && draft.interval >= 1 && (draft.ends !== "date" || draft.lastDate >= startDate);

  const save = () => {
    session.edit({ recurrence: toRecurrence(draft, times) });
    onClose();
  };

  return (
    <Dialog
      open
      onOpenChange={(_, { open }) => {
        if (!open) onClose();
      }}
    >
      <DialogSurface>
        <DialogBody>
          <DialogTitle>{texts.repeatTitle}</DialogTitle>
          <DialogContent className={styles.content}>
            <div className={styles.line}>
              <Field label={texts.repeatEvery}>
                <Input
                  className={styles.number}
                  type="number"
                  min={1}
                  max={99}
                  value={String(draft.interval)}
                  onChange={(_, { value }) => change({ interval: Math.trunc(Number(value)) })}
                />
              </Field>
              <Field label={texts.pattern}>
                <Select
                  value={draft.pattern}
                  onChange={(_, { value }) =>
                    change({ pattern: value as RecurrenceDraft["pattern"] })
                  }
                >
                  {(["daily", "weekly", "monthly", "yearly"] as const).map((pattern) => (
                    <option key={pattern} value={pattern}>
                      {texts.patterns[pattern]}
                    </option>
                  ))}
                </Select>
              </Field>
            </div>
            {draft.pattern === "weekly" && (
              <Field {...(lacksDay ? { validationMessage: texts.chooseDay } : {})}>
                <WeekDays draft={draft} onChange={change} />
              </Field>
            )}
            {(draft.pattern === "monthly" || draft.pattern === "yearly") && (
              <Field label={texts.onWhich}>
                <Select
                  value={draft.on}
                  onChange={(_, { value }) => change({ on: value as RecurrenceDraft["on"] })}
                >
                  <option value="date">{onDate(startDate, draft)}</option>
                  <option value="weekday">{onWeekday(startDate, draft)}</option>
                </Select>
              </Field>
            )}
            <div className={styles.line}>
              <Field label={texts.ends}>
                <Select
                  value={draft.ends}
                  onChange={(_, { value }) => change({ ends: value as RecurrenceDraft["ends"] })}
                >
                  <option value="never">{texts.endsNever}</option>
                  <option value="date">{texts.endsByDate}</option>
                  <option value="count">{texts.endsAfter}</option>
                </Select>
              </Field>
              {draft.ends === "date" && (
                <Field label={texts.lastDate}>
                  <Input
                    type="date"
                    min={startDate}
                    value={draft.lastDate}
                    onChange={(_, { value }) => change({ lastDate: value })}
                  />
                </Field>
              )}
              {draft.ends === "count" && (
                <Field label={texts.occurrences}>
                  <Input
                    className={styles.number}
                    type="number"
                    min={1}
                    max={999}
                    value={String(draft.count)}
                    onChange={(_, { value }) =>
                      change({ count: Math.min(999, Math.max(1, Math.trunc(Number(value)))) })
                    }
                  />
                </Field>
              )}
            </div>
          </DialogContent>
          <DialogActions fluid>
            <Button appearance="primary" disabled={!isReady} onClick={save}>
              {texts.save}
            </Button>
            {item.recurrence !== null && (
              <Button
                onClick={() => {
                  session.edit({ recurrence: null });
                  onClose();
                }}
              >
                {texts.removeRepeat}
              </Button>
            )}
            <Button onClick={onClose}>{texts.goBack}</Button>
          </DialogActions>
        </DialogBody>
      </DialogSurface>
    </Dialog>
  );

  function onDate(date: string, { pattern }: RecurrenceDraft): string {
    return pattern === "monthly"
      ? texts.onTheDate(describeDate(date).dayOfMonth)
      : texts.onTheDateOf(formatDay(date, locale, { day: "numeric", month: "long" }));
  }

  function onWeekday(date: string, { pattern }: RecurrenceDraft): string {
    const { dayOfWeek, weekNumber, month } = describeDate(date);
    const rank = texts.ranks[weekNumber];
    const day = nameOfDay(dayOfWeek, locale);
    return pattern === "monthly"
      ? texts.onTheWeekday(rank, day)
      : texts.onTheWeekdayOf(rank, day, nameOfMonth(month, locale));
  }
}

function WeekDays(props: {
  draft: RecurrenceDraft;
  onChange: (patch: Partial<RecurrenceDraft>) => void;
}) {
  const { texts, locale } = usePage();
  const styles = useStyles();
  const { days } = props.draft;
  const toggle = (day: string) =>
    props.onChange({
      days: days.includes(day) ? days.filter((each) => each !== day) : [...days, day],
    });
  return (
    <div className={styles.line} role="group" aria-label={texts.onDays}>
      {weekdayNames.map((day) => (
        <ToggleButton
          key={day}
          className={styles.day}
          shape="circular"
          appearance={days.includes(day) ? "primary" : "secondary"}
          checked={days.includes(day)}
          onClick={() => toggle(day)}
        >
          {nameOfDay(day, locale)}
        </ToggleButton>
      ))}
    </div>
  );
}
