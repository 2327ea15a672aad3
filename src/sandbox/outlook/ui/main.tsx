import "@fullcalendar/react/skeleton.css";
import "@fullcalendar/react/themes/forma/theme.css";
import "@fullcalendar/react/themes/forma/palettes/blue.css";
import "./page.css";
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { createRoot } from "react-dom/client";
import { App } from "./App.tsx";
import { readPageParams } from "./page-params.ts";

const root = document.getElementById("root");
if (root === null) throw new Error("The page has no element #root to draw into.");

const params = readPageParams(window.location.search);
document.documentElement.lang = params.language;

createRoot(root).render(
  <QueryClientProvider client={new QueryClient()}>
    <App params={params} />
  </QueryClientProvider>,
);
