import { useEffect, useRef, type ReactNode } from "react";
import { useTexts } from "../texts.tsx";
import { useStyles } from "./styles.ts";

/** The page's name; takes the focus, so that screen readers start here. */
export function PageTitle({ children }: { children: string }): ReactNode {
  const styles = useStyles();
  const { t } = useTexts();
  const title = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    document.title = `${children} · ${t("app.name")}`;
    title.current?.focus();
  }, [children, t]);
  return (
    <h1 ref={title} tabIndex={-1} className={styles.title}>
      {children}
    </h1>
  );
}
