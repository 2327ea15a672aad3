import { type CommandOutcome } from "./commands.ts";
import { type AddInManifest, type SendMode } from "./manifest.ts";

/** What Outlook does with a click on Send. */
export type SendVerdict =
  | { outcome: "send" }
  /** The person chose not to send while the add-in was still thinking. */
  | { outcome: "stay" }
  | {
      outcome: "ask";
      reason: "refused" | "timeout" | "unavailable";
      message: string;
      sendMode: SendMode;
      /** Whether the dialog offers *Send Anyway*. */
      maySendAnyway: boolean;
      /** Text of *Take Action*; absent: Outlook's own words. */
      cancelLabel?: string;
      /** The control *Take Action* stands for; absent: there is no such button. */
      commandId?: string;
      contextData?: string;
    };

/** The most an add-in may say in the dialog, and on its button. */
const limits = { message: 500, cancelLabel: 20 };

/**
 * Reads the add-in's answer to `OnAppointmentSend`.
 * @see https://learn.microsoft.com/office/dev/add-ins/outlook/onmessagesend-onappointmentsend-events
 */
export function judgeSend(
  outcome: CommandOutcome,
  declaredMode: SendMode,
  manifest: AddInManifest,
): SendVerdict {
  switch (outcome.outcome) {
    case "completed":
      return outcome.completedContext.allowEvent === false
        ? refusal(outcome.completedContext, declaredMode, manifest)
        : { outcome: "send" };
    case "timeout":
      return {
        outcome: "ask",
        reason: "timeout",
        message: `${manifest.displayName} took too long to check this appointment.`,
        sendMode: declaredMode,
        maySendAnyway: declaredMode === "PromptUser",
      };
    case "functionNotFound":
    case "unavailable":
      return {
        outcome: "ask",
        reason: "unavailable",
        message: `${manifest.displayName} is unavailable and could not check this appointment.`,
        sendMode: declaredMode,
        maySendAnyway: declaredMode !== "Block",
      };
  }
}

function refusal(
  answer: Record<string, unknown>,
  declaredMode: SendMode,
  manifest: AddInManifest,
): SendVerdict {
  const sendMode = modeOf(answer.sendModeOverride) ?? declaredMode;
  const { errorMessage, cancelLabel, commandId, contextData } = answer;
  const command = manifest.controls.find((control) => control.id === commandId);
  return {
    outcome: "ask",
    reason: "refused",
    message:
      typeof errorMessage === "string" && errorMessage !== ""
        ? errorMessage.slice(0, limits.message)
        : `${manifest.displayName} asks you not to send this appointment yet.`,
    sendMode,
    maySendAnyway: sendMode === "PromptUser",
    ...(typeof cancelLabel === "string" && cancelLabel.length <= limits.cancelLabel
      ? { cancelLabel }
      : {}),
    ...(command === undefined ? {} : { commandId: command.id }),
    ...(command === undefined || contextData === undefined
      ? {}
      : { contextData: asText(contextData) }),
  };
}

function modeOf(override: unknown): SendMode | undefined {
  const modes: SendMode[] = ["PromptUser", "SoftBlock", "Block"];
  return modes.find(
    (mode) => typeof override === "string" && mode.toLowerCase() === override.toLowerCase(),
  );
}

function asText(contextData: unknown): string {
  return typeof contextData === "string" ? contextData : JSON.stringify(contextData);
}
