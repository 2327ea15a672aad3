import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { applySwitches } from "../../../src/sandbox/traffic/switches.ts";
import {
  calendarsOf,
  type StoredCalendar,
} from "../../../src/sandbox/zoom/calendar/calendar-state.ts";
import {
  changeCalendar,
  createCalendar,
} from "../../../src/sandbox/zoom/calendar/secondary-calendars.ts";
import { findZoomUser } from "../../../src/sandbox/zoom/core/users.ts";
import { zoomByHand } from "../../../src/sandbox/zoom/by-hand.ts";
import { getParts } from "../../../src/sandbox/zoom/parts.ts";
import { saveListEntry } from "../../../src/sandbox/zoom/calendar/calendar-list.ts";
import { type Person } from "../../../src/sandbox/world/model.ts";
import { routes } from "../../../src/shared/api/routes.ts";
import { visit } from "../../support/connecting.ts";
import { ada, ben, type RunningProduct, startProduct } from "../../support/product.ts";
import { type SyncedPerson, syncFor, watch } from "../../support/syncing.ts";

let product: RunningProduct;
beforeEach(async () => {
  product = await startProduct();
}, 60_000);
afterEach(async () => product.close());

const world = () => getParts(product.sandbox).world;
const zoomUser = (person: Person) => findZoomUser(world().users, person.mail)!;
const secondary = () => calendarsOf(world(), zoomUser(ada)).filter(({ isPrimary }) => !isPrimary);
const named = (summary: string, owner: Person = ada) =>
  createCalendar(world(), zoomUser(owner), zoomUser(owner), summary);
const describeAs = (calendar: StoredCalendar, description: string) =>
  changeCalendar(world(), zoomUser(ada), zoomUser(ada), calendar, { description });
const addTo = (calendar: StoredCalendar, summary: string) =>
  zoomByHand(product.sandbox).addEvent(
    ada.mail,
    {
      summary,
      start: { dateTime: "2026-11-26T09:00:00Z", timeZone: "Europe/Berlin" },
      end: { dateTime: "2026-11-26T10:00:00Z", timeZone: "Europe/Berlin" },
    },
    calendar.id,
  );
const summariesIn = ({ id }: StoredCalendar) =>
  zoomByHand(product.sandbox)
    .eventsIn(id)
    .map(({ fields }) => fields.summary);
const calendarWrites = () =>
  product.sandbox.traffic
    .recent()
    .filter(
      ({ service, method, path }) =>
        service === "zoom" && method !== "GET" && path.includes("/calendars"),
    );

/** The two ways in which version 2 ends for a calendar. */
const ends: Array<[string, (her: SyncedPerson) => Promise<void>]> = [
  [
    "going back to version 1",
    async (her) => {
      await her.visitor.call("PUT", routes.syncVersion, { version: "v1" });
      await her.settle();
    },
  ],
  [
    "disconnecting",
    async (her) => {
      await her.visitor.call("DELETE", routes.connection);
    },
  ],
];

describe("a calendar of the person's own that is called Outlook", () => {
  test.each(ends)(
    "with events in it is neither written to, nor deleted by %s",
    async (_how, end) => {
      const own = named("Outlook");
      addTo(own, "Choir");
      const before = structuredClone(own);
      const her = await syncFor(product, ada);
      her.inOutlook("Dentist");
      await her.settle();
      expect(await her.mirroredSubjects()).toContain("Dentist");
      expect(secondary()).toHaveLength(2);
      await end(her);
      expect(secondary()).toEqual([before]);
      expect(summariesIn(own)).toEqual(["Choir"]);
    },
  );

  test("whose events were all deleted, or that has a description, is left alone", async () => {
    const [emptied, described] = [named("Outlook"), named("Outlook")];
    zoomByHand(product.sandbox).removeEvent(emptied.id, addTo(emptied, "Choir").id);
    describeAs(described, "For the children");
    await syncFor(product, ada);
    expect(secondary()).toHaveLength(3);
    expect([emptied, described].flatMap(summariesIn)).toEqual([]);
    expect(described.description).toBe("For the children");
  });
});

describe("the mirror's calendar", () => {
  test("that a run made and died before marking is adopted", async () => {
    const left = named("Outlook");
    const her = await syncFor(product, ada);
    her.inOutlook("Dentist");
    await her.settle();
    expect(secondary().map(({ id }) => id)).toEqual([left.id]);
    expect(summariesIn(left)).toContain("Dentist");
    expect(left.description).toContain("It is deleted when you disconnect");
  });

  test("is found again by its mark after reconnecting, by whatever name", async () => {
    const her = await syncFor(product, ada);
    her.inOutlook("Dentist");
    await her.settle();
    const [made] = secondary();
    applySwitches(product.sandbox.switches.value, { zoomCalendarScope: false });
    await her.visitor.call("DELETE", routes.connection);
    applySwitches(product.sandbox.switches.value, { zoomCalendarScope: true });
    changeCalendar(world(), zoomUser(ada), zoomUser(ada), made!, { summary: "Work" });
    await syncFor(product, ada);
    expect(secondary().map(({ id }) => id)).toEqual([made!.id]);
    expect(summariesIn(made!).filter((summary) => summary === "Dentist")).toHaveLength(1);
  });

  test("of a colleague, on the person's list, is not taken for theirs", async () => {
    const his = named("Outlook", ben);
    const her = await syncFor(product, ada);
    describeAs(his, secondary()[0]!.description);
    saveListEntry(world(), zoomUser(ada), his, {});
    await her.visitor.call("DELETE", routes.connection);
    expect(secondary()).toEqual([]);
    await syncFor(product, ada);
    expect(secondary()).toHaveLength(1);
    expect(summariesIn(his)).toEqual([]);
  });

  test("is not made, marked or written to before the first run begins", async () => {
    const left = named("Outlook");
    const visitor = await visit(product, ada);
    await visitor.connect(ada);
    const her = watch(product, ada, visitor);
    await product.workDue();
    expect((await her.status()).phase).toBe("preview");
    expect(calendarWrites()).toEqual([]);
    expect(left.description).toBe("");
    product.passTime({ seconds: 31 });
    await her.settle();
    expect(calendarWrites().slice(0, 1)).toMatchObject([{ method: "PATCH" }]);
    expect(left.description).not.toBe("");
  });
});
