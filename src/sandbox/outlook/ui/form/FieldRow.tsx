import { makeStyles, tokens } from "@fluentui/react-components";
import { type ReactNode } from "react";

const useStyles = makeStyles({
  row: { display: "flex", gap: "12px", alignItems: "start" },
  icon: {
    flex: "none",
    width: "20px",
    height: "32px",
    display: "flex",
    alignItems: "center",
    fontSize: "20px",
    color: tokens.colorNeutralForeground3,
    "@media (max-width: 480px)": { display: "none" },
  },
  content: { flex: 1, minWidth: 0 },
});

/** One line of the form, with its mark at the side. */
export function FieldRow({ icon, children }: { icon: ReactNode; children: ReactNode }) {
  const styles = useStyles();
  return (
    <div className={styles.row}>
      <span className={styles.icon} aria-hidden>
        {icon}
      </span>
      <div className={styles.content}>{children}</div>
    </div>
  );
}
