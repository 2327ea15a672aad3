import { AddInHost } from "../../host/add-in-host.ts";
import { ComposeItem, type ItemState } from "../../host/compose-item.ts";
import { readManifest, type AddInManifest, type ManifestControl } from "../../host/manifest.ts";
import { type FormFields, type FormSwitches } from "../../server/service-model.ts";
import { type Deletion } from "../DeleteDialog.tsx";
import { reasonOf, type Page } from "../page-context.ts";
import { BodyCaret } from "./body-caret.ts";
import { type FormSource } from "./form-target.ts";
import { FormStore } from "./form-state.ts";
import { toFields, toItemState } from "./item-fields.ts";

/** What the form around a session does when it is done, or asked for another one. */
export interface FormExits {
  /** The appointment was saved, sent or deleted, or the add-in closed the form. */
  close(): void;
  openEvent(itemId: string): void;
  openNew(fields: Record<string, unknown>): void;
}

/** What is fetched before a form can open. */
export interface FormSetting {
  /** The add-in's manifest, or why it could not be had. */
  manifest: { xml: string } | { fault: string };
  switches: FormSwitches;
}

/** One open appointment form: its item, the add-in at work in it, and the way back to the mailbox. */
export class FormSession {
  readonly item: ComposeItem;
  readonly mailboxId: string;
  readonly isNew: boolean;
  readonly manifest: AddInManifest | null;
  readonly manifestFault: string | null;
  readonly host: AddInHost | null;
  readonly caret = new BodyCaret();
  readonly store: FormStore;
  readonly #page: Page;
  readonly #exits: FormExits;
  #switches: FormSwitches;
  #saving: Promise<string> | null = null;
  #stopWatching: () => void;

  constructor(
    page: Page,
    source: FormSource,
    setting: FormSetting,
    exits: FormExits,
    isPoppedOut: boolean,
  ) {
    this.#page = page;
    this.#exits = exits;
    this.#switches = setting.switches;
    this.mailboxId = source.kind === "event" ? source.event.mailboxId : source.mailboxId;
    this.isNew = source.kind === "new";
    const fields = source.kind === "event" ? source.event : source.fields;
    this.item = new ComposeItem(toItemState(source, this.#ownerRecipient()));
    this.store = new FormStore({
      showAs: fields.showAs,
      busy: null,
      fault: null,
      pane: null,
      alert: null,
      notice: null,
      running: new Set(),
      isDirty: false,
    });
    const manifest = readManifestOrFault(setting.manifest, page.locale);
    this.manifest = manifest.manifest;
    this.manifestFault = manifest.fault;
    this.host = this.manifest === null ? null : this.#createHost(this.manifest, isPoppedOut);
    this.#stopWatching = this.item.subscribe((changed, origin) => {
      const isContent = [...changed].some((field) => field !== "notifications");
      if (origin !== "store" && isContent) this.store.update({ isDirty: true });
    });
  }

  /** True while the appointment goes to somebody, so that it is sent rather than saved. */
  static isMeeting(state: Pick<ItemState, "requiredAttendees" | "optionalAttendees">): boolean {
    return state.requiredAttendees.length + state.optionalAttendees.length > 0;
  }

  /** A change the person made in the form. */
  edit(patch: Partial<ItemState>): void {
    this.item.update(patch, "person");
  }

  chooseShowAs(showAs: FormFields["showAs"]): void {
    this.store.update({ showAs, isDirty: true });
  }

  fields(): FormFields {
    return toFields(this.item.state, this.store.read().showAs);
  }

  /** Save: no add-in is asked, as in Outlook. */
  async save(): Promise<void> {
    await this.#finish("saving");
  }

  /** Send: the add-in's Smart Alert may ask the person first. */
  async send(): Promise<void> {
    this.store.update({ busy: "sending", fault: null });
    await this.#refreshSwitches();
    const verdict = (await this.host?.clickSend((notice) => this.store.update({ notice }))) ?? {
      outcome: "send" as const,
    };
    this.store.update({ notice: null });
    if (verdict.outcome === "send") await this.#finish("sending");
    else this.store.update({ busy: null, alert: verdict.outcome === "ask" ? verdict : null });
  }

  /** The person's answer to the Smart Alert. */
  async answerAlert(answer: "send" | "stay" | "act"): Promise<void> {
    const { alert } = this.store.read();
    this.store.update({ alert: null });
    if (answer === "send") await this.#finish("sending");
    if (answer === "act" && alert?.commandId !== undefined) {
      this.host?.activateControl(alert.commandId, alert.contextData);
    }
  }

  async press(control: ManifestControl): Promise<void> {
    if (this.host === null) return;
    if (control.action.type === "ShowTaskpane") {
      this.#showPane(control.action.url, control.id, "");
      return;
    }
    this.store.update({
      fault: null,
      running: new Set([...this.store.read().running, control.id]),
    });
    await this.#refreshSwitches();
    const { outcome } = await this.host.runCommand(control.action.functionName);
    const running = new Set(this.store.read().running);
    running.delete(control.id);
    this.store.update({ running });
    if (outcome !== "completed") {
      const { texts } = this.#page;
      const fault = texts.commandFailed(control.label, texts.tryAgainLater);
      this.store.update({ fault });
    }
  }

  /** Deletes the appointment; a meeting is cancelled, and its attendees are told. */
  async remove(deletion: Deletion): Promise<void> {
    const { service, texts } = this.#page;
    const { itemId, seriesId } = this.item.state;
    const target = deletion.scope === "series" ? (seriesId ?? itemId) : itemId;
    if (target === null) return;
    try {
      if (FormSession.isMeeting(this.item.state)) {
        await service.cancel(this.mailboxId, target, deletion.comment);
      } else {
        await service.remove(this.mailboxId, target);
      }
    } catch (error) {
      this.store.update({ fault: texts.actionRefused(reasonOf(error, texts)) });
      return;
    }
    this.#exits.close();
  }

  closePane(): void {
    this.host?.closePane();
    this.store.update({ pane: null });
  }

  dispose(): void {
    this.#stopWatching();
    this.host?.dispose();
  }

  #createHost(manifest: AddInManifest, isPoppedOut: boolean): AddInHost {
    const { session, service, locale } = this.#page;
    const owner = session.calendars.find(({ mailboxId }) => mailboxId === this.mailboxId);
    return new AddInHost({
      item: this.item,
      manifest,
      person: session.person,
      switches: () => this.#switches,
      locale,
      poppedOut: isPoppedOut,
      isNew: this.isNew,
      zone: session.zone.iana,
      nestedAuth: (request) => service.nestedAuth(request),
      onFault: (error) => console.warn(error),
      services: {
        saveItem: () => this.#saveOnce(),
        openTaskPane: (url, controlId, context) => this.#showPane(url, controlId, context ?? ""),
        closeForm: () => this.#exits.close(),
        roamingSettings: {
          load: service.roamingSettings,
          save: service.saveRoamingSettings,
        },
        selection: this.caret,
        openForm: (form) => {
          if ("itemId" in form) this.#exits.openEvent(form.itemId);
          else this.#exits.openNew(form.fields);
        },
        openWindow: (url) => void window.open(url, "_blank"),
      },
      ...(owner === undefined || owner.own
        ? {}
        : {
            shared: {
              owner: owner.mail,
              targetMailbox: owner.mail,
              targetRestUrl: `${window.location.origin}/graph`,
              delegatePermissions: 63,
            },
          }),
    });
  }

  #showPane(url: string, controlId: string, initializationContext: string): void {
    const control = this.manifest?.controls.find(({ id }) => id === controlId);
    const before = this.store.read().pane;
    const isSame = before?.url === url && before.initializationContext === initializationContext;
    if (isSame) return;
    this.store.update({
      pane: {
        url,
        controlId,
        title: this.manifest?.displayName ?? control?.label ?? "",
        initializationContext,
        opening: (before?.opening ?? 0) + 1,
      },
    });
  }

  async #finish(busy: "saving" | "sending"): Promise<void> {
    this.store.update({ busy, fault: null });
    try {
      await this.#saveOnce();
    } catch (error) {
      const reason = reasonOf(error, this.#page.texts);
      this.store.update({ busy: null, fault: this.#page.texts.saveRefused(reason) });
      return;
    }
    this.#exits.close();
  }

  /** One save at a time: a second one waits, then updates what the first created. */
  async #saveOnce(): Promise<string> {
    const before = this.#saving ?? Promise.resolve("");
    const saving = before.then(
      () => this.#writeItem(),
      () => this.#writeItem(),
    );
    this.#saving = saving;
    return saving;
  }

  async #writeItem(): Promise<string> {
    const { service } = this.#page;
    const { itemId } = this.item.state;
    const saved =
      itemId === null
        ? await service.create(this.mailboxId, this.fields())
        : await service.update(this.mailboxId, itemId, this.fields());
    this.item.update({ itemId: saved.itemId, seriesId: saved.seriesId }, "store");
    this.store.update({ isDirty: false });
    return saved.itemId;
  }

  async #refreshSwitches(): Promise<void> {
    try {
      this.#switches = await this.#page.service.switches();
    } catch (error) {
      // The switches only bend the emulation; those of a moment ago do as well.
      console.warn(error);
    }
  }

  #ownerRecipient() {
    const { calendars } = this.#page.session;
    const owner = calendars.find(({ mailboxId }) => mailboxId === this.mailboxId);
    return {
      name: owner?.name ?? "",
      address: owner?.mail ?? "",
      recipientType: 2,
      appointmentResponse: 1,
    };
  }
}

function readManifestOrFault(
  source: FormSetting["manifest"],
  locale: string,
): { manifest: AddInManifest | null; fault: string | null } {
  if ("fault" in source) return { manifest: null, fault: source.fault };
  try {
    return { manifest: readManifest(source.xml, locale), fault: null };
  } catch (error) {
    // Outlook opens its form without the add-in; the form says what is wrong with the manifest.
    return { manifest: null, fault: error instanceof Error ? error.message : String(error) };
  }
}
