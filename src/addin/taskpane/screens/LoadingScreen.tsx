import { Skeleton, SkeletonItem } from "@fluentui/react-components";
import type { ReactNode } from "react";
import { useTexts } from "../texts.tsx";
import { Screen } from "./Screen.tsx";

export function LoadingScreen(): ReactNode {
  const { t } = useTexts();
  return (
    <Screen title={t("title")}>
      <Skeleton aria-label={t("loading")}>
        {[48, 32, 32, 32].map((size, at) => (
          <SkeletonItem key={at} size={size as 32 | 48} style={{ marginBlockEnd: "12px" }} />
        ))}
      </Skeleton>
    </Screen>
  );
}
