/** The appointment itself is in a state in which no meeting can be made for it. */
export class AppointmentNotReady extends Error {
  readonly why: "endsBeforeStart" | "notOrganizer";

  constructor(why: AppointmentNotReady["why"]) {
    super(`The appointment cannot get a Zoom meeting now: ${why}`);
    this.name = "AppointmentNotReady";
    this.why = why;
  }
}

/** The Zoom meeting exists, but the appointment does not show it: the same call again mends it. */
export class InvitationNotWritten extends Error {
  constructor(cause?: unknown) {
    super("The Zoom meeting exists, but its join block is not in the appointment.", { cause });
    this.name = "InvitationNotWritten";
  }
}

/** The join block could not be taken out; the Zoom meeting was left alone. */
export class InvitationNotRemoved extends Error {
  constructor(cause?: unknown) {
    super("The join block is still in the appointment.", { cause });
    this.name = "InvitationNotRemoved";
  }
}
