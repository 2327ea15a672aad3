import { Field, ProgressBar } from "@fluentui/react-components";
import type { ReactNode } from "react";
import { useTexts } from "../texts.tsx";

interface ProgressProps {
  phase: "preparing" | "backfill";
  done: number;
  total: number;
}

/** How far the first reading or the first run has come. */
export function Progress({ phase, done, total }: ProgressProps): ReactNode {
  const { t } = useTexts();
  return (
    <Field
      label={t(`sync.phase.${phase}`)}
      validationState="none"
      validationMessage={t(`sync.${phase}.progress`, { done, count: total })}
    >
      <ProgressBar thickness="large" value={done} max={Math.max(total, 1)} />
    </Field>
  );
}
