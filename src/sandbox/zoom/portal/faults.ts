import { ZoomError } from "../core/zoom-error.ts";

/** Shows what Zoom refuses on the form it came from, with nothing typed lost. */
export function orShowFault<T>(work: () => T, showFault: (fault: string) => T): T {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof ZoomError)) throw error;
    const fields = error.errors?.map(({ field, message }) => `${field}: ${message}`).join(" ");
    return showFault([error.message, fields].filter(Boolean).join(" "));
  }
}
