import { type ItemState, type WireRecipient } from "../../host/compose-item.ts";
import { type FormFields } from "../../server/service-model.ts";
import { type FormSource } from "./form-target.ts";

/** Between what the service loads and saves and the item the form and its add-ins work on. */

export function toItemState(source: FormSource, owner: WireRecipient): ItemState {
  const fields = source.kind === "event" ? source.event : source.fields;
  const identity =
    source.kind === "event"
      ? {
          itemId: source.event.itemId,
          seriesId: source.event.seriesId,
          isException: source.event.isException,
          organizer: source.event.organizer,
        }
      : { itemId: null, seriesId: null, organizer: owner };
  return {
    subject: fields.subject,
    start: fields.start,
    end: fields.end,
    timeZone: fields.timeZone,
    isAllDay: fields.isAllDay,
    location: fields.location,
    requiredAttendees: fields.requiredAttendees,
    optionalAttendees: fields.optionalAttendees,
    bodyHtml: fields.bodyHtml,
    recurrence: fields.recurrence,
    sensitivity: fields.sensitivity,
    customProperties: fields.customProperties,
    categories: fields.categories,
    sessionData: {},
    notifications: [],
    ...identity,
  };
}

export function toFields(state: Readonly<ItemState>, showAs: FormFields["showAs"]): FormFields {
  return {
    subject: state.subject,
    start: state.start,
    end: state.end,
    timeZone: state.timeZone,
    isAllDay: state.isAllDay,
    location: state.location,
    requiredAttendees: state.requiredAttendees,
    optionalAttendees: state.optionalAttendees,
    bodyHtml: state.bodyHtml,
    recurrence: state.recurrence,
    sensitivity: state.sensitivity,
    showAs,
    customProperties: state.customProperties,
    categories: state.categories ?? [],
  };
}
