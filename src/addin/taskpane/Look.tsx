import {
  createDOMRenderer,
  FluentProvider,
  RendererProvider,
  webDarkTheme,
  webLightTheme,
} from "@fluentui/react-components";
import { useState, useSyncExternalStore, type ReactNode } from "react";
import type { Appearance } from "../outlook/theme.ts";

interface LookProps {
  /** Of the page's Content-Security-Policy: without it no style applies. */
  nonce: string;
  appearance: { get: () => Appearance; subscribe: (changed: () => void) => () => void };
  children: ReactNode;
}

/** Fluent UI in Outlook's light or dark; contrast themes are the browser's, as tokens leave them be. */
export function Look({ nonce, appearance, children }: LookProps): ReactNode {
  const [renderer] = useState(() =>
    createDOMRenderer(document, { styleElementAttributes: { nonce } }),
  );
  const current = useSyncExternalStore(appearance.subscribe, appearance.get);
  return (
    <RendererProvider renderer={renderer}>
      <FluentProvider theme={current === "dark" ? webDarkTheme : webLightTheme}>
        {children}
      </FluentProvider>
    </RendererProvider>
  );
}
