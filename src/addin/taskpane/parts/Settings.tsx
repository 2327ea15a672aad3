import { lazy, Suspense, type ReactNode } from "react";
import type { StepSettingsProps } from "./StepSettings.tsx";

const StepSettings = lazy(() => import("./StepSettings.tsx"));

/** Folded away at first, so nothing is missed while it loads. */
export function Settings(props: StepSettingsProps): ReactNode {
  return (
    <Suspense fallback={null}>
      <StepSettings {...props} />
    </Suspense>
  );
}
