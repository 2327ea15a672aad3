import { useEffect, useRef, type ReactNode } from "react";
import { useTexts } from "../texts.tsx";
import { Summary } from "./Summary.tsx";
import { useStyles } from "./styles.ts";

/**
 * The join block as attendees receive it: the very HTML that is in the invitation, whose every
 * variable part was escaped when it was built.
 */
export function Preview({ html }: { html: string }): ReactNode {
  const { t } = useTexts();
  const styles = useStyles();
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (place.current === null) return;
    const page = new DOMParser().parseFromString(html, "text/html");
    // Followed in place, a link would replace the pane.
    for (const link of page.querySelectorAll("a")) {
      link.target = "_blank";
      link.rel = "noreferrer";
    }
    place.current.replaceChildren(...page.body.childNodes);
  }, [html]);
  return (
    <details>
      <Summary>{t("meeting.preview")}</Summary>
      <div className={styles.preview} ref={place} />
    </details>
  );
}
