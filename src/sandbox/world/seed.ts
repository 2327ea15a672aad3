import { type Attendee, type CalendarStore, type EventInput, type Person } from "./model.ts";
import { people } from "./people.ts";

const zone = "W. Europe Standard Time";

/** Fills an empty world with a lively week around `today`; none of it has a Zoom meeting yet. */
export function seedCalendar(calendar: CalendarStore, today: Temporal.PlainDate): void {
  const [ada, ben, dana, alex, finn] = people as [Person, Person, Person, Person, Person];
  const monday = today.subtract({ days: today.dayOfWeek - 1 });
  const at = (day: number, from: string, to: string) => slot(monday.add({ days: day }), from, to);

  const add = (owner: Person, input: EventInput) => calendar.create(owner.id, input);
  add(ada, {
    subject: "Budget review",
    ...at(0, "09:30", "10:30"),
    ...room("Room 4"),
    ...text("Please bring the numbers of the last quarter."),
    ...guests(ben, alex),
  });
  add(ada, {
    subject: "Write the quarterly report",
    ...at(0, "13:00", "15:00"),
    showAs: "tentative",
  });
  const stand = add(ada, {
    subject: "Team stand-up",
    ...at(-6, "09:00", "09:15"),
    ...guests(ben, dana),
    recurrence: weekly(monday.subtract({ days: 6 }), ["tuesday", "thursday"]),
  });
  const moved = monday.add({ days: 3 });
  calendar.update(ada.id, `OID.${stand.id}.${moved.toString()}`, {
    ...slot(moved, "11:00", "11:15"),
    subject: "Team stand-up (later today)",
  });
  add(ada, {
    subject: "Interview with Finn Park",
    ...at(1, "14:00", "15:00"),
    ...room("Room 2"),
    ...guests(finn),
  });
  add(ada, {
    subject: "Dentist",
    ...at(2, "08:00", "09:00"),
    sensitivity: "private",
    showAs: "oof",
  });
  add(ada, { subject: "Trade fair", ...allDay(monday.add({ days: 4 })), showAs: "free" });
  add(ada, {
    subject: "Design review",
    ...at(4, "15:30", "16:30"),
    ...text("Agenda: navigation, colours, open questions."),
    ...guests(ben),
  });
  add(ben, {
    subject: "One to one",
    ...at(2, "16:00", "16:30"),
    ...guests(ada),
  });
  add(ben, { subject: "Gym", ...at(3, "18:00", "19:00"), sensitivity: "personal" });
  add(dana, { subject: "Travel booking for Ada", ...at(1, "10:30", "11:00") });
  add(alex, { subject: "Server maintenance", ...at(5, "07:00", "09:00"), showAs: "busy" });
  add(finn, { subject: "Prepare interview", ...at(1, "11:00", "12:00") });
}

const slot = (day: Temporal.PlainDate, from: string, to: string) => ({
  start: { dateTime: `${day.toString()}T${from}:00`, timeZone: zone },
  end: { dateTime: `${day.toString()}T${to}:00`, timeZone: zone },
});

const allDay = (day: Temporal.PlainDate) => ({
  isAllDay: true,
  start: { dateTime: `${day.toString()}T00:00:00`, timeZone: zone },
  end: { dateTime: `${day.add({ days: 1 }).toString()}T00:00:00`, timeZone: zone },
});

const room = (displayName: string) => ({ location: { displayName, locationType: "default" } });

const text = (sentence: string) => ({
  body: { contentType: "html" as const, content: `<p>${sentence}</p>` },
});

const guests = (...invited: Person[]): { attendees: Attendee[] } => ({
  attendees: invited.map(({ displayName, mail }) => ({
    type: "required",
    status: { response: "none", time: "0001-01-01T00:00:00Z" },
    emailAddress: { name: displayName, address: mail },
  })),
});

const weekly = (start: Temporal.PlainDate, daysOfWeek: string[]) => ({
  pattern: {
    type: "weekly" as const,
    interval: 1,
    month: 0,
    dayOfMonth: 0,
    daysOfWeek,
    firstDayOfWeek: "monday",
    index: "first" as const,
  },
  range: {
    type: "noEnd" as const,
    startDate: start.toString(),
    endDate: "0001-01-01",
    recurrenceTimeZone: zone,
    numberOfOccurrences: 0,
  },
});
