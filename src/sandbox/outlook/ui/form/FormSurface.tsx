import {
  MessageBar,
  MessageBarBody,
  Spinner,
  Button,
  MessageBarActions,
} from "@fluentui/react-components";
import { useEffect, useState } from "react";
import { DeleteDialog, type Deletion } from "../DeleteDialog.tsx";
import { reasonOf, usePage } from "../page-context.ts";
import { AppointmentForm } from "./AppointmentForm.tsx";
import { DiscardDialog } from "./DiscardDialog.tsx";
import { FormSession, type FormExits } from "./form-session.ts";
import { loadForm, type FormRequest, type LoadedForm } from "./form-loading.ts";
import { type Draft } from "./form-target.ts";
import { ReadingForm } from "./ReadingForm.tsx";

interface SurfaceProps {
  request: FormRequest;
  exits: FormExits;
  isPoppedOut: boolean;
  /** Moves the form into a window of its own; absent when it already has one. */
  onPopOut?: (draft: Draft, isDirty: boolean) => void;
}

/** Loads what `request` names and shows the form for it: the organizer's, or the attendee's. */
export function FormSurface(props: SurfaceProps) {
  const page = usePage();
  const [loaded, setLoaded] = useState<LoadedForm | null>(null);
  const [fault, setFault] = useState<string | null>(null);
  // A form is opened once: what changes around it must not replace what is typed.
  const [opening] = useState(() => ({ page, request: props.request }));

  useEffect(() => {
    let isWanted = true;
    loadForm(opening.page, opening.request).then(
      (form) => {
        if (isWanted) setLoaded(form);
      },
      (error: unknown) => {
        if (isWanted) setFault(reasonOf(error, opening.page.texts));
      },
    );
    return () => {
      isWanted = false;
    };
  }, [opening]);

  if (fault !== null) {
    return (
      <MessageBar intent="error" layout="multiline">
        <MessageBarBody>{fault}</MessageBarBody>
        <MessageBarActions>
          <Button onClick={() => props.exits.close()}>{page.texts.close}</Button>
        </MessageBarActions>
      </MessageBar>
    );
  }
  if (loaded === null) return <Spinner label={page.texts.loading} style={{ height: "100%" }} />;
  const { source } = loaded;
  if (source.kind === "event" && !source.event.isOrganizer) {
    return <ReadingForm event={source.event} onClose={() => props.exits.close()} />;
  }
  return <OpenForm {...props} loaded={loaded} />;
}

function OpenForm(props: SurfaceProps & { loaded: LoadedForm }) {
  const page = usePage();
  const [session, setSession] = useState<FormSession | null>(null);
  const [question, setQuestion] = useState<"discard" | "delete" | null>(null);
  const { exits } = props;
  const [opening] = useState(() => ({ page, ...props }));

  useEffect(() => {
    const { source, setting } = opening.loaded;
    const opened = new FormSession(
      opening.page,
      source,
      setting,
      opening.exits,
      opening.isPoppedOut,
    );
    setSession(opened);
    return () => opened.dispose();
  }, [opening]);

  if (session === null) return null;
  const { item, mailboxId } = session;
  const close = () => {
    if (session.store.read().isDirty) setQuestion("discard");
    else exits.close();
  };
  const popOut = () => {
    const draft = { mailboxId, itemId: item.state.itemId, fields: session.fields() };
    props.onPopOut?.(draft, session.store.read().isDirty);
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
        {...(props.onPopOut === undefined ? {} : { onPopOut: popOut })}
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
