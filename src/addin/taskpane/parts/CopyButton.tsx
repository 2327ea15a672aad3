import { Button } from "@fluentui/react-components";
import { CheckmarkRegular, CopyRegular } from "@fluentui/react-icons";
import { useEffect, useState, type ReactNode } from "react";
import { useTexts } from "../texts.tsx";
import { useAnnounce } from "./announcer.tsx";

const shownMs = 2_000;

interface CopyButtonProps {
  /** Accessible name, such as "Copy join link". */
  label: string;
  text: string;
}

export function CopyButton({ label, text }: CopyButtonProps): ReactNode {
  const { t } = useTexts();
  const announce = useAnnounce();
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) return undefined;
    const timer = setTimeout(() => setCopied(false), shownMs);
    return () => clearTimeout(timer);
  }, [copied]);
  const copy = (): void => {
    copyText(text).then(
      () => {
        setCopied(true);
        announce(t("copied"));
      },
      () => announce(t("copyFailed")),
    );
  };
  return (
    <Button
      appearance="subtle"
      icon={copied ? <CheckmarkRegular /> : <CopyRegular />}
      aria-label={label}
      title={copied ? t("copied") : label}
      onClick={copy}
    />
  );
}

/** Frames without the clipboard permission, as in Outlook on the web, only have the old way. */
async function copyText(text: string): Promise<void> {
  const { clipboard } = navigator as { clipboard?: Clipboard };
  try {
    if (clipboard === undefined) throw new Error("no clipboard");
    await clipboard.writeText(text);
  } catch (cause) {
    if (!copyBySelection(text)) throw new Error("The text could not be copied.", { cause });
  }
}

function copyBySelection(text: string): boolean {
  const before = document.activeElement;
  const field = document.createElement("textarea");
  field.value = text;
  field.readOnly = true;
  field.style.position = "fixed";
  field.style.opacity = "0";
  document.body.append(field);
  field.select();
  const copied = executeCopy();
  field.remove();
  if (before instanceof HTMLElement) before.focus();
  return copied;
}

function executeCopy(): boolean {
  const page = document as unknown as { execCommand?: (command: string) => boolean };
  return page.execCommand?.("copy") ?? false;
}
