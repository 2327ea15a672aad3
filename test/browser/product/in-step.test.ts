import { expect } from "@jest/globals";
import { type AppointmentPage } from "./support/appointment-page.ts";
import { berlin, dayFromNow, type OutlookUser } from "./support/outlook-user.ts";
import { stageScenarios, type Stage } from "./support/scenario.ts";
import { eventually } from "./support/wait.ts";
import { openZoomPortal } from "./support/zoom-portal.ts";
import { zoomMeeting, zoomMeetings } from "./support/zoom-side.ts";

const scenario = stageScenarios(["ada"]);

scenario("a time changed in the form reaches Zoom without the pane", async (stage) => {
  const subject = "Moved in the form";
  const ada = await stage.arrive();
  const form = await addedByRibbon(ada, subject);

  await form.setStart(dayFromNow(8), "15:30");
  await form.save();

  await zoomStartsAt(stage, subject, berlin(dayFromNow(8), "15:30"));
  expect(zoomMeetings(stage.world.sandbox, subject)).toHaveLength(1);
});

scenario("the pane says that a change is on its way, and then that it is done", async (stage) => {
  const subject = "Watched change";
  const form = await (await stage.arrive()).newAppointment(subject);
  const pane = await form.openPane();
  await pane.getByRole("button", { name: "Add Zoom meeting" }).click();
  await pane.getByText("In step with Zoom").waitFor();

  await form.setStart(dayFromNow(9), "10:00");

  await pane.getByText("Your changes go to Zoom in a moment.").waitFor();
  await form.screenshot("change-on-its-way");
  await zoomStartsAt(stage, subject, berlin(dayFromNow(9), "10:00"));
  await form.subject().click();
  await pane.getByRole("heading", { name: "Zoom meeting" }).click();
  await pane.getByText("In step with Zoom").waitFor();
  await form.screenshot("change-done");
});

scenario("sending from a window of its own moves Zoom at once", async (stage) => {
  const subject = "Sent from a window";
  const ada = await stage.arrive();
  const first = await addedByRibbon(ada, subject);
  await first.save();
  const form = await ada.openSaved(onlySaved(ada, subject).id);
  await form.addAttendee("ben@contoso.example");
  await form.setStart(dayFromNow(7), "16:00");
  await form.screenshot("own-window");

  await form.button("Send").click();

  await form.gone();
  await zoomStartsAt(stage, subject, berlin(dayFromNow(7), "16:00"));
  const copies = stage.world.sandbox.calendar
    .list("be000000-0000-4000-8000-00000000000b")
    .filter((event) => event.subject === subject);
  expect(copies[0]?.body.content).toContain(`/j/${zoomMeeting(stage.world.sandbox, subject).id}`);
});

scenario("a series becomes a Zoom series", async (stage) => {
  const subject = "Weekly six";
  stage.world.bend({ recurrenceNullUntilSaved: true });
  const ada = await stage.arrive();
  const form = await ada.newAppointment(subject);
  await form.repeat((dialog) => chooseWeekly(dialog, "count", "6"));
  await form.addByRibbon();
  await form.bars().getByText("Zoom meeting added.").waitFor();
  await form.save();

  // Outlook on the web knows the pattern only now; opening the series tells it to Zoom.
  const series = await ada.openSaved(onlySaved(ada, subject).id);
  const pane = await series.openPane();
  const push = pane.getByRole("button", { name: "Use Outlook's values in Zoom" });
  await push.waitFor();
  await series.screenshot("series-out-of-date");
  await push.click();
  await pane.getByText("Series: every meeting has the same link").waitFor();
  await series.screenshot("series");
  const meeting = zoomMeeting(stage.world.sandbox, subject);
  expect(meeting.type).toBe(8);
  expect(meeting.occurrences.filter(({ status }) => status === "available")).toHaveLength(6);
});

scenario("an endless series gets no fixed time in Zoom, and says so", async (stage) => {
  const subject = "Weekly for ever";
  const form = await (await stage.arrive()).newAppointment(subject);
  await form.repeat((dialog) => chooseWeekly(dialog, "never"));
  const pane = await form.openPane();
  await pane.getByRole("button", { name: "Add Zoom meeting" }).click();

  await pane.getByText("Zoom has no meetings without an end").waitFor();
  await form.screenshot("endless-series");
  expect(zoomMeeting(stage.world.sandbox, subject).type).toBe(3);
});

scenario("one moved occurrence moves alone, though its properties vanish", async (stage) => {
  const subject = "Weekly with a move";
  stage.world.bend({ customPropertiesVanish: true });
  const ada = await stage.arrive();
  const form = await ada.newAppointment(subject);
  await form.repeat((dialog) => chooseWeekly(dialog, "count", "4"));
  await form.addByRibbon();
  await form.bars().getByText("Zoom meeting added.").waitFor();
  await form.save();
  const master = onlySaved(ada, subject);
  const second = dayFromNow(14);
  const starts = () =>
    zoomMeeting(stage.world.sandbox, subject).occurrences.map(({ start_time }) => start_time);
  expect(starts()).toHaveLength(4);

  const occurrence = await ada.openSaved(`OID.${master.id}.${second}`);
  await (await occurrence.openPane()).getByText("In step with Zoom").waitFor();
  await occurrence.setStart(second, "17:00");
  await occurrence.pane().getByText("Your changes go to Zoom in a moment.").waitFor();
  await occurrence.save();

  await eventually(() => {
    expect(starts()).toEqual([
      berlin(dayFromNow(7), "14:00"),
      berlin(second, "17:00"),
      berlin(dayFromNow(21), "14:00"),
      berlin(dayFromNow(28), "14:00"),
    ]);
  });
  const again = await ada.openSaved(`OID.${master.id}.${second}`);
  const pane = await again.openPane();
  await pane.getByText("Series: every meeting has the same link").waitFor();
  await again.screenshot("moved-occurrence");
  expect(zoomMeetings(stage.world.sandbox, subject)).toHaveLength(1);
});

scenario("a change made in Zoom is shown, and one click takes it", async (stage) => {
  const subject = "Changed in Zoom";
  const ada = await stage.arrive();
  const id = await savedWithMeeting(ada, subject);
  const portal = await openZoomPortal(ada, zoomMeeting(stage.world.sandbox, subject).id);
  await portal.edit({ Topic: "Renamed in Zoom", Time: "09:15" });

  const form = await ada.openSaved(id);
  await form.bars().getByText("Zoom and this appointment differ.").waitFor();
  const pane = await form.openPane();
  await pane.getByText("Renamed in Zoom").first().waitFor();
  await form.screenshot("zoom-changed");
  await pane.getByRole("button", { name: "Use Zoom's values here" }).click();

  await pane.getByText("The appointment has Zoom's values.").first().waitFor();
  expect(await form.subject().inputValue()).toBe("Renamed in Zoom");
  expect(await form.form().getByLabel("Start time").inputValue()).toBe("09:15");
  await form.screenshot("zoom-values-taken");
  await form.save();
  const meeting = zoomMeeting(stage.world.sandbox, "Renamed in Zoom");
  expect(meeting.startTime).toBe(berlin(dayFromNow(7), "09:15"));
});

scenario("a change made in Zoom can be overruled from Outlook", async (stage) => {
  const subject = "Overruled";
  const ada = await stage.arrive();
  const id = await savedWithMeeting(ada, subject);
  const { id: number } = zoomMeeting(stage.world.sandbox, subject);
  const portal = await openZoomPortal(ada, number);
  await portal.edit({ Topic: "Not this" });

  const form = await ada.openSaved(id);
  const pane = await form.openPane();
  await pane.getByRole("button", { name: "Use Outlook's values in Zoom" }).click();

  await pane.getByText("In step with Zoom").waitFor();
  expect(zoomMeeting(stage.world.sandbox, subject).id).toBe(number);
});

scenario("a meeting deleted in Zoom is brought back with the same link", async (stage) => {
  const subject = "Deleted in Zoom";
  const ada = await stage.arrive();
  const id = await savedWithMeeting(ada, subject);
  const { id: number } = zoomMeeting(stage.world.sandbox, subject);
  const portal = await openZoomPortal(ada, number);
  await portal.remove();

  const form = await ada.openSaved(id);
  const pane = await form.openPane();
  await pane.getByText("The meeting was deleted in Zoom").waitFor();
  await form.screenshot("zoom-deleted");
  await pane.getByRole("button", { name: "Bring back" }).click();

  await pane.getByText("In step with Zoom").waitFor();
  expect(zoomMeeting(stage.world.sandbox, subject).id).toBe(number);
});

scenario("an entry dragged in the calendar is flagged at the next opening", async (stage) => {
  const subject = "Dragged";
  const ada = await stage.arrive();
  const form = await ada.newAppointment(subject, "09:00");
  await form.addByRibbon();
  await form.bars().getByText("Zoom meeting added.").waitFor();
  await form.save();
  const event = onlySaved(ada, subject);
  await ada.page.getByRole("button", { name: "Next", exact: true }).click();
  const entry = ada.page.getByRole("button", { name: new RegExp(`^${subject}`) }).first();
  await entry.scrollIntoViewIfNeeded();
  const box = await entry.boundingBox();
  if (box === null) throw new Error("The entry is not in the calendar.");
  await ada.page.mouse.move(box.x + box.width / 2, box.y + 8);
  await ada.page.mouse.down();
  await ada.page.mouse.move(box.x + box.width / 2, box.y + 60, { steps: 6 });
  await ada.page.mouse.move(box.x + box.width / 2, box.y + 8 + box.height * 2, { steps: 6 });
  await ada.page.mouse.up();
  await eventually(() => {
    expect(onlySaved(ada, subject).start.dateTime).not.toBe(event.start.dateTime);
  });
  const reopened = await ada.openSaved(event.id);
  await reopened.bars().getByText("Zoom and this appointment differ.").waitFor();
  const pane = await reopened.openPane();
  await pane.getByText("Outlook and Zoom differ").waitFor();
  await reopened.screenshot("dragged");
  await pane.getByRole("button", { name: "Use Outlook's values in Zoom" }).click();
  await pane.getByText("In step with Zoom").waitFor();
  const { start } = onlySaved(ada, subject);
  const moved = Temporal.PlainDateTime.from(start.dateTime);
  const wall = berlin(moved.toPlainDate().toString(), moved.toPlainTime().toString());
  expect(zoomMeeting(stage.world.sandbox, subject).startTime).toBe(wall);
});

scenario("an invitation without its link asks before it leaves", async (stage) => {
  const subject = "Lost link";
  const ada = await stage.arrive();
  const id = await savedWithMeeting(ada, subject);
  const form = await ada.openSaved(id);
  await form.addAttendee("ben@contoso.example");
  await form.writeBody("<p>See you there</p>");
  await form.location().fill("");

  await form.button("Send").click();

  const alert = form.page.getByRole("alertdialog");
  await alert.getByText("The Zoom link is missing from the invitation").waitFor();
  await form.screenshot("smart-alert");
  await alert.getByRole("button", { name: "Send anyway" }).click();
  await form.gone();
  expect(onlySaved(ada, subject).body.content).toContain("See you there");
});

scenario("a copy is flagged, and gets a meeting of its own", async (stage) => {
  const subject = "Original and copy";
  const ada = await stage.arrive();
  const { original, copyId } = await copied(ada, subject);

  const form = await ada.openSaved(copyId);
  await form.bars().getByText("This appointment is a copy").waitFor();
  const pane = await form.openPane();
  await pane.getByRole("button", { name: "Give it its own meeting" }).waitFor();
  await form.screenshot("copy");
  expect(await pane.getByRole("button", { name: "Remove from this appointment" }).count()).toBe(0);
  await pane.getByRole("button", { name: "Give it its own meeting" }).click();

  await pane.getByText("In step with Zoom").waitFor();
  await form.bars().getByText("This appointment is a copy").waitFor({ state: "detached" });
  await form.screenshot("copy-with-own-meeting");
  await expectOwnMeeting(form, subject, original);
});

scenario("adding by the ribbon gives a copy its own meeting, too", async (stage) => {
  const subject = "Copy in the ribbon";
  const ada = await stage.arrive();
  const { original, copyId } = await copied(ada, subject);

  const form = await ada.openSaved(copyId);
  await form.addByRibbon();

  await form.bars().getByText("Zoom meeting added.").waitFor();
  await expectOwnMeeting(form, subject, original);
});

scenario("taking the link out of a copy leaves the original's meeting alone", async (stage) => {
  const subject = "Copy without a link";
  const ada = await stage.arrive();
  const { original, copyId } = await copied(ada, subject);

  const form = await ada.openSaved(copyId);
  const pane = await form.openPane();
  await pane.getByRole("button", { name: "Remove from appointment" }).click();

  await pane.getByRole("button", { name: "Add Zoom meeting" }).waitFor();
  expect(await form.bodyHtml()).not.toContain(`/j/${original.id}`);
  expect(zoomMeeting(stage.world.sandbox, subject)).toEqual(original);
});

/** A saved appointment with a meeting, and a copy of it on the next day. */
async function copied(user: OutlookUser, subject: string) {
  // Once opened, the original is known by its own id.
  const opened = await user.openSaved(await savedWithMeeting(user, subject));
  await (await opened.openPane()).getByText("In step with Zoom").waitFor();
  const { body, location, extendedProperties, start, end } = onlySaved(user, subject);
  const nextDay = (time: typeof start) => ({
    ...time,
    dateTime: Temporal.PlainDateTime.from(time.dateTime).add({ days: 1 }).toString(),
  });
  const { sandbox } = user.world;
  const original = structuredClone(zoomMeeting(sandbox, subject));
  const copy = sandbox.calendar.create(user.person().id, {
    subject,
    body,
    location,
    extendedProperties,
    start: nextDay(start),
    end: nextDay(end),
  });
  return { original, copyId: copy.id };
}

async function expectOwnMeeting(
  form: AppointmentPage,
  subject: string,
  original: { id: number },
): Promise<void> {
  const meetings = zoomMeetings(form.user.world.sandbox, subject);
  const others = meetings.filter(({ id }) => id !== original.id);
  expect(meetings.find(({ id }) => id === original.id)).toEqual(original);
  expect(others).toHaveLength(1);
  const places = [await form.bodyHtml(), await form.location().inputValue()];
  for (const place of places) {
    expect(place).toContain(`/j/${others[0]?.id}`);
    expect(place).not.toContain(`/j/${original.id}`);
  }
}

async function addedByRibbon(user: OutlookUser, subject: string): Promise<AppointmentPage> {
  const form = await user.newAppointment(subject);
  await form.addByRibbon();
  await form.bars().getByText("Zoom meeting added.").waitFor();
  return form;
}

async function savedWithMeeting(user: OutlookUser, subject: string): Promise<string> {
  const form = await addedByRibbon(user, subject);
  await form.save();
  return onlySaved(user, subject).id;
}

function onlySaved(user: OutlookUser, subject: string) {
  const [event, ...others] = user.saved(subject);
  if (event === undefined || others.length > 0) {
    throw new Error(`The calendar has ${others.length + (event ? 1 : 0)} of "${subject}".`);
  }
  return event;
}

async function zoomStartsAt({ world }: Stage, subject: string, instant: string): Promise<void> {
  await eventually(() => {
    expect(zoomMeeting(world.sandbox, subject).startTime).toBe(instant);
  });
}

async function chooseWeekly(
  dialog: Parameters<Parameters<AppointmentPage["repeat"]>[0]>[0],
  ends: "count" | "never",
  times = "",
): Promise<void> {
  await dialog.getByLabel("Pattern").selectOption("weekly");
  await dialog.getByLabel("Ends").selectOption(ends);
  if (ends === "count") await dialog.getByLabel("Number of times").fill(times);
}
