import {
  FluentProvider,
  MessageBar,
  MessageBarBody,
  Spinner,
  webDarkTheme,
  webLightTheme,
} from "@fluentui/react-components";
import { useQuery } from "@tanstack/react-query";
import { useLayoutEffect, useMemo, useState, type ReactNode } from "react";
import { type SessionReply } from "../server/service-model.ts";
import { CalendarPage } from "./CalendarPage.tsx";
import { FormWindow } from "./form/FormWindow.tsx";
import { localeOf, PageContext, reasonOf, textsOf, type Page } from "./page-context.ts";
import { type PageParams } from "./page-params.ts";
import { ServiceClient } from "./service-client.ts";

const themeKey = "outlook-theme";

function readTheme(): boolean {
  const chosen = window.localStorage.getItem(themeKey);
  if (chosen !== null) return chosen === "dark";
  return window.matchMedia("(prefers-color-scheme: dark)").matches;
}

export function App({ params }: { params: PageParams }) {
  const [isDark, setDark] = useState(readTheme);
  const service = useMemo(() => new ServiceClient(params.as), [params.as]);
  const session = useQuery({ queryKey: ["session"], queryFn: service.session });
  const texts = textsOf(params.language);

  const chooseTheme = (dark: boolean) => {
    window.localStorage.setItem(themeKey, dark ? "dark" : "light");
    setDark(dark);
  };

  return (
    <Themed isDark={isDark}>
      {session.data !== undefined ? (
        <InPage
          value={{ params, service, texts, isDark, setDark: chooseTheme }}
          session={session.data}
        />
      ) : session.isError ? (
        <MessageBar intent="error">
          <MessageBarBody>{reasonOf(session.error, texts)}</MessageBarBody>
        </MessageBar>
      ) : (
        <Spinner label={texts.loading} style={{ height: "100%" }} />
      )}
    </Themed>
  );
}

function Themed({ isDark, children }: { isDark: boolean; children: ReactNode }) {
  useLayoutEffect(() => {
    const scheme = isDark ? "dark" : "light";
    // The grid's stylesheet reads the attribute, native controls and scroll bars the property.
    document.documentElement.dataset.colorScheme = scheme;
    document.documentElement.style.colorScheme = scheme;
  }, [isDark]);
  return (
    <FluentProvider theme={isDark ? webDarkTheme : webLightTheme} style={{ height: "100%" }}>
      {children}
    </FluentProvider>
  );
}

function InPage(props: { value: Omit<Page, "session" | "locale">; session: SessionReply }) {
  const { params } = props.value;
  const page: Page = {
    ...props.value,
    session: props.session,
    locale: localeOf(params.language),
  };
  return (
    <PageContext value={page}>
      {params.form === null ? <CalendarPage /> : <FormWindow target={params.form} />}
    </PageContext>
  );
}
