import { type Json } from "../core/json.ts";
import { isRealDate } from "../core/real-date.ts";
import { type StoredEvent } from "./calendar-state.ts";
import { type EventTime, isZone } from "./event-time.ts";
import { type RecurrenceRule, datesOfRule, parseRule } from "./recurrence-rule.ts";

/** Where a series' pattern puts an instance. */
export interface PatternInstance {
  /** Part of the instance's id, and what EXDATE names: `20260330` or `20260330T080000Z`. */
  key: string;
  start: EventTime;
  end: EventTime;
}

interface Recurrence {
  rules: RecurrenceRule[];
  exceptRules: RecurrenceRule[];
  dates: string[];
  exceptDates: string[];
}

/** No series shows more, about eleven years of days; endless ones must stop somewhere. */
const mostInstances = 4000;

/** A stored event is replaced, never changed, so what it gives stays true. */
const known = new WeakMap<StoredEvent, PatternInstance[]>();

const linesOf = (recurrence: Json | undefined): string[] =>
  Array.isArray(recurrence) ? recurrence.filter((line) => typeof line === "string") : [];

/** Numbers of the lines that are neither RRULE, EXRULE, RDATE nor EXDATE as RFC 5545 has them. */
export const faultyLines = (lines: readonly Json[]): number[] =>
  lines.flatMap((line, at) => (typeof line === "string" && parseLine(line) ? [] : [at]));

export const isSeries = (event: Pick<StoredEvent, "fields" | "instanceOf">): boolean =>
  event.instanceOf === null && linesOf(event.fields.recurrence).length > 0;

type Line = { rule: RecurrenceRule; isExcept: boolean } | { dates: string[]; isExcept: boolean };

function parseLine(line: string): Line | null {
  const found = /^(RRULE|EXRULE|RDATE|EXDATE)((?:;[^:]+)?):(.+)$/i.exec(line.trim());
  if (found === null) return null;
  const [, name = "", parameters = "", value = ""] = found;
  const isExcept = name.toUpperCase().startsWith("EX");
  if (name.toUpperCase().endsWith("RULE")) {
    const rule = parseRule(value);
    return rule && { rule, isExcept };
  }
  const zone = /;TZID=([^;]+)/i.exec(parameters)?.[1];
  if (zone !== undefined && !isZone(zone)) return null;
  const texts = value.split(",");
  if (!texts.every((text) => /^\d{8}(T\d{6}Z?)?$/.test(text) && isRealDate(text))) return null;
  return { dates: texts.map((text) => keyOf(text, zone)), isExcept };
}

/** UTC for local times whose zone the line names; others are resolved against the series. */
function keyOf(text: string, zone: string | undefined): string {
  if (zone === undefined || text.endsWith("Z") || text.length === 8) return text;
  const at = Temporal.PlainDateTime.from(text).toZonedDateTime(zone).toInstant();
  return compact(at.toString({ smallestUnit: "second" }));
}

const compact = (text: string) => text.replaceAll(/[-:]/g, "");

function parseRecurrence(event: StoredEvent): Recurrence {
  const recurrence: Recurrence = { rules: [], exceptRules: [], dates: [], exceptDates: [] };
  for (const text of linesOf(event.fields.recurrence)) {
    const line = parseLine(text);
    if (line === null) continue;
    if ("rule" in line) recurrence[line.isExcept ? "exceptRules" : "rules"].push(line.rule);
    else recurrence[line.isExcept ? "exceptDates" : "dates"].push(...line.dates);
  }
  return recurrence;
}

/** The instances a series' pattern gives, in order; those deleted by EXDATE are left out. */
export function patternOf(series: StoredEvent): readonly PatternInstance[] {
  const instances = known.get(series) ?? expand(series);
  known.set(series, instances);
  return instances;
}

function expand(series: StoredEvent): PatternInstance[] {
  const recurrence = parseRecurrence(series);
  const place = placer(series);
  const except = new Set([
    ...recurrence.exceptDates.map((text) => place.fromText(text).key),
    ...recurrence.exceptRules.flatMap((rule) => [...place.ofRule(rule)].map(({ key }) => key)),
  ]);
  const found = new Map(
    [
      ...recurrence.rules.flatMap((rule) => [...place.ofRule(rule)]),
      ...recurrence.dates.map((text) => place.fromText(text)),
    ].map((instance) => [instance.key, instance]),
  );
  return [...found.values()]
    .filter(({ key }) => !except.has(key))
    .sort((a, b) => (a.key < b.key ? -1 : 1));
}

/** Puts instances where dates say, at the series' local time and with its length. */
function placer(series: StoredEvent) {
  const { start, end } = series;
  if (start.kind === "day" || end.kind === "day") return dayPlacer(series);
  const zone = start.timeZone ?? "UTC";
  const first = Temporal.Instant.from(start.instant).toZonedDateTimeISO(zone);
  const length = first.toInstant().until(end.instant);
  const at = (begin: Temporal.ZonedDateTime): PatternInstance => {
    const instant = begin.toInstant().toString({ smallestUnit: "second" });
    const stop = begin.toInstant().add(length).toString({ smallestUnit: "second" });
    return {
      key: compact(instant),
      start: { ...start, instant },
      end: { ...end, instant: stop },
    };
  };
  const onDate = (date: Temporal.PlainDate) =>
    at(date.toZonedDateTime({ timeZone: zone, plainTime: first.toPlainTime() }));
  return {
    fromText: (text: string) => {
      if (text.length === 8) return onDate(Temporal.PlainDate.from(text));
      if (!text.endsWith("Z")) return at(Temporal.PlainDateTime.from(text).toZonedDateTime(zone));
      return at(Temporal.Instant.from(text).toZonedDateTimeISO(zone));
    },
    ofRule: (rule: RecurrenceRule) =>
      limited(rule, first.toPlainDate(), onDate, ({ key }) => {
        if (rule.until?.endsWith("Z")) return key;
        const local = Temporal.Instant.from(key).toZonedDateTimeISO(zone).toPlainDateTime();
        return compact(local.toString({ smallestUnit: "second" }));
      }),
  };
}

function dayPlacer({ start, end }: StoredEvent) {
  const dateOf = (time: EventTime) =>
    Temporal.PlainDate.from(time.kind === "day" ? time.date : time.instant.slice(0, 10));
  const first = dateOf(start);
  const length = first.until(dateOf(end));
  const onDate = (date: Temporal.PlainDate): PatternInstance => ({
    key: compact(date.toString()),
    start: { kind: "day", date: date.toString(), timeZone: start.timeZone },
    end: { kind: "day", date: date.add(length).toString(), timeZone: end.timeZone },
  });
  return {
    fromText: (text: string) => onDate(Temporal.PlainDate.from(text.slice(0, 8))),
    ofRule: (rule: RecurrenceRule) => limited(rule, first, onDate, ({ key }) => key),
  };
}

/** Ends a rule by its COUNT or UNTIL; both are compared as texts of one form. */
function* limited(
  rule: RecurrenceRule,
  first: Temporal.PlainDate,
  onDate: (date: Temporal.PlainDate) => PatternInstance,
  comparable: (instance: PatternInstance) => string,
): Generator<PatternInstance> {
  let left = Math.min(rule.count ?? mostInstances, mostInstances);
  for (const date of datesOfRule(rule, first)) {
    if (left === 0) return;
    const instance = onDate(date);
    if (rule.until !== null && isAfter(comparable(instance), rule.until)) return;
    left -= 1;
    yield instance;
  }
}

/** An UNTIL without a time means its whole day. */
const isAfter = (text: string, until: string) =>
  until.length === 8 || text.length === 8
    ? text.slice(0, 8) > until.slice(0, 8)
    : text.replace("Z", "") > until.replace("Z", "");
