import {
  Button,
  Field,
  Input,
  makeStyles,
  Select,
  Switch,
  Text,
  tokens,
  useRestoreFocusTarget,
} from "@fluentui/react-components";
import { ArrowRepeatAllRegular } from "@fluentui/react-icons/svg/arrow-repeat-all";
import { ClockRegular } from "@fluentui/react-icons/svg/clock";
import { useRef, useState } from "react";
import { usePage } from "../page-context.ts";
import { FieldRow } from "./FieldRow.tsx";
import { useForm, useItem } from "./form-context.ts";
import {
  applyAllDay,
  applyShownTimes,
  applyZone,
  toShownTimes,
  type ShownTimes,
} from "./form-times.ts";
import { describeRecurrence } from "./recurrence-text.ts";
import { RecurrenceDialog } from "./RecurrenceDialog.tsx";
import { labelOfZone } from "./zone-label.ts";

const useStyles = makeStyles({
  line: { display: "flex", flexWrap: "wrap", gap: "8px", alignItems: "end", marginBottom: "8px" },
  zone: { maxWidth: "320px" },
  error: { color: tokens.colorPaletteRedForeground1 },
});

export function TimeFields() {
  const session = useForm();
  const item = useItem();
  const page = usePage();
  const { texts } = page;
  const styles = useStyles();
  const timed = useRef<{ start: number; end: number } | null>(null);
  const zone =
    page.session.zones.find(({ windows }) => windows === item.timeZone) ?? page.session.zone;
  const shown = toShownTimes(item, zone.iana);

  const change = (patch: Partial<ShownTimes>) => {
    // A cleared native date or time field is "": the item keeps its time until a new one is there.
    if (Object.values(patch).includes("")) return;
    session.edit(applyShownTimes(item, patch, zone));
  };
  const toggleAllDay = (isAllDay: boolean) => {
    const before = timed.current;
    timed.current = isAllDay ? { start: item.start, end: item.end } : null;
    session.edit(applyAllDay(item, isAllDay, zone, before));
  };
  const input = (name: keyof ShownTimes, type: "date" | "time", label: string) => (
    <Field label={label}>
      <Input
        type={type}
        value={shown[name]}
        onChange={(_, { value }) => change({ [name]: value })}
      />
    </Field>
  );

  return (
    <>
      <FieldRow icon={<ClockRegular />}>
        <div className={styles.line}>
          {input("startDate", "date", texts.startDate)}
          {!item.isAllDay && input("startTime", "time", texts.startTime)}
          {input("endDate", "date", texts.endDate)}
          {!item.isAllDay && input("endTime", "time", texts.endTime)}
          <Switch
            label={texts.allDay}
            checked={item.isAllDay}
            onChange={(_, { checked }) => toggleAllDay(checked)}
          />
        </div>
        {item.end < item.start && (
          <Text role="alert" block className={styles.error}>
            {texts.endBeforeStart}
          </Text>
        )}
        {!item.isAllDay && (
          <Select
            className={styles.zone}
            aria-label={texts.timeZone}
            value={zone.windows}
            onChange={(_, { value }) => {
              const chosen = page.session.zones.find(({ windows }) => windows === value);
              if (chosen !== undefined) session.edit(applyZone(item, zone, chosen));
            }}
          >
            {page.session.zones.map((each) => (
              <option key={each.windows} value={each.windows}>
                {labelOfZone(each, item.start)}
              </option>
            ))}
          </Select>
        )}
      </FieldRow>
      {item.seriesId === null && <RepeatField />}
    </>
  );
}

function RepeatField() {
  const { recurrence } = useItem();
  const { texts, locale } = usePage();
  const [isOpen, setOpen] = useState(false);
  const focusTarget = useRestoreFocusTarget();
  const summary =
    recurrence === null ? texts.doesNotRepeat : describeRecurrence(recurrence, texts, locale);
  return (
    <FieldRow icon={<ArrowRepeatAllRegular />}>
      <Button
        {...focusTarget}
        aria-label={`${texts.repeat}: ${summary}`}
        onClick={() => setOpen(true)}
      >
        {summary}
      </Button>
      {isOpen && <RecurrenceDialog onClose={() => setOpen(false)} />}
    </FieldRow>
  );
}
