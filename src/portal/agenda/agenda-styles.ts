import { makeStyles, tokens } from "@fluentui/react-components";

/** The bar at an entry's side; what it means stands beside it in words. */
const bar = (style: string, color: string) => ({ borderLeft: `4px ${style} ${color}` });

export const useAgendaStyles = makeStyles({
  entry: {
    display: "grid",
    gridTemplateColumns: "136px minmax(0, 1fr)",
    columnGap: tokens.spacingHorizontalM,
    padding: `${tokens.spacingVerticalXS} 0 ${tokens.spacingVerticalXS} ${tokens.spacingHorizontalM}`,
    "@media (max-width: 480px)": { gridTemplateColumns: "minmax(0, 1fr)" },
  },
  busy: bar("solid", tokens.colorBrandStroke1),
  unknown: bar("solid", tokens.colorBrandStroke1),
  tentative: bar("dashed", tokens.colorBrandStroke1),
  free: bar("dotted", tokens.colorNeutralStrokeAccessible),
  oof: bar("double", tokens.colorPaletteBerryBorderActive),
  workingElsewhere: bar("dashed", tokens.colorNeutralStrokeAccessible),
  time: {
    display: "grid",
    alignContent: "start",
    lineHeight: tokens.lineHeightBase300,
    fontVariantNumeric: "tabular-nums",
    "@media (max-width: 480px)": {
      display: "flex",
      flexWrap: "wrap",
      alignItems: "baseline",
      columnGap: tokens.spacingHorizontalS,
    },
  },
  dayOf: { whiteSpace: "nowrap" },
  what: {
    display: "grid",
    rowGap: tokens.spacingVerticalXXS,
    gridTemplateColumns: "minmax(0, 1fr)",
  },
  subject: {
    fontWeight: tokens.fontWeightSemibold,
    lineHeight: tokens.lineHeightBase300,
    overflowWrap: "anywhere",
  },
});
