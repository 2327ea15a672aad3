import {
  MessageBar,
  MessageBarBody,
  Spinner,
  Button,
  MessageBarActions,
} from "@fluentui/react-components";
import { useEffect, useState } from "react";
import { type FormEvent } from "../../server/service-model.ts";
import { DeleteDialog, type Deletion } from "../DeleteDialog.tsx";
import { reasonOf, usePage } from "../page-context.ts";
import { AppointmentForm } from "./AppointmentForm.tsx";
import { DiscardDialog } from "./DiscardDialog.tsx";
import { FormSession, type FormExits } from "./form-session.ts";
import { loadForm, type FormRequest } from "./form-loading.ts";
import { type Draft } from "./form-target.ts";
import { ReadingForm } from "./ReadingForm.tsx";

interface SurfaceProps {
  request: FormRequest;
  exits: FormExits;
  isPoppedOut: boolean;
  /** Moves the form into a window of its own; absent when it already has one. */
  onPopOut?: (draft: Draft, isDirty: boolean) => void;
}

type Opened = { kind: "compose"; session: FormSession } | { kind: "read"; event: FormEvent };

/** Loads what `request` names and shows the form for it: the organizer's, or the attendee's. */
export function FormSurface(props: SurfaceProps) {
  const page = usePage();
  const [opened, setOpened] = useState<Opened | null>(null);
  const [fault, setFault] = useState<string | null>(null);
  // A form is opened once: what changes around it must not replace what is typed.
  const [opening] = useState(() => ({ page, ...props }));

  useEffect(() => {
    let isWanted = true;
    let session: FormSession | null = null;
    loadForm(opening.page, opening.request).then(
      ({ source, setting }) => {
        if (!isWanted) return;
        if (source.kind === "event" && !source.event.isOrganizer) {
          setOpened({ kind: "read", event: source.event });
          return;
        }
        const { exits, isPoppedOut } = opening;
        session = new FormSession(opening.page, source, setting, exits, isPoppedOut);
        setOpened({ kind: "compose", session });
      },
      (error: unknown) => {
        if (isWanted) setFault(reasonOf(error, opening.page.texts));
      },
    );
    return () => {
      isWanted = false;
      session?.dispose();
    };
  }, [opening]);

  const { exits } = props;
  if (fault !== null) {
    return (
      <MessageBar intent="error" layout="multiline">
        <MessageBarBody>{fault}</MessageBarBody>
        <MessageBarActions>
          <Button onClick={() => exits.close()}>{page.texts.close}</Button>
        </MessageBarActions>
      </MessageBar>
    );
  }
  if (opened === null) return <Spinner label={page.texts.loading} style={{ height: "100%" }} />;
  if (opened.kind === "read") {
    return <ReadingForm event={opened.event} onClose={() => exits.close()} />;
  }
  return <OpenForm {...props} session={opened.session} />;
}

function OpenForm({ session, exits, onPopOut }: SurfaceProps & { session: FormSession }) {
  const [question, setQuestion] = useState<"discard" | "delete" | null>(null);
  const { item, mailboxId } = session;
  const close = () => {
    if (session.store.read().isDirty) setQuestion("discard");
    else exits.close();
  };
  const popOut = () => {
    const draft = { mailboxId, itemId: item.state.itemId, fields: session.fields() };
    onPopOut?.(draft, session.store.read().isDirty);
  };
  const remove = async (deletion: Deletion) => {
    setQuestion(null);
    await session.remove(deletion);
  };
  return (
    <>
      <AppointmentForm
        session={session}
        onClose={close}
        onDelete={() => setQuestion("delete")}
        {...(onPopOut === undefined ? {} : { onPopOut: popOut })}
      />
      {question === "discard" && (
        <DiscardDialog onDiscard={() => exits.close()} onKeep={() => setQuestion(null)} />
      )}
      {question === "delete" && (
        <DeleteDialog
          event={{
            subject: item.state.subject,
            seriesId: item.state.seriesId,
            isOrganizer: true,
            attendeeCount:
              item.state.requiredAttendees.length + item.state.optionalAttendees.length,
          }}
          onDelete={(deletion) => void remove(deletion)}
          onClose={() => setQuestion(null)}
        />
      )}
    </>
  );
}
