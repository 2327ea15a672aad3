import { type SendNotice } from "../../host/add-in-host.ts";
import { type SendVerdict } from "../../host/smart-alert.ts";
import { type FormFields } from "../../server/service-model.ts";

export interface OpenPane {
  url: string;
  controlId: string;
  title: string;
  initializationContext: string;
  /** Rises when the same pane is opened again with another context. */
  opening: number;
}

/** What a form shows besides the appointment itself. */
export interface FormState {
  showAs: FormFields["showAs"];
  busy: "saving" | "sending" | null;
  /** Why the last action did not work; what was entered is still there. */
  fault: string | null;
  pane: OpenPane | null;
  alert: Extract<SendVerdict, { outcome: "ask" }> | null;
  notice: SendNotice | null;
  /** A ribbon button whose function is running, by control id. */
  running: ReadonlySet<string>;
  /** The person or an add-in changed something since the form was opened or saved. */
  isDirty: boolean;
}

export class FormStore {
  #state: FormState;
  #listeners = new Set<() => void>();

  constructor(state: FormState) {
    this.#state = state;
  }

  read = (): FormState => this.#state;

  update(patch: Partial<FormState>): void {
    this.#state = { ...this.#state, ...patch };
    for (const listener of [...this.#listeners]) listener();
  }

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };
}
