import { Button, makeStyles, tokens } from "@fluentui/react-components";
import { DismissRegular } from "@fluentui/react-icons/svg/dismiss";
import { useEffect, useRef, useState } from "react";
import { usePage } from "../page-context.ts";
import { useForm } from "./form-context.ts";
import { type OpenPane } from "./form-state.ts";

/** Outlook on the web opens a pane this wide, and lets it grow to this. */
const widths = { smallest: 320, largest: 450, step: 10 };

const useStyles = makeStyles({
  pane: {
    display: "flex",
    flexDirection: "column",
    flex: "none",
    position: "relative",
    maxWidth: "100%",
    backgroundColor: tokens.colorNeutralBackground1,
    borderLeft: `1px solid ${tokens.colorNeutralStroke2}`,
    "@media (max-width: 720px)": { position: "absolute", inset: 0, zIndex: 4 },
  },
  head: {
    display: "flex",
    alignItems: "center",
    padding: "8px 8px 8px 16px",
    borderBottom: `1px solid ${tokens.colorNeutralStroke2}`,
  },
  title: { flex: 1, margin: 0, fontSize: "16px", fontWeight: 600 },
  frame: {
    flex: 1,
    minHeight: 0,
    display: "flex",
    "& iframe": { flex: 1, border: 0, minWidth: 0 },
  },
  handle: {
    position: "absolute",
    insetInlineStart: "-4px",
    top: 0,
    bottom: 0,
    width: "8px",
    cursor: "col-resize",
    touchAction: "none",
    ":focus-visible": { outlineStyle: "none", backgroundColor: tokens.colorStrokeFocus2 },
    "@media (max-width: 720px)": { display: "none" },
  },
});

const clamp = (width: number) => Math.min(widths.largest, Math.max(widths.smallest, width));

/** The add-in's task pane at the right of the form. */
export function TaskPane({ pane }: { pane: OpenPane }) {
  const session = useForm();
  const { texts } = usePage();
  const styles = useStyles();
  const container = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(widths.smallest);
  const { url, initializationContext, opening } = pane;

  useEffect(() => {
    if (container.current !== null) {
      session.host?.openPane(container.current, url, { initializationContext });
    }
  }, [session, url, initializationContext, opening]);

  const onPointerDown = (down: React.PointerEvent<HTMLDivElement>) => {
    const handle = down.currentTarget;
    handle.setPointerCapture(down.pointerId);
    const move = (event: PointerEvent) => setWidth(clamp(width + down.clientX - event.clientX));
    handle.addEventListener("pointermove", move);
    handle.addEventListener(
      "lostpointercapture",
      () => handle.removeEventListener("pointermove", move),
      { once: true },
    );
  };
  const onKeyDown = (event: React.KeyboardEvent) => {
    if (event.key === "ArrowLeft") setWidth(clamp(width + widths.step));
    if (event.key === "ArrowRight") setWidth(clamp(width - widths.step));
  };

  return (
    <aside className={styles.pane} style={{ width }} aria-label={pane.title}>
      <div
        className={styles.handle}
        role="separator"
        aria-orientation="vertical"
        aria-label={texts.resizePane}
        aria-valuemin={widths.smallest}
        aria-valuemax={widths.largest}
        aria-valuenow={width}
        tabIndex={0}
        onPointerDown={onPointerDown}
        onKeyDown={onKeyDown}
      />
      <div className={styles.head}>
        <h2 className={styles.title}>{pane.title}</h2>
        <Button
          appearance="subtle"
          icon={<DismissRegular />}
          aria-label={texts.closePane}
          onClick={() => session.closePane()}
        />
      </div>
      <div ref={container} className={styles.frame} />
    </aside>
  );
}
