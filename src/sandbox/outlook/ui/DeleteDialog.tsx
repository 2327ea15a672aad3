import {
  Button,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  Field,
  Radio,
  RadioGroup,
  Textarea,
} from "@fluentui/react-components";
import { useState } from "react";
import { type GridEvent } from "../server/service-model.ts";
import { usePage } from "./page-context.ts";

/** What to delete: one event (or occurrence) or its series, and what to tell the attendees. */
export interface Deletion {
  scope: "one" | "series";
  comment: string;
}

/** Asks before an event is deleted or a meeting cancelled. */
export function DeleteDialog(props: {
  event: Pick<GridEvent, "subject" | "seriesId" | "isOrganizer" | "attendeeCount">;
  onDelete: (deletion: Deletion) => void;
  onClose: () => void;
}) {
  const { event } = props;
  const { texts } = usePage();
  const [scope, setScope] = useState<Deletion["scope"]>("one");
  const [comment, setComment] = useState("");
  const cancels = event.isOrganizer && event.attendeeCount > 0;
  return (
    <Dialog
      open
      onOpenChange={(_, { open }) => {
        if (!open) props.onClose();
      }}
    >
      <DialogSurface>
        <DialogBody>
          <DialogTitle>{cancels ? texts.cancelQuestion : texts.deleteQuestion}</DialogTitle>
          <DialogContent>
            <p>{event.subject === "" ? texts.noSubject : event.subject}</p>
            {event.seriesId !== null && (
              <RadioGroup
                aria-label={texts.scope}
                value={scope}
                onChange={(_, { value }) => setScope(value === "series" ? "series" : "one")}
              >
                <Radio value="one" label={texts.thisOccurrence} />
                <Radio value="series" label={texts.wholeSeries} />
              </RadioGroup>
            )}
            {cancels && (
              <Field label={texts.cancelMessage}>
                <Textarea value={comment} onChange={(_, { value }) => setComment(value)} />
              </Field>
            )}
          </DialogContent>
          <DialogActions>
            <Button appearance="primary" onClick={() => props.onDelete({ scope, comment })}>
              {cancels ? texts.sendCancellation : texts.remove}
            </Button>
            <Button onClick={props.onClose}>{texts.goBack}</Button>
          </DialogActions>
        </DialogBody>
      </DialogSurface>
    </Dialog>
  );
}
