import { lazy, Suspense, type ReactNode } from "react";
import { useTexts } from "../texts.tsx";
import type { OptionsFormProps } from "./OptionsForm.tsx";
import { useStyles } from "./styles.ts";

/** Loaded after the buttons people come for: choices are read from Zoom and arrive later anyway. */
const OptionsForm = lazy(() => import("./OptionsForm.tsx"));

export function Options(props: OptionsFormProps): ReactNode {
  const { t } = useTexts();
  const styles = useStyles();
  if (props.account.state === "failed") {
    return <p className={styles.quiet}>{t("options.failed")}</p>;
  }
  return (
    <Suspense fallback={<p className={styles.quiet}>{t("options.loading")}</p>}>
      <OptionsForm {...props} />
    </Suspense>
  );
}
