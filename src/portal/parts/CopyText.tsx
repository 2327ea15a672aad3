import { Button } from "@fluentui/react-components";
import { useState, type ReactNode } from "react";
import { useTexts } from "../texts.tsx";

/** Copies `text`; says so on itself, which screen readers announce. */
export function CopyText({ text }: { text: string }): ReactNode {
  const { t } = useTexts();
  const [isCopied, setIsCopied] = useState(false);
  const copy = async (): Promise<void> => {
    await navigator.clipboard.writeText(text);
    setIsCopied(true);
  };
  return (
    <Button size="small" onClick={() => void copy()} aria-live="polite">
      {t(isCopied ? "app.copied" : "app.copy")}
    </Button>
  );
}
