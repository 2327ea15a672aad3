import {
  Button,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
} from "@fluentui/react-components";
import type { ReactNode } from "react";
import { useTexts } from "../texts.tsx";
import { Failure } from "./Notice.tsx";
import { useStyles } from "./styles.ts";

interface ConfirmDialogProps {
  title: string;
  action: string;
  isOpen: boolean;
  isBusy: boolean;
  error: Error | null;
  onConfirm: () => void;
  onCancel: () => void;
  cancel?: string;
  children: ReactNode;
}

/**
 * Asks before something is done. It stays where it is while closed: one that is taken away while open
 * leaves the page behind it hidden from screen readers.
 */
export function ConfirmDialog(props: ConfirmDialogProps): ReactNode {
  const { t } = useTexts();
  const styles = useStyles();
  return (
    <Dialog open={props.isOpen} onOpenChange={(_event, { open }) => !open && props.onCancel()}>
      <DialogSurface>
        <DialogBody>
          <DialogTitle>{props.title}</DialogTitle>
          <DialogContent className={styles.field}>
            {props.children}
            <Failure error={props.error} />
          </DialogContent>
          <DialogActions fluid>
            <Button appearance="secondary" onClick={props.onCancel}>
              {props.cancel ?? t("app.cancel")}
            </Button>
            <Button appearance="primary" disabledFocusable={props.isBusy} onClick={props.onConfirm}>
              {props.action}
            </Button>
          </DialogActions>
        </DialogBody>
      </DialogSurface>
    </Dialog>
  );
}
