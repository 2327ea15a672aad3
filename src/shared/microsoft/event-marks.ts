/** The add-in's id, as `manifest.xml` has it; Outlook names the add-in's properties after it. */
export const addInId = "56d1cdab-90ee-49df-a79f-6ecc591ec001";

/**
 * Our own named property on an event: the number of its Zoom meeting. The GUID is nobody else's, and
 * must never change. The name counts by case; the value is readable by every app with the calendar's
 * permission, so nothing secret goes here.
 * @see https://learn.microsoft.com/graph/api/resources/extended-properties-overview
 */
export const meetingIdProperty = "String {efd935ef-884c-4317-b8cb-6843b91b734c} Name ZoomMeetingId";

/**
 * Where Exchange keeps the add-in's custom properties, all of them as one JSON text. The add-in's id
 * must be spelled as in the manifest.
 * @see https://learn.microsoft.com/office/dev/add-ins/outlook/metadata-for-an-outlook-add-in
 */
export const customPropertiesProperty = `String {00020329-0000-0000-C000-000000000046} Name cecp-${addInId}`;

/** Graph cannot take a named property away again: this value says that there is no meeting. */
export const noMeetingId = "none";
