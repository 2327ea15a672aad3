import {
  createDOMRenderer,
  FluentProvider,
  RendererProvider,
  webDarkTheme,
  webLightTheme,
} from "@fluentui/react-components";
import { useState, useSyncExternalStore, type ReactNode } from "react";

const systemDark = window.matchMedia("(prefers-color-scheme: dark)");

const followSystem = (changed: () => void): (() => void) => {
  systemDark.addEventListener("change", changed);
  return () => systemDark.removeEventListener("change", changed);
};

/** Fluent UI in the system's light or dark. */
export function Look({ nonce, children }: { nonce: string; children: ReactNode }): ReactNode {
  const [renderer] = useState(() =>
    createDOMRenderer(document, { styleElementAttributes: { nonce } }),
  );
  const isDark = useSyncExternalStore(followSystem, () => systemDark.matches);
  return (
    <RendererProvider renderer={renderer}>
      <FluentProvider theme={isDark ? webDarkTheme : webLightTheme}>{children}</FluentProvider>
    </RendererProvider>
  );
}
