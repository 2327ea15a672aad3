import { Button, Spinner } from "@fluentui/react-components";
import {
  CheckmarkCircle20Regular,
  Circle20Regular,
  DismissCircle20Regular,
} from "@fluentui/react-icons";
import { useQueryClient } from "@tanstack/react-query";
import { useState, type ReactNode } from "react";
import { testSteps, type TestEvent, type TestStep } from "../../shared/api/integration-test.ts";
import { useApi } from "../api/portal-queries.tsx";
import { Failure, Notice } from "../parts/Notice.tsx";
import { useStyles } from "../parts/styles.ts";
import { useTexts } from "../texts.tsx";

type Steps = Partial<Record<TestStep, TestEvent>>;

/** The round trip, step by step as it happens, each with its time or its remedy. */
export function IntegrationTest(): ReactNode {
  const styles = useStyles();
  const { t } = useTexts();
  const api = useApi();
  const queries = useQueryClient();
  const [steps, setSteps] = useState<Steps>({});
  const [state, setState] = useState<"idle" | "running" | "done">("idle");
  const [error, setError] = useState<Error | null>(null);
  const run = async (): Promise<void> => {
    setSteps({});
    setError(null);
    setState("running");
    try {
      for await (const event of api.test()) {
        setSteps((before) => ({ ...before, [event.step]: event }));
      }
    } catch (cause) {
      setError(cause instanceof Error ? cause : new Error("unknown", { cause }));
    }
    setState("done");
    // A failing step may have shown that the connection has ended.
    await queries.invalidateQueries({ queryKey: ["profile"] });
  };
  const hasFailed = Object.values(steps).some(({ state: ended }) => ended === "failed");
  return (
    <div className={styles.field}>
      <h3 className={styles.smallTitle}>{t("test.title")}</h3>
      <p className={styles.quiet}>{t("test.lead")}</p>
      <ol className={styles.list} aria-live="polite">
        {testSteps.map((step) => (
          <Step key={step} step={step} event={steps[step]} />
        ))}
      </ol>
      <Failure error={error} />
      {state === "done" && error === null && (
        <Notice intent={hasFailed ? "warning" : "success"}>
          {t(hasFailed ? "test.someFailed" : "test.allPassed")}
        </Notice>
      )}
      <div className={styles.buttons}>
        <Button disabledFocusable={state === "running"} onClick={() => void run()}>
          {t(state === "done" ? "test.again" : "test.run")}
        </Button>
      </div>
    </div>
  );
}

function Step({ step, event }: { step: TestStep; event: TestEvent | undefined }): ReactNode {
  const styles = useStyles();
  const { t } = useTexts();
  const state = event?.state ?? "waiting";
  return (
    <li className={styles.row}>
      <StepSign state={state} />
      <span>
        {t(`test.step.${step}`)}: {t(`test.state.${state}`)}
        {event?.durationMs != null && ` (${event.durationMs} ms)`}
        {event?.code != null && <Remedy code={event.code} />}
      </span>
    </li>
  );
}

function StepSign({ state }: { state: TestEvent["state"] | "waiting" }): ReactNode {
  const styles = useStyles();
  if (state === "running") return <Spinner size="extra-tiny" aria-hidden />;
  if (state === "passed") return <CheckmarkCircle20Regular className={styles.works} aria-hidden />;
  if (state === "failed") return <DismissCircle20Regular className={styles.fails} aria-hidden />;
  return <Circle20Regular className={styles.rests} aria-hidden />;
}

/** What to do about a step that did not pass. */
function Remedy({ code }: { code: string }): ReactNode {
  const styles = useStyles();
  const { t, forCode } = useTexts();
  const text =
    forCode("test.code", code) ??
    forCode("lapse", code.replace(/^microsoft\./, "")) ??
    t("test.code.other", { code });
  return <p className={styles.quiet}>{text}</p>;
}
