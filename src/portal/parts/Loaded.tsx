import { Button, Skeleton, SkeletonItem } from "@fluentui/react-components";
import type { UseQueryResult } from "@tanstack/react-query";
import { useEffect, useState, type ReactNode } from "react";
import { useTexts } from "../texts.tsx";
import { Failure } from "./Notice.tsx";
import { useStyles } from "./styles.ts";

interface LoadedProps<T> {
  query: UseQueryResult<T>;
  children: (data: T) => ReactNode;
}

/** What a query brings: its shape while it loads, the reason and a way on when it fails. */
export function Loaded<T>({ query, children }: LoadedProps<T>): ReactNode {
  const styles = useStyles();
  const { t } = useTexts();
  if (query.data !== undefined) return children(query.data);
  if (query.isPending) return <Loading />;
  return (
    <div className={styles.card}>
      <Failure error={query.error} />
      <div className={styles.buttons}>
        <Button onClick={() => void query.refetch()}>{t("app.tryAgain")}</Button>
      </div>
    </div>
  );
}

/** A word joins the shapes after a second: until then nothing seems slow. */
function Loading(): ReactNode {
  const styles = useStyles();
  const { t } = useTexts();
  const [isSlow, setIsSlow] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setIsSlow(true), 1000);
    return () => clearTimeout(timer);
  }, []);
  return (
    <Skeleton className={styles.card} aria-label={t("app.loading")}>
      <SkeletonItem size={24} />
      <SkeletonItem />
      <SkeletonItem />
      <p className={styles.quiet} role="status">
        {isSlow ? t("app.loading") : ""}
      </p>
    </Skeleton>
  );
}
