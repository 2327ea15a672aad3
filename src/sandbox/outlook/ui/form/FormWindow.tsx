import { useMemo } from "react";
import { usePage } from "../page-context.ts";
import { toPageAddress, type FormTarget } from "../page-params.ts";
import { type FormExits } from "./form-session.ts";
import { FormSurface } from "./FormSurface.tsx";
import { forgetDraft } from "./form-target.ts";

/** The form in a window of its own. */
export function FormWindow({ target }: { target: FormTarget }) {
  const { params } = usePage();
  const exits = useMemo<FormExits>(() => {
    const goTo = (form: FormTarget | null) =>
      window.location.assign(toPageAddress({ ...params, form }));
    return {
      close: () => {
        if (target.kind === "draft") forgetDraft(target.draftId);
        // A window the person opened by hand cannot be closed by its page: it shows the calendar.
        if (window.opener === null) goTo(null);
        else window.close();
      },
      openEvent: (eventId) => {
        if (target.kind === "event") goTo({ ...target, eventId });
      },
      openNew: () => goTo(null),
    };
  }, [params, target]);
  return <FormSurface request={target} exits={exits} isPoppedOut />;
}
