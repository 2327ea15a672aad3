import type { ReactNode } from "react";
import type { Scheduling } from "../model/pane-state.ts";
import { Message } from "../parts/Message.tsx";
import { useTexts } from "../texts.tsx";

const names: Record<Scheduling["foreign"][number], string> = {
  teams: "Microsoft Teams",
  meet: "Google Meet",
  webex: "Webex",
  goto: "GoTo Meeting",
  skype: "Skype",
  whereby: "Whereby",
};

/** Two links in one invitation split the people: said before it is sent. */
export function ForeignLinks({ foreign }: Pick<Scheduling, "foreign">): ReactNode {
  const { t, locale } = useTexts();
  if (foreign.length === 0) return null;
  const providers = new Intl.ListFormat(locale).format(foreign.map((name) => names[name]));
  return <Message intent="warning">{t("ready.foreign", { providers })}</Message>;
}
