import { makeStyles, mergeClasses, tokens } from "@fluentui/react-components";
import type { ReactNode } from "react";

interface TagProps {
  tone?: "neutral" | "brand" | "success" | "warning" | "danger";
  icon?: ReactNode;
  children: ReactNode;
}

/** A word or two about something; they say all that the colour says, and wrap where it is narrow. */
export function Tag({ tone = "neutral", icon, children }: TagProps): ReactNode {
  const styles = useTagStyles();
  return (
    <span className={mergeClasses(styles.tag, styles[tone])}>
      {icon}
      <span>{children}</span>
    </span>
  );
}

const useTagStyles = makeStyles({
  tag: {
    display: "inline-flex",
    alignItems: "center",
    columnGap: tokens.spacingHorizontalXXS,
    padding: `0 ${tokens.spacingHorizontalXS}`,
    borderRadius: tokens.borderRadiusMedium,
    fontSize: tokens.fontSizeBase200,
    lineHeight: tokens.lineHeightBase300,
    "& svg": { flexShrink: 0 },
  },
  neutral: {
    color: tokens.colorNeutralForeground2,
    backgroundColor: tokens.colorNeutralBackground3,
  },
  brand: { color: tokens.colorBrandForeground2, backgroundColor: tokens.colorBrandBackground2 },
  success: {
    color: tokens.colorStatusSuccessForeground1,
    backgroundColor: tokens.colorStatusSuccessBackground1,
  },
  warning: {
    color: tokens.colorStatusWarningForeground1,
    backgroundColor: tokens.colorStatusWarningBackground1,
  },
  danger: {
    color: tokens.colorStatusDangerForeground1,
    backgroundColor: tokens.colorStatusDangerBackground1,
  },
});
