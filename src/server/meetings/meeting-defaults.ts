import { type OptionDefaults } from "../../shared/api/account.ts";
import { type MeetingOptions } from "../../shared/api/meeting.ts";
import { type Clock } from "../clock.ts";
import { type User } from "../identity/users.ts";
import { type ZoomUserSettings } from "../zoom/meeting-schema.ts";
import { ZoomMeetingGone, ZoomNotPermitted, ZoomRefused } from "../zoom/errors.ts";
import { type ZoomClients } from "../zoom/zoom-clients.ts";

/** Settings change rarely, and Zoom counts the call as a medium one. */
const rememberFor = { minutes: 5 };
const rememberAtMost = 5_000;

/** What a person's Zoom account makes of a meeting when nobody chooses otherwise. */
export class MeetingDefaults {
  readonly #clients: ZoomClients;
  readonly #clock: Clock;
  readonly #known = new Map<string, { until: Temporal.Instant; defaults: OptionDefaults }>();

  constructor(clients: ZoomClients, clock: Clock) {
    this.#clients = clients;
    this.#clock = clock;
  }

  async of(user: User): Promise<OptionDefaults> {
    const known = this.#known.get(user.id);
    if (known && Temporal.Instant.compare(this.#clock.now(), known.until) < 0) {
      return known.defaults;
    }
    const defaults = await this.#read(user);
    if (this.#known.size >= rememberAtMost) this.#known.clear();
    this.#known.set(user.id, { until: this.#clock.now().add(rememberFor), defaults });
    return defaults;
  }

  /** An account that does not show its settings still makes meetings, with Zoom's own defaults. */
  async #read(user: User): Promise<OptionDefaults> {
    const client = this.#clients.of(user);
    const [settings, me] = await Promise.all([
      unlessRefused(client.settings()),
      unlessRefused(client.me()),
    ]);
    return {
      values: optionsOf(settings ?? {}),
      locked: [],
      personalMeetingId: me?.pmi === undefined ? null : String(me.pmi),
    };
  }

  /** Another Zoom account may have been connected. */
  forget(user: User): void {
    this.#known.delete(user.id);
  }
}

async function unlessRefused<T>(reading: Promise<T>): Promise<T | null> {
  try {
    return await reading;
  } catch (cause) {
    if (cause instanceof ZoomNotPermitted || cause instanceof ZoomRefused) return null;
    if (cause instanceof ZoomMeetingGone) return null;
    throw cause;
  }
}

function optionsOf(settings: ZoomUserSettings): MeetingOptions {
  const scheduled = settings.schedule_meeting ?? {};
  const options: MeetingOptions = {
    meetingId: scheduled.use_pmi_for_scheduled_meetings === true ? "personal" : "automatic",
  };
  const copy = <K extends keyof MeetingOptions>(key: K, value: MeetingOptions[K] | undefined) => {
    if (value !== undefined) options[key] = value;
  };
  copy("hostVideo", scheduled.host_video);
  copy("participantVideo", scheduled.participants_video);
  copy("joinBeforeHost", scheduled.join_before_host);
  copy("muteUponEntry", scheduled.mute_upon_entry);
  copy("passcode", scheduled.require_password_for_scheduling_new_meetings);
  copy("waitingRoom", settings.in_meeting?.waiting_room);
  const audio = scheduled.audio_type;
  if (audio === "both" || audio === "telephony" || audio === "voip") options.audio = audio;
  return options;
}
