import {
  Button,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  Spinner,
} from "@fluentui/react-components";
import { usePage } from "../page-context.ts";
import { useForm } from "./form-context.ts";
import { type FormState } from "./form-state.ts";

/** What the add-in has to say before the meeting goes out, and that it is still thinking. */
export function SmartAlertDialog({ state }: { state: FormState }) {
  const session = useForm();
  const { texts } = usePage();
  const { alert, notice } = state;
  const name = session.manifest?.displayName ?? "";
  if (alert !== null) {
    return (
      <Dialog open modalType="alert">
        <DialogSurface>
          <DialogBody>
            <DialogTitle>{name}</DialogTitle>
            <DialogContent>{alert.message}</DialogContent>
            <DialogActions fluid>
              {alert.maySendAnyway && (
                <Button onClick={() => void session.answerAlert("send")}>{texts.sendAnyway}</Button>
              )}
              {alert.commandId !== undefined && (
                <Button appearance="primary" onClick={() => void session.answerAlert("act")}>
                  {alert.cancelLabel ?? texts.takeAction}
                </Button>
              )}
              <Button onClick={() => void session.answerAlert("stay")}>{texts.dontSend}</Button>
            </DialogActions>
          </DialogBody>
        </DialogSurface>
      </Dialog>
    );
  }
  if (notice === null) return null;
  return (
    <Dialog open modalType="alert">
      <DialogSurface>
        <DialogBody>
          <DialogTitle>{texts.takingLong(name)}</DialogTitle>
          <DialogContent>
            <Spinner size="small" labelPosition="after" label={texts.takingLongHint} />
          </DialogContent>
          <DialogActions>
            {notice.maySendAnyway && (
              <Button onClick={() => notice.sendAnyway()}>{texts.sendAnyway}</Button>
            )}
            <Button appearance="primary" onClick={() => notice.dontSend()}>
              {texts.dontSend}
            </Button>
          </DialogActions>
        </DialogBody>
      </DialogSurface>
    </Dialog>
  );
}
