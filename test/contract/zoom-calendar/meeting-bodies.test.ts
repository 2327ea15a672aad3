import { describe, expect, test } from "@jest/globals";
import { createBody, patchBody } from "../../../src/server/zoom/meeting-body.ts";
import { type ZoomFields } from "../../../src/sync/model.ts";
import { type ZoomPatch } from "../../../src/sync/plan.ts";
import {
  faultsOf,
  hasSpecifications,
  knownNames,
  loadSpecification,
} from "../../support/zoom-specification.ts";
import { at } from "../../unit/sync/build.ts";

const inContract = hasSpecifications ? describe : describe.skip;
if (!hasSpecifications) {
  test("has nothing to compare with", () => expect(hasSpecifications).toBe(false));
}

const details: ZoomPatch = {
  agenda: "Bring numbers",
  invitees: ["ann@example.com"],
  isPrivate: true,
  options: { waitingRoom: false, passcode: true, audio: "both" },
};

inContract("notes, invitees, privacy and options are sent as Zoom documents them", () => {
  const schemaOf = (method: string, path: string) =>
    loadSpecification("meetings").paths[path]![method]!.requestBody.content["application/json"]
      .schema;

  test("when a meeting is made", () => {
    const fields = {
      topic: "Budget",
      schedule: {
        kind: "single",
        start: at("2026-12-01T09:00:00Z"),
        durationMinutes: 60,
        timeZone: "Europe/Berlin",
      },
      exceptions: {},
      ...details,
    } as ZoomFields;
    const schema = schemaOf("post", "/users/{userId}/meetings");
    const body = createBody(fields, details.options ?? {});
    expect(faultsOf(schema, body)).toEqual([]);
    expect([...knownNames(schema)]).toEqual(expect.arrayContaining(Object.keys(body)));
  });

  test("when they change", () => {
    const schema = schemaOf("patch", "/meetings/{meetingId}");
    for (const patch of [details, { agenda: "" }, { invitees: [] }, { isPrivate: false }]) {
      const body = patchBody(patch);
      expect(faultsOf(schema, body)).toEqual([]);
      expect([...knownNames(schema)]).toEqual(expect.arrayContaining(Object.keys(body)));
    }
  });
});
