import {
  Button,
  Dialog,
  DialogActions,
  DialogBody,
  DialogSurface,
  DialogTitle,
} from "@fluentui/react-components";
import { usePage } from "../page-context.ts";

/** Asks before what was typed is thrown away. */
export function DiscardDialog(props: { onDiscard: () => void; onKeep: () => void }) {
  const { texts } = usePage();
  return (
    <Dialog
      open
      onOpenChange={(_, { open }) => {
        if (!open) props.onKeep();
      }}
    >
      <DialogSurface>
        <DialogBody>
          <DialogTitle>{texts.closeConfirm}</DialogTitle>
          <DialogActions>
            <Button appearance="primary" onClick={props.onDiscard}>
              {texts.discard}
            </Button>
            <Button onClick={props.onKeep}>{texts.keepEditing}</Button>
          </DialogActions>
        </DialogBody>
      </DialogSurface>
    </Dialog>
  );
}
