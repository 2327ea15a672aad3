import { type ItemField, type ItemState } from "./compose-item.ts";
import { type HostContext } from "./host-context.ts";
import { readPlaces } from "./methods/subject-and-place.ts";

/** One change of the item as frames hear of it (`event`) and as launch events do (`launch`). */
export interface ItemEvent {
  event: string;
  launch: string | null;
  /** What office.js gets: an array holding one JSON text. */
  payload: [string];
  /** Members of a launch event's object. */
  details: Record<string, unknown>;
}

/** The events Outlook raises for a change of these fields, in its order. */
export function itemEvents(
  changed: ReadonlySet<ItemField>,
  state: Readonly<ItemState>,
  host: HostContext,
): ItemEvent[] {
  const events: ItemEvent[] = [];
  if (changed.has("start") || changed.has("end")) {
    const { start, end } = state;
    events.push(
      itemEvent(
        "olkAppointmentTimeChanged",
        "OnAppointmentTimeChanged",
        { start, end },
        {
          start: new Date(start).toISOString(),
          end: new Date(end).toISOString(),
        },
      ),
    );
  }
  if (changed.has("recurrence")) {
    const { recurrence } = state;
    events.push(
      itemEvent(
        "olkRecurrenceChanged",
        "OnAppointmentRecurrenceChanged",
        { recurrence: JSON.stringify(recurrence) },
        { recurrence },
      ),
    );
  }
  if (changed.has("requiredAttendees") || changed.has("optionalAttendees")) {
    const changedRecipientFields = {
      requiredAttendees: changed.has("requiredAttendees"),
      optionalAttendees: changed.has("optionalAttendees"),
      resources: false,
    };
    events.push(
      itemEvent("olkRecipientsChanged", "OnAppointmentAttendeesChanged", changedRecipientFields, {
        changedRecipientFields,
      }),
    );
  }
  if (changed.has("location")) {
    const enhancedLocations = readPlaces(state, host);
    events.push(itemEvent("olkEnhancedLocationsChanged", null, { enhancedLocations }, {}));
  }
  return events;
}

function itemEvent(
  event: string,
  launch: string | null,
  payload: object,
  details: Record<string, unknown>,
): ItemEvent {
  return { event, launch, payload: [JSON.stringify(payload)], details };
}
