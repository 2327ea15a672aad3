import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { createRoot } from "react-dom/client";
import { PortalApi } from "./api/portal-api.ts";
import { ApiProvider, isFinal } from "./api/portal-queries.tsx";
import { App } from "./App.tsx";
import { Look } from "./Look.tsx";
import { loadTexts, TextsProvider } from "./texts.tsx";

const queries = new QueryClient({
  defaultOptions: {
    queries: {
      retry: (failures, error) => failures < 2 && !isFinal(error),
      refetchOnWindowFocus: true,
    },
  },
});

async function openPortal(root: HTMLElement): Promise<void> {
  const texts = await loadTexts(navigator.language);
  document.documentElement.lang = texts.locale;
  createRoot(root).render(
    <Look nonce={document.querySelector<HTMLScriptElement>("script[nonce]")?.nonce ?? ""}>
      <TextsProvider value={texts}>
        <QueryClientProvider client={queries}>
          <ApiProvider value={new PortalApi()}>
            <App path={window.location.pathname} />
          </ApiProvider>
        </QueryClientProvider>
      </TextsProvider>
    </Look>,
  );
}

const root = document.getElementById("portal");
if (root === null) throw new Error("The portal's page has no place for the portal.");
void openPortal(root);
