import { expect, test } from "@jest/globals";
import { errorOfReply, isErrorBody } from "../../../../src/server/zoom/zoom-reply-error.ts";

const now = Temporal.Instant.from("2026-11-23T10:00:00Z");
const errorOf = (status: number, code: number | undefined, resource: "meeting" | "calendar") =>
  errorOfReply(
    new Response(null, {
      status: status === 200 ? 200 : status,
      headers: { "x-zm-trackingid": "t" },
    }),
    JSON.stringify({ ...(code === undefined ? {} : { code }), message: "x" }),
    now,
    resource,
  );

test.each([
  [404, 3001, "meeting", "ZoomMeetingGone", "zoom.meetingGone"],
  [404, undefined, "meeting", "ZoomMeetingGone", "zoom.meetingGone"],
  [404, 1001, "meeting", "ZoomRefused", "zoom.refused"],
  [404, 404, "calendar", "ZoomNotFound", "zoom.notFound"],
  [404, 3001, "calendar", "ZoomNotFound", "zoom.notFound"],
  [404, undefined, "calendar", "ZoomNotFound", "zoom.notFound"],
  [200, 200, "meeting", "ZoomNotPermitted", "zoom.notPermitted"],
  [400, 124, "calendar", "ZoomTokenRefused", "zoom.tokenRefused"],
  [400, 4711, "calendar", "ZoomNotPermitted", "zoom.scopeMissing"],
] as const)("status %s with code %s about a %s is %s", (status, code, resource, name, told) => {
  const error = errorOf(status, code, resource);
  expect([error.name, error.code, error.trackingId]).toEqual([name, told, "t"]);
});

test("an answer is an error when it says nothing but that", () => {
  expect(isErrorBody({ code: 200, message: "No permission." })).toBe(true);
  for (const answer of [
    undefined,
    null,
    "x",
    [],
    {},
    { code: "200", message: "x" },
    { message: "x" },
  ]) {
    expect(isErrorBody(answer)).toBe(false);
  }
});
