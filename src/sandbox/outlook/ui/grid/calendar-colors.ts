/** Colours of calendars and of special entries, for both themes. */
export interface EntryColors {
  bar: string;
  background: string;
  text: string;
}

const light: Record<string, EntryColors> = {
  own: { bar: "#0f6cbd", background: "#dcebf8", text: "#0c3b5e" },
  other: { bar: "#038387", background: "#d7f0ef", text: "#033f41" },
  away: { bar: "#7160e8", background: "#e7e4fb", text: "#352a85" },
};

const dark: Record<string, EntryColors> = {
  own: { bar: "#479ef5", background: "#123a5c", text: "#d6ebff" },
  other: { bar: "#4ac4c8", background: "#0d3f41", text: "#d3f5f5" },
  away: { bar: "#a79cf1", background: "#302a63", text: "#e9e5ff" },
};

const fallback: EntryColors = { bar: "#0f6cbd", background: "#dcebf8", text: "#0c3b5e" };

export function colorsOf(isOwn: boolean, showAs: string, isDark: boolean): EntryColors {
  const name = showAs === "oof" ? "away" : isOwn ? "own" : "other";
  return (isDark ? dark : light)[name] ?? fallback;
}
