declare const brand: unique symbol;
type Id<Name extends string> = string & { readonly [brand]: Name };

/** Immutable id of one mailbox's copy of an event. */
export type GraphEventId = Id<"GraphEventId">;
/** 9 to 11 digits, as text: webhooks mix numbers and strings. */
export type ZoomMeetingId = Id<"ZoomMeetingId">;
/** Random UUID kept on the item: names an appointment before Outlook has given it an id. */
export type ItemKey = Id<"ItemKey">;
/** Zoom's name of one occurrence; opaque, although it looks like epoch milliseconds. */
export type ZoomOccurrenceId = Id<"ZoomOccurrenceId">;

export const graphEventId = (text: string): GraphEventId => text as GraphEventId;
export const zoomMeetingId = (text: string | number): ZoomMeetingId =>
  String(text) as ZoomMeetingId;
export const itemKey = (text: string): ItemKey => text.toLowerCase() as ItemKey;
export const zoomOccurrenceId = (text: string | number): ZoomOccurrenceId =>
  String(text) as ZoomOccurrenceId;
