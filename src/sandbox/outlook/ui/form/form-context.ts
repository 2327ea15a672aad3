import { createContext, use, useSyncExternalStore } from "react";
import { type ItemState } from "../../host/compose-item.ts";
import { type FormSession } from "./form-session.ts";

export const FormContext = createContext<FormSession | null>(null);

export function useForm(): FormSession {
  const session = use(FormContext);
  if (session === null) throw new Error("This component was drawn outside a form.");
  return session;
}

/** The appointment in the form, drawn again whenever anybody changes it. */
export function useItem(): Readonly<ItemState> {
  const { item } = useForm();
  return useSyncExternalStore(
    (listener) => item.subscribe(listener),
    () => item.state,
  );
}
