import {
  CheckmarkCircle16Regular,
  Clock16Regular,
  ErrorCircle16Regular,
} from "@fluentui/react-icons";
import type { ReactNode } from "react";
import type { ActivityItem } from "../../shared/api/sync.ts";
import { Tag } from "../parts/Tag.tsx";
import { useTexts } from "../texts.tsx";

const looks = {
  done: { tone: "success", Icon: CheckmarkCircle16Regular },
  waiting: { tone: "warning", Icon: Clock16Regular },
  failed: { tone: "danger", Icon: ErrorCircle16Regular },
} as const;

/** How a step ended, in a word beside its sign. */
export function Outcome({ outcome }: Pick<ActivityItem, "outcome">): ReactNode {
  const { t } = useTexts();
  const { tone, Icon } = looks[outcome];
  return (
    <Tag tone={tone} icon={<Icon aria-hidden />}>
      {t(`history.outcome.${outcome}`)}
    </Tag>
  );
}
