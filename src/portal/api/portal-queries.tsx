import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { createContext, useContext } from "react";
import type { PortalSession, Profile } from "../../shared/api/portal.ts";
import type {
  AccountPeople,
  AccountSettings,
  MicrosoftAdmin,
} from "../../shared/api/portal-admin.ts";
import { routes } from "../../shared/api/routes.ts";
import { type PortalApi, PortalProblem } from "./portal-api.ts";

const ApiContext = createContext<PortalApi | null>(null);
export const ApiProvider = ApiContext.Provider;

export function useApi(): PortalApi {
  const api = useContext(ApiContext);
  if (api === null) throw new Error("A part of the portal stands outside of ApiProvider.");
  return api;
}

/** What another try cannot change: the server has said no. */
export const isFinal = (error: unknown): boolean => error instanceof PortalProblem;

/** Null when nobody is signed in. */
export function useSession() {
  const api = useApi();
  return useQuery({
    queryKey: ["session"],
    queryFn: async () => {
      try {
        const session = await api.send<PortalSession>("GET", routes.portalSession);
        api.rememberCsrf(session.csrfToken);
        return session;
      } catch (error) {
        if (error instanceof PortalProblem && error.status === 401) return null;
        throw error;
      }
    },
  });
}

export function useProfile() {
  const api = useApi();
  return useQuery({
    queryKey: ["profile"],
    queryFn: () => api.send<Profile>("GET", routes.profile),
  });
}

export function useAccountSettings() {
  const api = useApi();
  return useQuery({
    queryKey: ["settings"],
    queryFn: () => api.send<AccountSettings>("GET", routes.adminSettings),
  });
}

export function useMicrosoftAdmin() {
  const api = useApi();
  return useQuery({
    queryKey: ["microsoft"],
    queryFn: () => api.send<MicrosoftAdmin>("GET", routes.adminMicrosoft),
  });
}

export function usePeople() {
  const api = useApi();
  return useQuery({
    queryKey: ["people"],
    queryFn: () => api.send<AccountPeople>("GET", routes.adminPeople),
  });
}

/** What was asked for does not fit any more: the page shows something old. */
const isOutdated = (error: Error): boolean =>
  error instanceof PortalProblem && [404, 409].includes(error.status);

/** A change, after which everything shown is read again. */
export function useChange<Reply, Input = void>(
  work: (api: PortalApi, input: Input) => Promise<Reply>,
) {
  const api = useApi();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (input: Input) => work(api, input),
    // Not waited for: what comes anew may take away the very part that asked.
    onSuccess: () => void queries.invalidateQueries(),
    onError: (error) => {
      if (isOutdated(error)) void queries.invalidateQueries();
    },
  });
}

/** A change whose answer is an address of Microsoft's, where the browser goes next. */
export function useLeaveFor<Input = void>(
  ask: (api: PortalApi, input: Input) => Promise<{ url: string }>,
) {
  const api = useApi();
  return useMutation({
    mutationFn: async (input: Input) => {
      const { url } = await ask(api, input);
      window.location.assign(url);
      // Stays "pending" until the page is gone, so that nobody clicks twice.
      await new Promise(() => undefined);
    },
  });
}
